from itertools import islice

import pytest

from benchmarks.load.errors import NotAWorkload
from benchmarks.load.workloads import prompts
from benchmarks.load.workloads.prompt import Prompt


def test_lines_of_text_in_their_order_again_and_again(tmp_path):
    path = tmp_path / "texts.txt"
    path.write_text("One.\n\nTwo.\n")
    assert [prompt.text for prompt in islice(prompts(str(path), 1), 3)] == ["One.", "Two.", "One."]


def test_json_says_more_of_a_request(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text('{"input": "Guten Tag.", "language": "de"}\n')
    assert next(prompts(str(path), 1)) == Prompt("Guten Tag.", {"language": "de"})


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jsonl", b'{"input": "One."}\n{"text": "Two."}', "line 2"),
        ("a.jsonl", b"One.", "line 1"),
        ("a.jsonl", b'{"input": 1}', "line 1"),
        ("a.jsonl", b'{"input": "One.", "response_format": "mp3"}', "line 1: .* without response_format"),
        ("a.txt", b"\n \n", "no text"),
        ("a.txt", b"\xff\xfe", "UTF-8"),
    ],
)
def test_what_cannot_be_read(tmp_path, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotAWorkload, match=told):
        prompts(str(path), 1)
