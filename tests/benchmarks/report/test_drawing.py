from matplotlib.figure import Figure

from benchmarks.report.drawing import LONGEST, legend, look, scale, shortened


def test_no_two_of_many_series_look_alike():
    looks = [look(number) for number in range(18)]
    assert len({(told["color"], told["linestyle"]) for told in looks}) == 18


def test_series_next_to_each_other_differ_by_more_than_colour():
    dashes = [look(number)["linestyle"] for number in range(6)]
    marks = [look(number, marked=True)["marker"] for number in range(6)]
    assert len(set(dashes)) == len(set(marks)) == 6


def test_a_long_label_keeps_its_ends():
    assert shortened("a" * 100 + "z") == "a" * 24 + "…" + "a" * 22 + "z"
    assert shortened("a" * LONGEST) == "a" * LONGEST


def test_an_axis_is_logarithmic_where_values_are_far_apart():
    axes = Figure().add_subplot()
    scale(axes, "x", 1.0, 1000.0)
    scale(axes, "y", 1.0, 3.0)
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "linear")
    assert axes.xaxis.get_major_formatter()(12_000.0) == "12,000"
    scale(axes, "y", 0.0, 1000.0)
    assert axes.get_yscale() == "linear"


def test_a_label_may_begin_with_anything():
    figure = Figure()
    legend(figure, {"_a": figure.add_subplot().plot([1], [2])[0]})
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["_a"]
