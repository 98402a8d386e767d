"""What is learned from: sentences as numbers, their durations, features, noise and samples; kept in one file."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from models.engine import Segment
from models.piper import phonemes
from models.piper.description import BEGIN, END, PAD, Description
from models.training import prosody, teacher
from models.training.alignment import LEAST_COST, SILENCE, Group, durations, groups
from models.training.features import told
from models.training.speech import NOISE, analyse, resynthesise, settled
from models.training.teacher import HOP

LEAD_S, TRAIL_S = 0.05, 0.08
"""Silence left at either end."""


@dataclass(frozen=True, slots=True)
class Example:
    numbers: NDArray[np.int16]
    """Of the symbols, as the engine makes them: [symbols]."""
    lasting: NDArray[np.int16]
    """Frames that each lasts: [symbols]."""
    told: NDArray[np.float32]
    """[frames, 69], see features.py."""
    noise: NDArray[np.float16]
    """[frames, 27]"""
    samples: NDArray[np.int16]
    """[frames * 128]"""


@dataclass(frozen=True, slots=True)
class Dataset:
    examples: tuple[Example, ...]

    def save(self, path: Path) -> None:
        """One array per field, end to end, with the lengths beside it."""
        arrays: dict[str, Any] = {}
        for field in fields(Example):
            parts = [getattr(example, field.name) for example in self.examples]
            arrays[field.name], arrays[f"{field.name}_lengths"] = np.concatenate(parts), np.array(list(map(len, parts)))
        np.savez(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> Self:
        with np.load(path) as arrays:
            columns = [
                np.split(arrays[field.name], np.cumsum(arrays[f"{field.name}_lengths"])[:-1])
                for field in fields(Example)
            ]
        return cls(tuple(Example(*parts) for parts in zip(*columns, strict=True)))


def make(texts: Sequence[str], voice: str, description: Description, scale: float, processes: int) -> Dataset:
    """Have the teacher say all of them; those that the two front ends read differently are left out."""
    with ProcessPoolExecutor(processes) as pool:
        made = pool.map(partial(example, voice=voice, description=description, scale=scale), texts, chunksize=16)
        return Dataset(tuple(each for each in _counted(made, len(texts)) if each))


def _counted(made: Iterable[Example | None], total: int) -> Iterator[Example | None]:
    for n, each in enumerate(made, 1):
        if n % 200 == 0:
            print(f"{n} of {total} sentences spoken", flush=True)
        yield each


def example(text: str, voice: str, description: Description, scale: float) -> Example | None:
    """`scale`: of the pitch, 1 being a low voice. None when the teacher's phones do not fit eSpeak's."""
    spoken = trimmed(teacher.speak(text, voice))
    frames = -(-len(spoken.samples) // HOP)
    sounds = [Group((BEGIN,)), *groups(said(text, description)), Group((END,))]
    numbers = [numbered(group, description) for group in sounds]
    try:
        lasting, cost = durations(spoken.phones, sounds, list(map(len, numbers)), frames)
    except ValueError:
        return None
    if cost > LEAST_COST:
        return None
    voicing = prosody.voicing(prosody.targets(sounds, scale), lasting)
    heard = analyse(np.pad(spoken.samples, (0, frames * HOP - len(spoken.samples))), frames)
    analysis = settled(heard, lasting, [group.is_hiss for group in sounds])
    noise = np.random.default_rng(len(text)).standard_normal((frames, NOISE)).astype(np.float16)
    samples = resynthesise(analysis, voicing, noise.astype(np.float64))
    return Example(
        np.concatenate(numbers).astype(np.int16),
        np.concatenate([shared(int(all_of), len(each)) for all_of, each in zip(lasting, numbers, strict=True)]),
        told(analysis, voicing, scale),
        noise,
        (np.clip(samples, -1, 1) * 32767).astype(np.int16),
    )


def said(text: str, description: Description) -> list[str]:
    """Symbols, as the engine has them."""
    known = description.phoneme_id_map.keys() - {PAD, BEGIN, END}
    return [symbol for symbol in phonemes.symbols(Segment(text=text, language="en-us"), description) if symbol in known]


def numbered(group: Group, description: Description) -> list[int]:
    """Its numbers, padding included; the end has none behind it."""
    ids = description.phoneme_id_map
    padding = [] if group.symbols == (END,) else ids[PAD]
    return [number for symbol in group.symbols for number in (*ids[symbol], *padding)]


def shared(frames: int, symbols: int) -> NDArray[np.int16]:
    """Evenly, what is left over going to the first."""
    return np.full(symbols, frames // symbols, np.int16) + (np.arange(symbols) < frames % symbols).astype(np.int16)


def trimmed(spoken: teacher.Spoken) -> teacher.Spoken:
    """With as much silence at either end as every sentence has."""
    first = next((end for name, end in spoken.phones if name == SILENCE), 0.0)
    begin_s = max(first - LEAD_S, 0)
    end_s = spoken.phones[-2][1] + TRAIL_S if spoken.phones[-1][0] == SILENCE else spoken.phones[-1][1]
    samples = spoken.samples[round(begin_s * teacher.SAMPLE_RATE) : round(end_s * teacher.SAMPLE_RATE)]
    phones = tuple((name, min(each, end_s) - begin_s) for name, each in spoken.phones)
    return teacher.Spoken(samples, phones)
