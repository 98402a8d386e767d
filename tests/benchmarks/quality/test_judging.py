"""A good imitation passes; what is done to it is found. The teacher really speaks, the imitation is its resynthesis."""

import json
import re
from collections.abc import Callable

import numpy as np
import pytest
import pyworld

from benchmarks.quality import __main__ as quality
from benchmarks.quality.judging import Panel, Texts, judge
from benchmarks.quality.sound import RATE, Floats, Sound
from benchmarks.quality.speakers import Flite

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(240)]

KINDS = {
    "He found a silver coin under the carpet.": "statements",
    "Did anyone feed the cat this morning?": "questions",
    "Wait behind the yellow line.": "commands",
    "Room four hundred and twelve is on the fourth floor.": "numbers",
}
FIRST, QUESTION, SHORT, LAST = KINDS
TEXTS = Texts(KINDS, ("Nobody told me about the meeting.",), f"{FIRST} {SHORT}")

Change = Callable[["Imitation", str, Floats], Floats]


class Imitation:
    """The teacher, a little slower and resynthesised: its questions rise, its loudness is right."""

    name = "imitation"

    def __init__(self) -> None:
        self._flite = Flite("rms", 1.2)
        self._known: dict[str, Floats] = {}

    def samples(self, text: str, pitch: float = 1.0) -> Floats:
        if text not in self._known or pitch != 1:
            said = resynthesised(self._flite.speak(text).samples, text.endswith("?"), pitch)
            self._known[text] = said
        return self._known[text]

    def speak(self, text: str) -> Sound:
        return Sound(self.samples(text), RATE)

    def read(self, text: str) -> Sound:
        pause = np.zeros(RATE // 10)
        sentences = [self.speak(each).samples for each in re.findall(r"[^.?]+[.?]", text)]
        return Sound(np.concatenate([part for each in sentences for part in (quiet_ends(each), pause)]), RATE)


class Changed(Imitation):
    """The same, with something done to it."""

    def __init__(self, imitation: Imitation, change: Change) -> None:
        self._imitation, self._change = imitation, change

    def samples(self, text: str, pitch: float = 1.0) -> Floats:
        return self._change(self._imitation, text, self._imitation.samples(text))


def resynthesised(samples: Floats, rises: bool, pitch: float) -> Floats:
    rough, times_s = pyworld.dio(samples, RATE, f0_floor=60, f0_ceil=450)
    height = pyworld.stonemask(samples, rough, times_s, RATE)
    envelope = pyworld.cheaptrick(samples, height, times_s, RATE)
    noise = pyworld.d4c(samples, height, times_s, RATE)
    voiced = height.nonzero()[0]
    end = voiced[len(voiced) * 3 // 4 :]
    if rises:
        height[end] *= np.linspace(1.2, 1.9, len(end))
    return pyworld.synthesize(height * pitch, envelope, noise, RATE)


def quiet_ends(samples: Floats) -> Floats:
    """Faded over 5 ms."""
    ramp = np.minimum(1, np.minimum(np.arange(len(samples)), np.arange(len(samples))[::-1]) / 80)
    return samples * ramp


@pytest.fixture(scope="module")
def imitation(flite_installed) -> Imitation:
    return Imitation()


@pytest.fixture
def gate(flite_installed, monkeypatch, tmp_path) -> Callable[[Imitation], tuple[int, set[str]]]:
    """The whole command on a few sentences: its exit status, and the figures that fail."""

    def run(voice: Imitation) -> tuple[int, set[str]]:
        teacher, report = Flite("rms"), tmp_path / "report.json"
        monkeypatch.setattr(quality, "panel", lambda _: Panel(voice, teacher, teacher, [Flite("awb")]))
        monkeypatch.setattr(quality, "texts", lambda _: TEXTS)
        status = quality.main(["--json", str(report)])
        return status, {line.split()[0] for line in json.loads(report.read_text())["failed"]}

    return run


def noisy(imitation: Imitation, text: str, samples: Floats) -> Floats:
    """SNR 20 dB."""
    return samples + np.random.default_rng(len(text)).normal(0, np.sqrt(np.mean(samples**2)) / 10, len(samples))


def shifted(imitation: Imitation, text: str, samples: Floats) -> Floats:
    return resynthesised(samples, rises=False, pitch=1.2)


def truncated(imitation: Imitation, text: str, samples: Floats) -> Floats:
    return samples[: len(samples) * 7 // 10] if text == FIRST else samples


def swapped(imitation: Imitation, text: str, samples: Floats) -> Floats:
    return imitation.samples(QUESTION) if text == FIRST else samples


def test_a_good_imitation_passes(imitation, gate):
    assert gate(imitation) == (0, set())


def test_a_teacher_is_like_itself_and_every_sentence_is_told_of(imitation):
    teacher = Flite("rms")
    judgement = judge(Panel(imitation, teacher, teacher), TEXTS)
    assert judgement.teacher["f0_ratio"] == judgement.teacher["mfcc_cosine"] == pytest.approx(1)
    assert set(judgement.rows) == set(judgement.sounds) == set(KINDS)
    assert set(judgement.heard) == set(TEXTS.everyday)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (noisy, {"mfcc_cosine", "mcd_to_nearest_other"}),
        (shifted, {"f0_ratio"}),
        (truncated, {"mcd_worst_db", "duration_ratio_lowest"}),
        (swapped, {"mcd_worst_db"}),
    ],
)
def test_what_was_done_to_it_is_found(imitation, gate, change, found):
    status, failed = gate(Changed(imitation, change))
    assert status == 1
    assert found <= failed
