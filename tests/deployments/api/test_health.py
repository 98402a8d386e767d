"""Health and readiness."""

import pytest

from deployments.api.errors import NotReady


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/", "/health", "/healthz", "/v1/test"])
async def test_alive(house, path):
    response = await house.client.get(path)
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_ready(house):
    assert (await house.client.get("/readyz")).json() == {"status": "ready"}


async def test_not_ready_says_why_and_when_to_ask_again(make_house):
    async def not_yet() -> None:
        raise NotReady("install the extra 'espeak'")

    house = make_house(ready=not_yet)
    response = await house.client.get("/readyz")
    assert response.status_code == 503
    assert response.headers["retry-after"]
    assert "install the extra" in response.json()["error"]["message"]
    assert (await house.client.get("/healthz")).status_code == 200
