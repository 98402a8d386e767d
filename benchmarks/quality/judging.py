"""Judging: a voice, its teacher and others say the same, and everything is measured."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.quality.figures import Figures, distance_figures, join_figures, signal_figures, word_figures
from benchmarks.quality.measuring import HOP, Likeness, Row, Said, likeness, measure
from benchmarks.quality.recognizer import Heard, Utterance, hear_all
from benchmarks.quality.sound import Sound
from benchmarks.quality.speakers import Speaker

log = logging.getLogger(__name__)

STEP = 20
"""Sentences between two lines of progress."""


@dataclass(frozen=True)
class Texts:
    compared: Mapping[str, str]
    """The kind of each sentence, by its text."""
    everyday: Sequence[str]
    article: str


@dataclass(frozen=True)
class Panel:
    voice: Speaker
    teacher: Speaker
    target: Speaker
    """What the voice was trained to sound like: often the teacher."""
    others: Sequence[Speaker] = ()


@dataclass(frozen=True)
class Judgement:
    figures: Figures
    teacher: Figures
    """The teacher's own, measured as the voice's are."""
    rows: Mapping[str, Row]
    """Of the voice, by sentence."""
    sounds: Mapping[str, tuple[Sound, Sound]]
    """The teacher's and the voice's, by sentence."""
    heard: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The words heard of the teacher and of the voice, by everyday sentence."""


def judge(panel: Panel, texts: Texts, hop: int = HOP) -> Judgement:
    """Takes minutes for all sentences. Raises as the speakers do."""
    voice, teacher = (analysed(who, texts.compared) for who in (panel.voice, panel.teacher))
    target = teacher if panel.target is panel.teacher else analysed(panel.target, texts.compared)
    rows = {text: measure(voice[text], target[text], teacher[text], hop) for text in texts.compared}
    model = {text: measure(teacher[text], target[text], teacher[text], hop) for text in texts.compared}
    figures = signal_figures(rows, texts.compared)
    figures |= yardstick(figures, panel.others, target) | join_figures(panel.voice.read(texts.article))
    own, its = listen(panel, texts.everyday)
    return Judgement(
        figures | word_figures(texts.everyday, own, its),
        signal_figures(model, texts.compared) | join_figures(panel.teacher.read(texts.article)),
        rows,
        {text: (teacher[text].sound, voice[text].sound) for text in texts.compared},
        {text: (a.words, b.words) for text, a, b in zip(texts.everyday, its, own, strict=True)},
    )


def analysed(speaker: Speaker, texts: Iterable[str]) -> dict[str, Said]:
    return {text: Said.heard(sound) for text, sound in say(speaker, texts).items()}


def say(speaker: Speaker, texts: Iterable[str]) -> dict[str, Sound]:
    log.info("%s speaks", speaker.name)
    return {text: speaker.speak(text) for text in texts}


def yardstick(own: Figures, others: Sequence[Speaker], target: Mapping[str, Said]) -> Figures:
    """Without others there is none."""
    measured: dict[str, list[Likeness]] = {}
    for other in others:
        said = say(other, target)
        measured[other.name] = [likeness(said[text].compared(), wanted.samples) for text, wanted in target.items()]
    return distance_figures(own, measured) if measured else {}


def listen(panel: Panel, everyday: Sequence[str]) -> tuple[list[Heard], list[Heard]]:
    """What is heard of the voice, and of the teacher."""
    own, its = (list(say(who, everyday).values()) for who in (panel.voice, panel.teacher))
    utterances = [Utterance(sound.compared(), closed) for said, closed in ((own, True), (its, False)) for sound in said]
    log.info("listening to %.0f s of speech", sum(sound.duration_s for sound in own + its))
    heard = list[Heard]()
    for each in hear_all(utterances, everyday):
        heard.append(each)
        if len(heard) % STEP == 0:
            log.info("heard %d of %d", len(heard), len(utterances))
    return heard[: len(own)], heard[len(own) :]
