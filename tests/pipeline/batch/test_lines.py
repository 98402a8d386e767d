"""Lines: a file of requests is good as a whole, or every line that is wrong is named."""

import json

import pytest

from pipeline.batch.lines import MOST_ERRORS, MOST_ITEMS, read_lines


def line(custom_id: object = "a", **fields: object) -> bytes:
    usual = {"custom_id": custom_id, "method": "POST", "url": "/v1/audio/speech", "body": {"input": "Hello."}}
    return json.dumps(usual | fields).encode()


def test_good_lines():
    items, errors = read_lines(b"\xef\xbb\xbf" + line("a") + b"\r\n\n" + line("b", body={"input": "ä", "x": 1}) + b"\n")
    assert [(item.custom_id, item.body["input"]) for item in items] == [("a", "Hello."), ("b", "ä")]
    assert items[1].characters == 1
    assert errors == []


@pytest.mark.parametrize(
    ("bad", "code", "param"),
    [
        (b"{", "invalid_json_line", None),
        (b"[]", "invalid_json_line", None),
        (b"null", "invalid_json_line", None),
        (b"[" * 100_000, "invalid_json_line", None),
        (line("\ud800"), "invalid_json_line", None),
        (line(body={"input": "a\udfff"}), "invalid_json_line", None),
        (b'{"custom_id": NaN}', "invalid_json_line", None),
        (b'{"custom_id": "\xff"}', "invalid_encoding", None),
        ('{"custom_id": "ä"}'.encode("utf-16"), "invalid_encoding", None),
        (line(None), "missing_required_parameter", "custom_id"),
        (line(""), "missing_required_parameter", "custom_id"),
        (line(7), "missing_required_parameter", "custom_id"),
        (line(method="GET"), "invalid_method", "method"),
        (line(url="/v1/chat/completions"), "invalid_url", "url"),
        (line(body="Hello."), "missing_required_parameter", "body"),
        (line("first"), "duplicate_custom_id", "custom_id"),
    ],
)
def test_a_bad_line_is_named_with_its_number(bad, code, param):
    _, errors = read_lines(line("first") + b"\n\n" + bad + b"\n" + line("last"))
    assert [(error.line, error.code, error.param) for error in errors[:1]] == [(3, code, param)]


def test_all_that_is_wrong_is_told_up_to_a_bound():
    assert [error.line for error in read_lines(b"x\n" + line() + b"\ny").errors] == [1, 3]
    assert len(read_lines(b"x\n" * 10_000).errors) == MOST_ERRORS


def test_a_file_of_nothing_and_one_of_too_much():
    assert [error.code for error in read_lines(b" \n\n").errors] == ["empty_file"]
    many = b"\n".join(line(f"{n}") for n in range(MOST_ITEMS + 1))
    assert [error.code for error in read_lines(many).errors] == ["too_many_requests"]
    assert len(read_lines(many.rpartition(b"\n")[0]).items) == MOST_ITEMS
