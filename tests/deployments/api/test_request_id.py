"""Request ids."""

import pytest


@pytest.mark.parametrize("given", ["abc-1", "A.b_c:/+=@-", "x" * 128])
async def test_the_callers_own_id_comes_back(house, given):
    response = await house.client.get("/health", headers={"X-Request-Id": given})
    assert response.headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, 'a"b', "é".encode(), b"\x01"])
async def test_an_id_that_could_do_harm_is_replaced(house, given):
    response = await house.client.get("/health", headers={"X-Request-Id": given})
    assert len(response.headers["x-request-id"]) == 32


async def test_ids_differ(house):
    ids = {(await house.client.get("/health")).headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5


async def test_the_id_reaches_the_engine(house):
    await house.client.post("/v1/audio/speech", json={"input": "Hello."}, headers={"X-Request-Id": "mine"})
    assert list(house.engine.events) == [("start", "mine"), ("end", "mine")]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b'{"input": "Hello."}', 200),
        (b"{", 400),
        (b'{"input": "Boom."}', 503),
        (b'{"input": "Bug."}', 500),
        (b'{"input": "Stuck.", "timeout_s": 0.01}', 504),
        (b"x" * 3_000_000, 413),
    ],
)
async def test_every_answer_has_exactly_one(house, content, status):
    response = await house.send(content)
    assert response.status_code == status
    assert len(response.headers.get_list("x-request-id")) == 1


async def test_a_server_that_sends_ids_itself_gets_no_second_one(make_house):
    response = await make_house(echo_request_id=False).speak()
    assert "x-request-id" not in response.headers
