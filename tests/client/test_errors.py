"""The tree of errors is the one drawn, each status has its class, and each error pickles."""

import pickle

import pytest

from declaim import errors
from declaim.errors import (
    BadRequest,
    ConnectionFailed,
    DeclaimError,
    NotFound,
    Overloaded,
    RequestRefused,
    ServerFailed,
    SpeechInterrupted,
    TimedOut,
    Unauthorized,
    UnexpectedAnswer,
    refusal_kind,
)

EXAMPLES = [
    ConnectionFailed("http://127.0.0.1:8000", "refused"),
    TimedOut(url="http://127.0.0.1:8000", reason="read timeout"),
    SpeechInterrupted(12, "closed", request_id="req-1"),
    UnexpectedAnswer("http://127.0.0.1:8000/v1/models"),
    *(kind(418, "no", code="teapot") for kind in (RequestRefused, *RequestRefused.__subclasses__())),
]


def drawn(kind: type[DeclaimError]) -> list[str]:
    """Names of a class and all below it, in the order of a drawn tree."""
    return [kind.__name__, *(name for below in kind.__subclasses__() for name in drawn(below))]


def test_the_drawn_tree_is_the_real_one():
    words = (line.strip("│├└─ ").split(" ")[0] for line in errors.__doc__.split("\n\n")[1].splitlines())
    assert list(words) == drawn(DeclaimError)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((status, BadRequest) for status in (400, 405, 408, 413, 415, 422)),
        *((status, Unauthorized) for status in (401, 403)),
        (404, NotFound),
        (429, Overloaded),
        *((status, ServerFailed) for status in (500, 502, 503, 504)),
        (307, RequestRefused),
    ],
)
def test_each_status_has_its_class(status, kind):
    assert refusal_kind(status) is kind


def test_the_examples_cover_every_class():
    assert {type(error).__name__ for error in EXAMPLES} == set(drawn(DeclaimError)) - {"DeclaimError"}


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_every_error_survives_pickling(error):
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(copy) is type(error)
    assert vars(copy) == vars(error)
    assert str(copy) == str(error)


def test_a_failed_connection_names_the_address_and_the_remedy():
    message = str(ConnectionFailed("http://127.0.0.1:8000", "refused"))
    assert "http://127.0.0.1:8000" in message
    assert "make serve" in message
