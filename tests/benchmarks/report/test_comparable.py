import pytest

from benchmarks.report.comparable import doubts, obstacles, pairs
from benchmarks.report.result import read


@pytest.fixture
def both(written, told):
    """Two results, of which the second differs in that."""
    return lambda **other: (read(written("a", told())), read(written("b", told(**other))))


def test_the_same_again(both):
    a, b = both(seed=2)
    assert ([*obstacles(a, b)], [*doubts(a, b)]) == ([], [])
    assert [(one.load, other.load) for one, other in pairs(a, b)] == [(a.levels[0].load,) * 2]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"workload": "articles"}, "workload: sentences / articles"),
        ({"audio_format": "mp3"}, "format: pcm / mp3"),
        ({"pcm_rate": 22_050}, "samples per second of pcm: 24000 / 22050"),
        ({"concurrency": 8}, "no load in common: 4 callers / 8 callers"),
        ({"rate": 4.0}, "no load in common: 4 callers / 4 per second"),
    ],
)
def test_other_work_is_not_comparable(both, other, words):
    assert [*obstacles(*both(**other))] == [words]


def test_what_a_comparison_is_made_for_is_no_obstacle(both):
    a, b = both(driver="openai-sse", target="http://elsewhere", model="other", voice="theirs")
    assert ([*obstacles(a, b)], [*doubts(a, b)]) == ([], [])


def test_what_may_be_behind_a_difference(written, told):
    other = {**told(duration_s=5.0), "seed_given": True, "versions": {"python": "3.12", "aiohttp": "3.12"}}
    other["machine"] = {**other["machine"], "cpu": "another", "cores": 64}
    assert [*doubts(read(written("a", told())), read(written("b", other)))] == [
        "duration, s: 10.0 / 5.0",
        "machine's cpu: a processor / another",
        "machine's cores: 2 / 64",
        "client's python: 3.11 / 3.12",
        "one had a fixed seed and one had new texts: a cache may have known those of the first",
    ]


def test_two_fixed_seeds_are_other_texts(written, told):
    a = {**told(), "seed_given": True}
    b = {**a, "arguments": {**a["arguments"], "seed": 7}}
    assert [*doubts(read(written("a", a)), read(written("b", b)))] == ["seed: 1 / 7"]


def test_sweeps_are_compared_where_they_meet(written, told):
    a = read(written("a", *(told(concurrency=callers) for callers in (1, 2, 4))))
    b = read(written("b", *(told(concurrency=callers) for callers in (2, 4, 8))))
    assert [one.load.amount for one, _ in pairs(a, b)] == [2, 4]
    assert [*obstacles(a, b)] == []
    assert [*doubts(a, b)] == ["only in one of them: 1 caller, 8 callers"]
    assert len(pairs(a, read(written("c", told(concurrency=2))))) == 1
    assert pairs(a, read(written("d", told(concurrency=9)))) == []
