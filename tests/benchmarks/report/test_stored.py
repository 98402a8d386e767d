import pytest

from benchmarks.report.stored import Load


@pytest.mark.parametrize(
    ("load", "words"),
    [
        (Load("concurrency", 1), "1 caller"),
        (Load("concurrency", 8), "8 callers"),
        (Load("rate", 0.5), "0.5 per second"),
        (Load("trace", 0), "a trace"),
    ],
)
def test_a_load_in_words(load, words):
    assert str(load) == words


def test_the_load_is_among_the_arguments(run):
    assert run(concurrency=3).arguments.load == Load("concurrency", 3)
    assert run(rate=2.5).arguments.load == Load("rate", 2.5)
    assert run(rate=None).arguments.load == Load("trace", 0)


def test_only_requests_that_succeeded_are_columns(run):
    good = run(count=10, failed=4).good
    assert {len(column) for column in good} == {6}
    assert len(run(count=3, failed=3).good.ttfa_ms) == 0
