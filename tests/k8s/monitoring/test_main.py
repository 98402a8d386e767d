"""The commands of `python -m k8s.monitoring`."""

import pytest
import yaml

from k8s.monitoring import __main__ as command
from k8s.monitoring.rules import groups


def test_rules_are_printed_as_a_plain_file(capsys):
    assert command.main(["rules"]) == 0
    assert yaml.safe_load(capsys.readouterr().out) == groups()


@pytest.mark.parametrize(("found", "code"), [([], 0), (["this is wrong"], 1)])
def test_the_check_says_what_is_wrong(monkeypatch, capsys, found, code):
    monkeypatch.setattr(command, "problems", lambda: found)
    assert command.main(["check"]) == code
    assert capsys.readouterr().out.splitlines()[0] == (found[0] if found else "rules and dashboards: nothing wrong")


def test_without_promtool_it_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(command, "problems", list)
    monkeypatch.setattr(command.promtool, "is_there", lambda: False)
    assert command.main(["check"]) == 0
    assert "apt-get install --no-install-recommends prometheus" in capsys.readouterr().out


def test_anything_else_shows_how(capsys):
    with pytest.raises(SystemExit, match=r"python -m k8s\.monitoring COMMAND"):
        command.main(["do"])
