"""Training sentences: many, different, the same each time."""

from models.training.texts import letters, sentences


def test_the_same_for_the_same_seed():
    assert sentences(300, seed=1) == sentences(300, seed=1)
    assert sentences(300, seed=1) != sentences(300, seed=2)


def test_none_twice_and_none_that_is_kept_out():
    made = sentences(500, seed=3)
    assert len({letters(text) for text in made}) == 500
    without = [text.upper() + "!" for text in made[::7]]
    assert not {letters(text) for text in without} & {letters(text) for text in sentences(500, seed=3, without=without)}


def test_they_begin_with_a_capital_and_end_with_a_mark():
    for text in sentences(500, seed=4):
        assert text[0].isupper()
        assert text[-1] in ".?!"
        assert "  " not in text


def test_every_mark_is_heard():
    assert set(".?!,;:") <= set("".join(sentences(1000, seed=5)))
