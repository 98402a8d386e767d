import numpy as np
import pytest

from benchmarks.quality.recognizer import Heard, Recognizer, Utterance, hear_all, prepared
from benchmarks.quality.speakers import Flite

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(240)]

SENTENCES = ("The soup is too hot to eat.", "Nobody told me about the meeting.", "Turn off the heater, please.")
SPELT = ("the soup is too hot to eat", "nobody told me about the meeting", "turn off the heater please")


@pytest.fixture(scope="module")
def utterances(flite_installed):
    return [Utterance(Flite("rms").speak(text).compared(), closed=True) for text in SENTENCES]


def test_what_is_said_is_heard_in_order_whatever_was_heard_before(utterances):
    alone = [Recognizer(SENTENCES).hear(utterances[n]) for n in (0, 1)]
    heard = list(hear_all(utterances[::-1] * 2, SENTENCES))
    assert [each.sentence for each in heard] == list(SPELT[::-1] * 2)
    assert heard[:3] == heard[3:] == list(hear_all(utterances[::-1], SENTENCES))
    assert heard[1] == Heard(SPELT[1], SPELT[1])
    assert alone == [heard[2], heard[1]]


def test_the_closed_set_is_not_searched_unless_it_shall_be(utterances):
    assert Recognizer(SENTENCES).hear(utterances[1]._replace(closed=False)) == Heard(SPELT[1], "")


def test_silence_is_no_sentence():
    assert Recognizer(SENTENCES).hear(Utterance(np.zeros(16000), closed=True)).words == ""


def test_a_word_that_nobody_knows_is_an_error():
    with pytest.raises(ValueError, match="JSGF"):
        Recognizer(("Frobnicate the quux.",))


def test_all_sounds_are_heard_at_one_level():
    quiet, loud = (np.frombuffer(prepared(np.sin(np.arange(1600)) * level), np.int16) for level in (0.01, 1.0))
    assert np.abs(quiet.astype(int) - loud).max() <= 1
    assert len(quiet) == 1600 + 2 * 3200
