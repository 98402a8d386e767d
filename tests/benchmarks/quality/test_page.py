from benchmarks.quality.page import page

NAMES = {"voice": "<ours>", "teacher": "theirs"}
FAILED = ["mcd_db is 3, must be ≤ 2: missed by 1"]


def test_the_page_needs_nothing_from_elsewhere(judgement, limits):
    html = page(NAMES, judgement, limits, FAILED)
    assert "&lt;ours&gt; beside theirs" in html
    assert "A &amp; b?" in html
    assert html.count("<img ") == html.count("<audio ") == 2
    assert html.count('src="data:') == 4
    assert "http" not in html
    assert FAILED[0] in html
