from dataclasses import replace
from itertools import islice

import pytest

from benchmarks.load.errors import NoSuchWorkload, NotAWorkload
from benchmarks.load.workloads import NAMED, prompts
from benchmarks.load.workloads.listed import line, trace
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
        ("a.jsonl", b"[1]", "line 1: want"),
        ("a.jsonl", b'{"input": " "}', "line 1: want"),
        ("a.jsonl", b'{"input": "One.", "stream_format": "sse"}', "line 1: .* by --driver"),
        ("a.jsonl", b'{"input": "One.", "response_format": "midi"}', "line 1: response_format is one of pcm"),
        ("a.jsonl", b'{"input": "One.", "words_per_s": 0}', "line 1: words_per_s is more than 0"),
        ("a.jsonl", b'{"input": "One.", "at_s": -1}', "line 1: at_s is a number from 0 on, not -1"),
        ("a.jsonl", b'{"input": "One.", "at_s": "soon"}', 'line 1: at_s is a number from 0 on, not "soon"'),
        ("a.jsonl", b'{"input": "One.", "at_s": Infinity}', "line 1: at_s is a number"),
        ("a.jsonl", b'{"input": "One.", "at_s": true}', "line 1: at_s is a number"),
        ("a.txt", b"\n \n", "no text"),
        ("a.txt", b"\xff\xfe", "UTF-8"),
    ],
)
def test_what_cannot_be_read(tmp_path, name, content, told):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotAWorkload, match=told):
        prompts(str(path), 1)


@pytest.mark.parametrize("name", NAMED)
def test_a_workload_that_is_written_is_read_back_as_it_was(name, tmp_path):
    given = [replace(prompt, at_s=number / 3) for number, prompt in enumerate(islice(prompts(name, 1), 30))]
    path = tmp_path / "it.jsonl"
    path.write_text("".join(f"{line(prompt)}\n" for prompt in given), encoding="utf-8")
    assert [*islice(prompts(str(path), 1), 30)] == trace(path) == given


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"input": "One.", "at_s": 1}\n\n{"input": "Two."}', 'line 3: want .*"at_s"'),
        ('{"input": "One.", "at_s": 1}\n{"input": "Two.", "at_s": 0.5}', "line 2: is due at 0.5 s, before"),
        ("", "no text"),
    ],
)
def test_a_trace_without_times_in_order(tmp_path, content, told):
    path = tmp_path / "trace.jsonl"
    path.write_text(content)
    with pytest.raises(NotAWorkload, match=told):
        trace(path)


def test_a_trace_that_is_not_there(tmp_path):
    with pytest.raises(NoSuchWorkload, match="no file"):
        trace(tmp_path / "trace.jsonl")
