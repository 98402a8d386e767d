"""Forms: whole ones, broken ones, and any bytes."""

from contextlib import suppress

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.datastructures import Headers

from deployments.api.errors import InvalidForm
from deployments.api.form import MOST_PARTS, Part, parts_of


def body_of(*parts: bytes, boundary: bytes = b"xyz", end: bytes = b"--xyz--\r\n") -> bytes:
    return b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts) + end


NAMED = b'Content-Disposition: form-data; name="a"\r\n\r\n'


async def parts(body: bytes, content_type: str = "multipart/form-data; boundary=xyz") -> list[Part]:
    return await parts_of(Headers({"content-type": content_type}), body)


async def test_parts_are_read_as_httpx_sends_them():
    data = bytes(range(256)) * 100 + b"\r\n--nearly\r\n\r\n"
    request = httpx.Request(
        "POST", "http://h", data={"name": "Zoë", "empty": ""}, files={"audio_sample": ("ü.wav", data)}
    )
    assert await parts(request.read(), request.headers["content-type"]) == [
        Part("name", False, "Zoë".encode()),
        Part("empty", False, b""),
        Part("audio_sample", True, data),
    ]


@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; charset=utf-8"])
async def test_without_a_boundary_it_is_refused(content_type):
    with pytest.raises(InvalidForm, match="boundary"):
        await parts(body_of(NAMED + b"1"), content_type)


@pytest.mark.parametrize(
    "body",
    [
        b"no form at all",
        body_of(b"no headers"),
        body_of(b"Content-Disposition: form-data\r\n\r\n1"),
        b"--xyzz\r\n" + NAMED + b"1\r\n--xyzz--",
        body_of(*[NAMED] * (MOST_PARTS + 1)),
    ],
)
async def test_broken_forms_are_refused(body):
    with pytest.raises(InvalidForm):
        await parts(body)


async def test_a_part_that_breaks_off_is_missing():
    whole, broken = NAMED + b"1", NAMED.replace(b'"a"', b'"b"') + b"2"
    assert await parts(body_of(whole, broken, end=b"")[:-3]) == [Part("a", False, b"1")]


async def test_an_empty_form_has_no_parts():
    assert await parts(b"--xyz--") == []
    assert len(await parts(body_of(*[NAMED] * MOST_PARTS))) == MOST_PARTS


@settings(max_examples=200, deadline=None)
@example(b"\r\n--xyz\r\n\r\n--xyz--")
@given(
    st.lists(
        st.sampled_from(
            [b"--xyz", b"\r\n", b"--", NAMED, b"form-data", b"; ", b'name*="', b"=?utf-8?q?=ff?=", b"\0\xff"]
        )
    ).map(b"".join)
)
async def test_any_bytes_are_a_form_or_refused(body):
    with suppress(InvalidForm):
        assert all(isinstance(part.name, str) for part in await parts(body))
