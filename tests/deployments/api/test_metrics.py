"""`GET /metrics` over ASGI."""

from httpx import ASGITransport, AsyncClient

from deployments.api.app import Backend, create_app
from deployments.settings import Settings
from models.voice import Voices


async def test_the_page_is_passed_on(make_house, monkeypatch):
    async def page() -> bytes:
        return b"ray_declaim_requests_total 1\n"

    house = make_house()
    backend = Backend(Voices.built_in({"fake"}), house.frames, None, None, None, page, None, None, None, None)
    settings = Settings(engines={"fake": {}}, default_voice="fake")
    app = create_app(settings, ("a-key",), backend)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
        answer = await client.get("/metrics")
    assert answer.text == "ray_declaim_requests_total 1\n"
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")


async def test_without_the_agent_it_says_so(house):
    answer = await house.client.get("/metrics")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert answer.json()["error"]["code"] == "metrics_unavailable"
