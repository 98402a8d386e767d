import argparse

import pytest

from benchmarks.report import report_command


def called(*arguments: object) -> None:
    parser = argparse.ArgumentParser()
    report_command.add(parser)
    chosen = parser.parse_args([*map(str, arguments)])
    chosen.run(parser, chosen)


def test_a_page_and_a_table(written, told, tmp_path, capsys):
    files = written("a", told()), written("b", told(concurrency=8))
    called(
        *files,
        "--html",
        tmp_path / "out.html",
        "--markdown",
        tmp_path / "out.md",
        "--label",
        "ours",
        "--label",
        "theirs",
    )
    assert "<h1>Load: ours, theirs</h1>" in (tmp_path / "out.html").read_text()
    assert (tmp_path / "out.md").read_text().startswith("| result | load      |")
    assert "| theirs | 8 callers |" in capsys.readouterr().out


def test_without_labels_files_are_called_as_they_are(written, told, tmp_path):
    called(written("this one", told()), "--html", tmp_path / "out.html")
    assert "<h1>Load: this one</h1>" in (tmp_path / "out.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "required: --html"),
        (("--html", "no/such/it.html"), "--html: there is no folder no/such"),
        (("--html", "it.html", "--markdown", "no/such/it.md"), "--markdown: there is no folder"),
        (("--html", "it.html", "--label", "a", "--label", "b"), "--label: there are 2 for 1 files"),
    ],
)
def test_what_cannot_be_done_is_said(written, told, capsys, arguments, words):
    with pytest.raises(SystemExit) as ended:
        called(written("a", told()), *arguments)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_two_of_one_name_want_labels(written, told, tmp_path, capsys):
    one = written("a", told())
    with pytest.raises(SystemExit):
        called(one, one, "--html", tmp_path / "out.html")
    assert "two files are called a: give each another name by --label" in capsys.readouterr().err


def test_what_is_no_result(tmp_path, capsys):
    (tmp_path / "x.json").write_text("nothing")
    with pytest.raises(SystemExit) as ended:
        called(tmp_path / "x.json", "--html", tmp_path / "out.html")
    assert ended.value.code == 2
    assert "x.json is not a result" in capsys.readouterr().err
    assert not (tmp_path / "out.html").exists()
