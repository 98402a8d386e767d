"""How a batch ended, told and as an exit code."""

import pytest

from declaim.cli import main
from tests.client.workshop import lines


def run(workshop, *arguments: str) -> int:
    return main(["batch", *arguments, "--url", workshop.url])


@pytest.fixture
def submitted(workshop, tmp_path, capsys):
    """Submit a file; returns the batch's id."""

    def submit(data: bytes) -> str:
        (tmp_path / "in.jsonl").write_bytes(data)
        run(workshop, "submit", str(tmp_path / "in.jsonl"))
        return capsys.readouterr().out.partition(":")[0]

    return submit


async def test_one_that_was_done(workshop, submitted, capsys):
    batch = submitted(lines("a", "b"))
    await workshop.speak(batch, {"a": b"1"})
    assert run(workshop, "status", batch) == 0
    assert capsys.readouterr().out.startswith(f"{batch}: in progress, 1 of 2 items, 4 of 8 characters, 0:02 of audio")
    await workshop.speak(batch, {"b": b"2"})
    await workshop.end(batch)
    assert run(workshop, "status", batch) == 0
    output = capsys.readouterr()
    assert output.out == f"{batch}: completed, 2 of 2 items, 8 of 8 characters, 0:03 of audio\n"
    assert output.err == ""


async def test_one_with_failed_items_names_the_first(workshop, submitted, capsys):
    batch = submitted(lines(*"abcdef"))
    await workshop.speak(batch, {"a": b"1"} | dict.fromkeys("bcdef"))
    await workshop.end(batch)
    assert run(workshop, "watch", batch) == 1
    output = capsys.readouterr()
    assert "5 failed" in output.out
    assert output.err == "".join(f"declaim: {each}: No engine for {each}.\n" for each in "bcd")


@pytest.mark.parametrize("ending", ["expired", "cancelled"])
async def test_one_that_did_not_come_to_its_end(workshop, submitted, capsys, ending):
    batch = submitted(lines("a"))
    await workshop.end(batch, ending)
    assert run(workshop, "status", batch) == 1
    output = capsys.readouterr()
    assert f"{batch}: {ending}, " in output.out
    assert output.err.startswith("declaim: a: This request ")


async def test_one_that_was_refused_names_its_lines(workshop, tmp_path, capsys):
    (tmp_path / "in.jsonl").write_bytes(lines("a") + b"{\n" * 5)
    assert run(workshop, "submit", str(tmp_path / "in.jsonl"), "--watch") == 1
    output = capsys.readouterr()
    assert ": failed, " in output.out
    first, *_, last = output.err.splitlines()
    assert first.startswith("declaim: line 2: The line is not JSON")
    assert last == "declaim: and 2 more lines"
