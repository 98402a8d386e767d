"""Lines and segments."""

from dataclasses import replace

from models.engine import Pronunciation, Sampling
from pipeline.script import Line, segment

LINE = Line("Hello.", 3, 9, 0.1)


def test_a_segment_takes_what_it_says_from_its_line_and_how_from_the_spec(make_spec):
    spec = make_spec(rate=1.5, seed=7, sampling=Sampling(top_k=3), lane="batch", request_id="r")
    made = segment(LINE, spec)
    assert (made.text, made.start, made.end) == ("Hello.", 3, 9)
    assert (made.language, made.rate, made.seed, made.lane, made.request_id) == ("en-us", 1.5, 7, "batch", "r")
    assert made.sampling.top_k == 3


def test_a_sentence_has_the_same_seed_wherever_it_stands(make_spec):
    elsewhere = Line("Hello.", 100, 106, 0.4)
    assert segment(LINE, make_spec("a")).seed == segment(elsewhere, make_spec("b", timeout_s=1)).seed


def test_seeds_differ_by_text_and_by_how_it_is_spoken(make_spec):
    specs = [make_spec(), make_spec(language="de"), make_spec(rate=2.0), make_spec(sampling=Sampling(top_k=1))]
    seeds = {segment(LINE, spec).seed for spec in specs} | {segment(Line("Bye.", 0, 4, 0), make_spec()).seed}
    assert len(seeds) == 5
    assert all(0 <= seed < 2**63 for seed in seeds)


def test_how_words_sound_goes_into_the_segment_and_its_seed(make_spec):
    said = replace(LINE, pronunciations=(Pronunciation(0, 5, "həˈloʊ"),))
    assert segment(said, make_spec()).pronunciations == said.pronunciations
    assert segment(said, make_spec()).seed != segment(LINE, make_spec()).seed


def test_zero_is_a_seed_like_any_other(make_spec):
    assert segment(LINE, make_spec(seed=0)).seed == 0
