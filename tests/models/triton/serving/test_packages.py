"""Where packages come from; that torch does so is held by tests/models/vits/test_engine.py."""

import sys

import pytest

from models.errors import EngineUnavailable
from models.triton.serving import packages


@pytest.fixture
def lender(monkeypatch, tmp_path):
    """A folder with packages of its own, of which only one is here too."""
    for name in ("lent_only", "yaml"):
        (tmp_path / f"{name}.py").write_text(f"LENT = '{name}'")
    monkeypatch.setattr(packages, "LENDER", str(tmp_path))
    monkeypatch.setattr(sys, "path", list(sys.path))
    return tmp_path


def test_what_is_here_comes_first(lender):
    packages.borrow()
    packages.borrow()
    assert sys.path.count(str(lender)) == 1
    import lent_only  # noqa: PLC0415
    import yaml  # noqa: PLC0415

    assert lent_only.LENT
    assert not hasattr(yaml, "LENT")


@pytest.mark.parametrize(
    ("engine", "remedy"), [("vits", "`make torch`"), ("xtts", "`make torch`"), ("espeak", "`make serve`")]
)
def test_an_engine_that_nobody_has_is_refused(lender, monkeypatch, engine, remedy):
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(EngineUnavailable, match=f"Triton's environment has no .*neither: {remedy} puts it there"):
        packages.check(engine)
    (lender / f"{packages.NEEDS[engine]}.py").touch()
    packages.check(engine)


def test_the_others_are_there_or_say_so_themselves(lender, monkeypatch):
    monkeypatch.setattr(sys, "path", [])
    packages.check("piper")
