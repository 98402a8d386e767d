import re
from xml.etree import ElementTree as ET

import pytest
from matplotlib.figure import Figure

from benchmarks.report.svg import DARK, INK, SERIES, VARIABLES, Plot, styled, svg

HOSTILE = "</svg><script>x</script>&\"' $\\frac{$ 日\x01"


@pytest.fixture
def drawn():
    def make(label: str = "a line") -> str:
        with styled():
            figure = Figure(figsize=(4, 3), layout="constrained")
            axes = figure.add_subplot(title=label.replace("\x01", ""))
            axes.plot([1, 2], [3, 4], color=SERIES[1], marker="o")
            return svg(Plot(label, label, figure), "p1")

    return make


def test_it_is_well_formed_whatever_names_say(drawn):
    assert ET.fromstring(drawn(HOSTILE).replace("xlink:", "")).tag == "svg"  # noqa: S314
    assert "<script" not in drawn(HOSTILE)


def test_it_says_what_it_shows(drawn):
    assert 'role="img" aria-labelledby="p1-title p1-text"' in drawn()
    assert '<title id="p1-title">a line</title><desc id="p1-text">a line</desc>' in drawn()


def test_its_colours_are_the_pages(drawn):
    found = drawn()
    assert "var(--s1)" in found
    assert "currentColor" in found
    assert not re.search("|".join(VARIABLES), found)
    assert len(SERIES) == len(DARK)


def test_its_parts_are_its_own(drawn):
    found = drawn()
    ids = re.findall(r'\bid="([^"]+)"', found)
    assert len(set(ids)) == len(ids)
    used = re.findall(r'(?:xlink:href="#|url\(#)([^")]+)', found)
    assert used
    assert set(used) <= set(ids)
    assert all(name.startswith("p1-") for name in ids)


def test_the_same_is_drawn_the_same(drawn):
    assert drawn() == drawn()


def contrast(color: str, page: str) -> float:
    """WCAG 2.2, 1.4.11 wants 3 of graphics, and 1.4.3 wants 4.5 of text."""

    def luminance(rgb: str) -> float:
        parts = [int(rgb[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    light, dark = sorted((luminance(color), luminance(page)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("colors", "page"), [((*SERIES, INK), "#ffffff"), (DARK, "#1e1e1e")])
def test_colours_can_be_told_from_the_page(colors, page):
    assert min(contrast(color, page) for color in colors) > 4.5
