"""The application as a whole: what it has ready when it is made."""

from fastapi import routing

from deployments.api.app import make_routes
from tests.deployments.api.conftest import House


async def test_the_first_caller_waits_for_no_route_to_be_made(monkeypatch):
    house, made = House(), []
    make_routes(house.app)
    monkeypatch.setattr(routing._EffectiveRouteContext, "from_api_route", lambda **about: made.append(about))
    assert (await house.speak()).status_code == 200
    assert not made
