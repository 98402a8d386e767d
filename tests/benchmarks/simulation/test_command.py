import argparse

import pytest
import yaml

from benchmarks.simulation import command, validation
from benchmarks.simulation.measuring import service as measuring


def called(*arguments):
    parser = argparse.ArgumentParser()
    command.add(parser)
    chosen = parser.parse_args([*map(str, arguments)])
    chosen.run(parser, chosen)


@pytest.fixture
def written(scenario, tmp_path):
    path = tmp_path / "it.yaml"
    path.write_text(yaml.safe_dump(scenario().model_dump(mode="json", exclude_unset=True)))
    return path


def test_a_scenario_is_simulated(written, tmp_path, capsys):
    called("run", written, "--seed", 4, "--markdown", tmp_path / "it.md")
    assert "## A test" in capsys.readouterr().out
    assert (tmp_path / "it.md").read_text().startswith("# What a fleet carries")


def test_what_was_measured_is_written(service, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(measuring, "measured", lambda voice: service(source=f"of {voice}"))
    called("measure", "--json", tmp_path / "it.json")
    assert "of declaim" in capsys.readouterr().out
    assert "of declaim" in (tmp_path / "it.json").read_text()


def test_a_validation_measures_first_unless_it_is_told(service, monkeypatch, capsys):
    same = validation.figures([(0.0, 0.1, 1.0)], 5)
    monkeypatch.setattr(measuring, "measured", lambda voice: service(source=f"of {voice}"))
    monkeypatch.setattr(validation, "validated", lambda *_: iter([validation.Compared(1, 0, same, same)]))
    called("validate")
    assert "of declaim" in capsys.readouterr().out


@pytest.mark.parametrize(("simulated_s", "status"), [(1.1, None), (1.2, 1)])
def test_a_validation_says_whether_it_held(simulated_s, status, service, monkeypatch, tmp_path, capsys):
    one, other = (validation.figures([(0.0, 0.1, seconds)], 5) for seconds in (1.0, simulated_s))
    monkeypatch.setattr(validation, "validated", lambda *_: iter([validation.Compared(1, 0, one, other)]))
    path = tmp_path / "it.json"
    path.write_text(service().model_dump_json())
    if status is None:
        called("validate", "--service", path)
    else:
        with pytest.raises(SystemExit) as ended:
            called("validate", "--service", path)
        assert ended.value.code == status
    assert "| latency mean | 1000 ms |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("run", "opera"), "opera is neither a file nor one of"),
        (("run", "spike", "--markdown", "no/such/it.md"), "--markdown: there is no folder no/such"),
        (("measure", "--json", "no/such/it.json"), "--json: there is no folder no/such"),
        (("measure", "--json", "it.json", "--voice", "pavarotti"), "--voice: pavarotti is no voice of Piper's"),
        (("validate", "--service", "none.json"), "--service: none.json cannot be read"),
        (("validate", "--service", "none.json", "--seconds", 1), "between 5 and 120"),
        (("autoscaling", "opera"), "opera is neither a file nor one of"),
        (("autoscaling", "--against", 9), "--against: 9 is not among --targets"),
        (("autoscaling", "--engine", "none.json"), "none.json is neither a file nor one of"),
    ],
)
def test_what_cannot_be_done_is_said(arguments, told, capsys):
    with pytest.raises(SystemExit) as ended:
        called(*arguments)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err
