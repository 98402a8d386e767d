"""How long each symbol of a sentence lasts: the teacher's phones beside eSpeak's."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from models.training.teacher import FRAME_S

SILENCE = "pau"
LEAST_COST = 0.3
"""Per group; sentences that cost more were read differently by the two."""

SOUNDS: dict[str, str] = {
    "aa": "ɑː ɑ ɒ ɔ ɔː a", "ae": "æ a aː", "ah": "ʌ ɐ ə", "ao": "ɔː ɔ o oː ɒ ɑː", "aw": "aʊ", "ax": "ə ɐ ɪ ᵻ ʌ",
    "ay": "aɪ", "b": "b", "ch": "tʃ", "d": "d ɾ", "dh": "ð", "eh": "ɛ e", "er": "ɜː ɚ ɝ ɜ", "ey": "eɪ", "f": "f",
    "g": "ɡ g", "hh": "h", "ih": "ɪ ᵻ i ə", "iy": "iː i", "jh": "dʒ", "k": "k", "l": "l ɫ", "m": "m", "n": "n",
    "ng": "ŋ", "ow": "oʊ əʊ o", "oy": "ɔɪ", "p": "p", "r": "ɹ r", "s": "s", "sh": "ʃ", "t": "t ɾ ʔ", "th": "θ",
    "uh": "ʊ", "uw": "uː u", "v": "v", "w": "w ʍ", "y": "j", "z": "z", "zh": "ʒ",
}  # fmt: skip
"""What each of the teacher's phones may be in IPA."""

CLUSTERS = ("aɪ", "aʊ", "eɪ", "oʊ", "əʊ", "ɔɪ", "tʃ", "dʒ")
VOWELS = frozenset("aeiouæɐɑɒɔəɚɛɜɝɪʊʌᵻ")
HISSES = frozenset("fθsʃh")
VOICELESS = frozenset("ptkʔʍ") | HISSES | {"tʃ"}
STRESS = "ˈˌ"
BEHIND = "ːˑ̩ʲ "
"""Symbols that belong to the one before them. A space is no sound: taken for one, it would interrupt the voice."""


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring symbols that are one sound: stress, a sound, its length, a space behind it; or one mark."""

    symbols: tuple[str, ...]

    @property
    def sound(self) -> str:
        """Empty for marks and spaces."""
        return "".join(symbol for symbol in self.symbols if symbol == "ː" or (symbol.isalpha() and symbol not in "ˈˌʲ"))

    @property
    def stress(self) -> str:
        return next((symbol for symbol in self.symbols if symbol in STRESS), "")

    @property
    def is_vowel(self) -> bool:
        return self.sound[:1] in VOWELS

    @property
    def is_hiss(self) -> bool:
        return self.sound in HISSES

    @property
    def is_voiced(self) -> bool:
        return bool(self.sound) and self.sound not in VOICELESS


def groups(symbols: Sequence[str]) -> list[Group]:
    made: list[list[str]] = []
    for symbol in symbols:
        last = made[-1] if made else []
        sound = "".join(each for each in last if each not in STRESS)
        open_stress = bool(last) and not sound
        if open_stress or (last and symbol in BEHIND) or (sound + symbol) in CLUSTERS:
            last.append(symbol)
        else:
            made.append([symbol])
    return [Group(tuple(each)) for each in made]


def durations(
    spoken: Sequence[tuple[str, float]], sounds: Sequence[Group], numbers: Sequence[int], frames: int
) -> tuple[NDArray[np.int64], float]:
    """Whole frames that each group lasts, at least as many as it has `numbers`, `frames` in all; the cost per group.

    Phones are paired with groups by edit distance, then boundaries moved as little as whole frames and least
    lengths ask.
    """
    pairs, cost = paired([name for name, _ in spoken], sounds)
    ends_s = [end_s for _, end_s in spoken]
    ends = np.array(spread(pairs, ends_s, numbers), float) / FRAME_S
    return whole(ends, np.array(numbers), frames), cost / max(len(sounds), 1)


def paired(phones: Sequence[str], sounds: Sequence[Group]) -> tuple[list[int], float]:
    """For each phone the group that it belongs to; and what that costs."""
    best = np.full((len(phones) + 1, len(sounds) + 1), inf)
    step = np.zeros(best.shape, int)
    best[0, 0] = 0
    for i in range(len(phones) + 1):
        for j in range(len(sounds) + 1):
            if i and j and (cost := best[i - 1, j - 1] + mismatch(phones[i - 1], sounds[j - 1])) < best[i, j]:
                best[i, j], step[i, j] = cost, 0
            if i and (cost := best[i - 1, j] + (0.8 if phones[i - 1] == SILENCE else 1)) < best[i, j]:
                best[i, j], step[i, j] = cost, 1
            if j and (cost := best[i, j - 1] + (1 if sounds[j - 1].sound else 0.05)) < best[i, j]:
                best[i, j], step[i, j] = cost, 2
    i, j, owner = len(phones), len(sounds), [0] * len(phones)
    while i or j:
        if step[i, j] == 2:
            j -= 1
            continue
        owner[i - 1] = max(j - 1, 0)  # a phone without a group goes to the group before it
        i, j = i - 1, j - (step[i, j] == 0)
    return owner, float(best[-1, -1])


def mismatch(phone: str, group: Group) -> float:
    if phone == SILENCE or not group.sound:
        return 0.0 if phone == SILENCE and not group.sound else 2.5
    if group.sound in SOUNDS[phone].split():
        return 0.0
    return 0.6 if group.is_vowel == (SOUNDS[phone][0] in VOWELS) else 1.6


def spread(owner: Sequence[int], ends_s: Sequence[float], numbers: Sequence[int]) -> list[float]:
    """When each group ends, in seconds. Groups without a phone share the time of the one before them."""
    ends: list[float] = []
    begun, group = 0.0, 0
    while group < len(numbers):
        behind = group + 1
        while behind < len(numbers) and behind not in owner:
            behind += 1
        mine = [ends_s[n] for n, one in enumerate(owner) if one == group]
        over = mine[-1] if mine else begun
        share = np.cumsum(numbers[group:behind]) / sum(numbers[group:behind])
        ends += (begun + share * (over - begun)).tolist()
        begun, group = over, behind
    return ends


def whole(ends: NDArray[np.float64], least: NDArray[np.int64], frames: int) -> NDArray[np.int64]:
    """Whole lengths, each at least its least, `frames` in all, with boundaries near `ends`. Raises ValueError."""
    used = np.cumsum(least)
    if used[-1] > frames:
        raise ValueError("more symbols than frames")
    free = np.clip(ends - used, 0, frames - used[-1])
    # The mean of two orders that hold is one too: pushed on by what comes before, and back by what comes after.
    on, back = np.maximum.accumulate(free), np.minimum.accumulate(free[::-1])[::-1]
    moved = np.floor((on + back) / 2 + 0.5).astype(np.int64)
    moved[-1] = frames - used[-1]
    return np.diff(moved, prepend=0) + least
