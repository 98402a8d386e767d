import pytest

from benchmarks.report import tables
from benchmarks.report.result import read


@pytest.fixture
def results(written, told):
    sweep = [told(concurrency=callers, seed=seed, failed=callers) for seed in (1, 2) for callers in (1, 2)]
    return [read(written("one", told())), read(written("many", *sweep))]


def test_a_row_for_each_load(results):
    found = tables.overview(results)
    assert [row[:3] for row in found.rows] == [
        ["one", "4 callers", "200"],
        ["many", "1 caller", "400"],
        ["many", "2 callers", "400"],
    ]
    assert found.head[:5] == ["result", "load", "requests", "failed", "TTFA p50, ms"]
    assert all(len(row) == len(found.head) for row in found.rows)


def test_what_stands_in_brackets(results):
    one, many = tables.spread(results[:1]), tables.spread(results[1:])
    assert "bootstrap interval" in one
    assert "repeats" not in one
    assert "lowest and highest" in many
    assert "bootstrap" not in many
    assert "bootstrap" in tables.spread(results)
    assert "lowest" in tables.spread(results)


def test_a_cell_has_brackets_where_they_say_something(level):
    figure = tables.OVERVIEW[0]
    assert figure.title == "failed"
    assert tables.cell(level(1, 2), figure) == "0.0%"
    assert tables.cell(level(1), figure) == "0.0% (0.0%-1.3%)"
    assert tables.cell(level(1, count=0), figure) == "-"


def test_errors_by_kind(results, run):
    assert tables.errors(results).head == ["result", "load", "status 429"]
    assert [row[2] for row in tables.errors(results).rows] == ["0", "2", "4"]
    assert tables.errors(results[:1]).rows == []


def test_what_the_client_took(results):
    assert tables.client(results).rows[0][:5] == ["one", "4 callers", "200", "1.5", "0.298"]
    assert tables.client(results).rows[0][-2:] == ["1.5", "1.99"]


def test_what_the_server_used_if_it_was_watched(results, written, told):
    assert tables.server(results).rows == []
    watched = {**told(), "server": {"cpu_s": 12.0, "peak_rss_bytes": 3 * 2**20}}
    assert tables.server([read(written("watched", watched))]).rows == [["watched", "4 callers", "200", "12", "3"]]


def test_all_percentiles(results):
    assert len(tables.percentiles(results).head) == 3 + 10


def test_described(results):
    assert tables.described(results[1]) == (
        "openai at http://there, sentences as pcm, 1 caller, 2 callers, 10 s each, new texts, "
        "begun 2026-11-27T10:00:00+00:00"
    )
