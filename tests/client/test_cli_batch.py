"""`declaim batch`: what needs a batch only."""

import pytest

from declaim import Declaim
from declaim.cli import main
from tests.client.workshop import lines


@pytest.fixture
def batch(workshop) -> str:
    with Declaim(workshop.url) as client:
        return client.submit(lines("a", "b")).id


def test_it_is_cancelled(workshop, batch, capsys):
    assert main(["batch", "cancel", batch, "--url", workshop.url]) == 0
    assert capsys.readouterr().out == f"{batch}: cancelling\n"


async def test_one_that_has_ended_cannot_be(workshop, batch, capsys):
    await workshop.end(batch, "expired")
    assert main(["batch", "cancel", batch, "--url", workshop.url]) == 1
    assert "is expired" in capsys.readouterr().err


async def test_all_are_listed_the_newest_first(workshop, batch, capsys):
    await workshop.speak(batch, {"a": b"1", "b": None})
    assert main(["batch", "list", "--url", workshop.url]) == 0
    headings, newest, *_ = capsys.readouterr().out.splitlines()
    assert headings.split() == ["ID", "STATUS", "ITEMS", "FAILED", "SUBMITTED"]
    assert newest.split()[:4] == [batch, "finalizing", "2/2", "1"]


@pytest.mark.parametrize("verb", ["status", "watch", "cancel", "fetch"])
def test_one_that_there_is_not(workshop, capsys, verb, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["batch", verb, "none", "--url", workshop.url]) == 1
    error = capsys.readouterr().err
    assert "none" in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_without_a_verb_there_is_nothing_to_do(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["batch"])
    assert caught.value.code == 1
    assert "VERB" in capsys.readouterr().err
