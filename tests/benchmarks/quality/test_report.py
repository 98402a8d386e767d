import json

import pytest

from benchmarks.quality.report import read_figures, table, write_json

NAMES = {"voice": "<ours>", "teacher": "theirs", "target": "theirs"}
FAILED = ["mcd_db is 3, must be ≤ 2: missed by 1"]


def test_the_table_marks_what_failed(judgement, limits):
    head, distance, pace, other = table(judgement, limits)
    assert head.split() == ["voice", "teacher", "must", "be"]
    assert distance.split() == ["distance,", "dB", "3.000", "0.000", "≤", "2", "FAILED"]
    assert pace.split() == ["pace", "1.000", "-", "≥", "0.9,", "≤", "1.1"]
    assert other.split() == ["something", "else", "-", "-", "≥", "1", "FAILED"]


def test_what_is_written_can_be_the_baseline_of_a_later_run(judgement, tmp_path):
    file = tmp_path / "report.json"
    write_json(file, NAMES, judgement, FAILED)
    assert read_figures(file) == {"mcd_db": 3.0, "pace": 1.0}
    written = json.loads(file.read_text())
    assert (written["voice"], written["failed"], written["heard"]) == ("<ours>", FAILED, {"A & b.": ["a and b", "a b"]})
    assert "harmonicity" not in written["sentences"]["A & b?"]


@pytest.mark.parametrize("text", ["{}", "[]", "1", '{"figures": 3}', "no JSON", ""])
def test_a_file_that_is_no_report_is_a_value_error(tmp_path, text):
    file = tmp_path / "report.json"
    file.write_text(text)
    with pytest.raises(ValueError, match=r"report|Expecting"):
        read_figures(file)
