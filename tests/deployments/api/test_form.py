"""Forms: whole ones, broken ones, and any bytes."""

from contextlib import suppress

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deployments.api.errors import InvalidForm
from deployments.api.form import MOST_PARTS, Part, boundary_of, parts_of


def body_of(*parts: bytes, boundary: bytes = b"xyz", end: bytes = b"--xyz--\r\n") -> bytes:
    return b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts) + end


NAMED = b'Content-Disposition: form-data; name="a"\r\n\r\n'


def test_parts_are_read_as_httpx_sends_them():
    data = bytes(range(256)) * 100 + b"\r\n--nearly\r\n\r\n"
    request = httpx.Request(
        "POST", "http://h", data={"name": "Zoë", "empty": ""}, files={"audio_sample": ("ü.wav", data)}
    )
    boundary = boundary_of(request.headers["content-type"])
    assert parts_of(request.read(), boundary) == [
        Part("name", False, "Zoë".encode()),
        Part("empty", False, b""),
        Part("audio_sample", True, data),
    ]


@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data; boundary=xyz", 'Multipart/Form-Data; charset=utf-8; boundary="xyz"'],
)
def test_a_boundary_may_be_quoted(content_type):
    assert boundary_of(content_type) == b"xyz"


@pytest.mark.parametrize(
    "content_type",
    [
        *["", "application/json", "multipart/form-data", "multipart/form-data; boundary="],
        *["multipart/mixed; boundary=xyz", "multipart/form-data; boundary=" + "x" * 71],
        *["multipart/form-data; boundary=é", "multipart/form-data; boundary*=utf-16''%ff"],
        "application/x-www-form-urlencoded",
    ],
)
def test_what_is_no_form_is_refused(content_type):
    with pytest.raises(InvalidForm, match="multipart/form-data"):
        boundary_of(content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--xyz",
        b"no form at all",
        body_of(NAMED + b"1", end=b""),
        body_of(NAMED + b"1", end=b"--xyz\r\n"),
        body_of(b"no headers"),
        body_of(b"Content-Type: text/plain\r\n\r\n1"),
        body_of(b"Content-Disposition: attachment; name=a\r\n\r\n1"),
        body_of(b"Content-Disposition: form-data\r\n\r\n1"),
        body_of(b'Content-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"\r\n\r\n1'),
        body_of(b"X: " + b"y" * 5000 + b"\r\n" + NAMED + b"1"),
        b"--xyzz\r\n" + NAMED + b"1\r\n--xyzz--",
        body_of(*[NAMED] * (MOST_PARTS + 1)),
    ],
)
def test_broken_forms_are_refused(body):
    with pytest.raises(InvalidForm):
        parts_of(body, b"xyz")


def test_an_empty_form_has_no_parts_and_what_is_around_one_is_passed_over():
    assert parts_of(b"--xyz--", b"xyz") == []
    assert parts_of(b"preamble\r\n" + body_of(NAMED + b"1") + b"epilogue", b"xyz") == [Part("a", False, b"1")]
    assert len(parts_of(body_of(*[NAMED] * MOST_PARTS), b"xyz")) == MOST_PARTS


@settings(max_examples=200, deadline=None)
@example(b"\r\n--xyz\r\n\r\n--xyz--")
@given(
    st.lists(
        st.sampled_from(
            [b"--xyz", b"\r\n", b"--", NAMED, b"form-data", b"; ", b'name*="', b"=?utf-8?q?=ff?=", b"\0\xff"]
        )
    ).map(b"".join)
)
def test_any_bytes_are_a_form_or_refused(body):
    with suppress(InvalidForm):
        assert all(isinstance(part.name, str) for part in parts_of(body, b"xyz"))
