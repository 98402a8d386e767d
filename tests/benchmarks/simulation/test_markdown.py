from benchmarks.simulation.markdown import markdown


def test_a_table():
    assert markdown(("a", "b"), [["1", "2"], ["3", "4"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |"
