"""Recognizer: what an open ear hears, and which of the sentences it takes it for (pocketsphinx 5, US English)."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import numpy as np
from pocketsphinx import Config, Decoder

from benchmarks.quality.sound import RATE, Floats
from benchmarks.quality.words import words

PEAK = 0.5
PAD_S = 0.2
DITHER = 3e-4
PROCESSES = 2
FEW = 4
"""Utterances that are heard sooner than processes have started."""
OPEN, CLOSED = "_default", "closed"
"""Names of the decoder's searches; the first is pocketsphinx's own."""


class Utterance(NamedTuple):
    samples: Floats
    """At RATE."""
    closed: bool
    """Whether to look for it in the closed set too."""


class Heard(NamedTuple):
    words: str
    """With the language model of the package."""
    sentence: str
    """The nearest sentence of the closed set, as `words` spells it; "" if none fits, or none was looked for."""


class Recognizer:
    """Raises ValueError if one of the `sentences` holds a word that is not in pocketsphinx's dictionary."""

    def __init__(self, sentences: Sequence[str]) -> None:
        # The mean of the whole utterance, so that nothing depends on what was heard before.
        self._config = Config(samprate=RATE, loglevel="FATAL", cmn="batch")
        self._decoder = Decoder(self._config)
        self._decoder.add_jsgf_string(CLOSED, grammar(sentences))

    def hear(self, utterance: Utterance) -> Heard:
        pcm = prepared(utterance.samples)
        return Heard(self._search(OPEN, pcm), self._search(CLOSED, pcm) if utterance.closed else "")

    def _search(self, name: str, pcm: bytes) -> str:
        self._decoder.reinit_feat(self._config)  # which forgets the noise of the utterance before
        self._decoder.activate_search(name)
        self._decoder.start_utt()
        self._decoder.process_raw(pcm, full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return found.hypstr if found else ""


def grammar(sentences: Sequence[str]) -> str:
    said = " | ".join(" ".join(words(sentence)) for sentence in sentences)
    return f"#JSGF V1.0;\ngrammar closed;\npublic <sentence> = {said};\n"


def prepared(samples: Floats) -> bytes:
    """At one peak, with a little silence and a little noise around: digital silence derails the noise estimate."""
    scaled = np.pad(samples * (PEAK / max(float(np.abs(samples).max(initial=0)), 1e-9)), round(PAD_S * RATE))
    noisy = scaled + np.random.default_rng(0).normal(0, DITHER, len(scaled))
    return (np.clip(noisy, -1, 1) * 32767).astype(np.int16).tobytes()


def hear_all(utterances: Sequence[Utterance], sentences: Sequence[str]) -> Iterator[Heard]:
    """In their order, by several processes: hearing takes a third of the speech's time, each of the two ways."""
    if len(utterances) <= FEW:
        recognizer = Recognizer(sentences)
        yield from map(recognizer.hear, utterances)
        return
    # Not forked: engines have threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context, _begin, (tuple(sentences),)) as pool:
        yield from pool.map(_hear, utterances)


_recognizer: Recognizer | None = None


def _begin(sentences: Sequence[str]) -> None:
    global _recognizer  # noqa: PLW0603 - one per process of the pool
    _recognizer = Recognizer(sentences)


def _hear(utterance: Utterance) -> Heard:
    assert _recognizer is not None
    return _recognizer.hear(utterance)
