"""API keys."""

import pytest

SPEECH = {"input": "Hello."}


@pytest.fixture
def locked(make_house):
    return make_house(keys=("first", "sécond"))


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer first"},
        {"Authorization": "bearer first"},
        {"xi-api-key": "first"},
        {"xi-api-key": "sécond".encode()},
    ],
)
async def test_either_header_opens(locked, headers):
    assert (await locked.client.post("/v1/audio/speech", json=SPEECH, headers=headers)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic first"},
        {"Authorization": "first"},
        {"Authorization": "Bearer first second"},
        {"xi-api-key": ""},
        {"xi-api-key": "firs"},
        {"xi-api-key": b"\xff\xfe"},
    ],
)
async def test_anything_else_does_not(locked, headers):
    response = await locked.client.post("/v1/audio/speech", content=b"never read", headers=headers)
    assert response.status_code == 401
    assert response.json()["error"]["type"] == "authentication_error"
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["x-request-id"]


async def test_without_keys_everyone_may(house):
    headers = {"Authorization": "Bearer whatever"}
    assert (await house.client.post("/v1/audio/speech", json=SPEECH, headers=headers)).status_code == 200


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/", "/health", "/healthz", "/readyz", "/v1/test"])
async def test_health_needs_no_key(make_house, path):
    locked = make_house(keys=("first",), http={"open_lists": False})
    assert (await locked.client.get(path)).status_code == 200


@pytest.mark.parametrize("open_lists", [True, False])
@pytest.mark.parametrize(
    "path", ["/v1/models", "/v1/models/tts-1", "/v1/audio/models", "/v1/audio/voices", "/v1/voices"]
)
async def test_lists_need_a_key_if_the_settings_say_so(make_house, path, open_lists):
    locked = make_house(keys=("first",), http={"open_lists": open_lists})
    assert (await locked.client.get(path)).status_code == (200 if open_lists else 401)
    assert (await locked.client.get(path, headers={"xi-api-key": "first"})).status_code == 200
