from benchmarks.report.markdown import markdown, plain
from benchmarks.report.tables import Table


def test_a_table():
    table = Table("", ["result", "load", "n"], [["a", "1 caller", "5"], ["b|c", "2", "10"]], "A note.")
    assert markdown(table).splitlines() == [
        "| result | load     |   n |",
        "| ------ | -------- | --: |",
        "| a      | 1 caller |   5 |",
        "| b\\|c   | 2        |  10 |",
        "",
        "A note.",
    ]


def test_nothing_of_a_name_is_markdown():
    assert plain("`a` <b> [c](d) *e* #f\n|\\") == r"\`a\` \<b\> \[c\](d) \*e\* \#f�\|\\"
