"""Every error of every room: in its room's tree, in the one table of statuses, and fit to cross processes."""

import inspect
import pickle
import sys
from collections.abc import Iterator
from typing import get_type_hints

import pytest

from deployments.api.answering import answer, envelope
from deployments.api.errors import ROOTS, STATUS, Overloaded

EXAMPLES = {str: "a word", int: 3, float: 2.5, tuple[str, ...]: ("one", "two")}


def below(root: type[Exception]) -> Iterator[type[Exception]]:
    for child in root.__subclasses__():
        yield child
        yield from below(child)


ERRORS = [error for root in ROOTS for error in below(root)]


def example(error: type[Exception]) -> Exception:
    if "__init__" not in vars(error):
        return error()
    hints = get_type_hints(error.__init__)
    return error(*(EXAMPLES[hints[name]] for name in list(inspect.signature(error).parameters)))


def test_the_walk_finds_all_rooms():
    rooms = {
        "models.errors",
        "pipeline.errors",
        "cache.errors",
        "deployments.api.errors",
        "deployments.webhooks.errors",
    }
    assert {error.__module__ for error in ERRORS} == rooms


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_has_a_status(error):
    assert 400 <= STATUS[error].status < 600


def test_the_table_names_nothing_else():
    assert set(STATUS) == set(ERRORS)


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_is_in_the_tree_of_its_room(error):
    tree = sys.modules[error.__module__].__doc__
    assert f"─ {error.__name__}" in tree


@pytest.mark.parametrize("error", ERRORS)
def test_every_error_survives_the_way_between_processes(error):
    sent = example(error)
    received = pickle.loads(pickle.dumps(sent))  # noqa: S301 - our own
    assert (type(received), str(received), received.args) == (error, str(sent), sent.args)


@pytest.mark.parametrize("error", ERRORS)
def test_every_envelope_has_the_four_fields(error):
    body = envelope(example(error))["error"]
    assert list(body) == ["message", "type", "param", "code"]
    assert body["type"]
    assert body["code"]
    assert "object at" not in body["message"]


@pytest.mark.parametrize("error", ERRORS)
def test_what_is_busy_or_away_says_when_to_come_back(error):
    response = answer(example(error))
    assert ("retry-after" in response.headers) == (response.status_code in {429, 503})
    assert ("www-authenticate" in response.headers) == (response.status_code == 401)


def test_retry_after_is_the_errors_own():
    assert answer(Overloaded("9 renders", 7)).headers["retry-after"] == "7"


async def test_an_unforeseen_error_tells_the_caller_nothing(house):
    response = await house.speak("Bug.")
    assert response.status_code == 500
    assert response.json()["error"]["code"] == "internal_error"
    assert "nobody foresaw this" not in response.text
    assert response.headers["x-request-id"]
    assert (await house.speak()).status_code == 200


async def test_an_unforeseen_error_reaches_the_server_and_so_its_log(house, wire):
    with pytest.raises(ArithmeticError, match="nobody foresaw this"):
        await wire(house, input="Bug.").exchange


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/v1/audio/speech", 405, "method_not_allowed"),
        ("DELETE", "/v1/models", 405, "method_not_allowed"),
        ("PUT", "/v1/audio/voices", 405, "method_not_allowed"),
        ("PUT", "/health", 405, "method_not_allowed"),
    ],
)
async def test_routings_refusals_are_in_the_envelope(house, method, path, status, code):
    response = await house.client.request(method, path)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert ("allow" in response.headers) == (status == 405)
