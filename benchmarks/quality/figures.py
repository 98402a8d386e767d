"""Figures: what all sentences say together. `thresholds.yaml` has what each means and what it must be."""

from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks.quality.joins import joins
from benchmarks.quality.measuring import Likeness, Row
from benchmarks.quality.recognizer import Heard
from benchmarks.quality.sound import Floats, Sound
from benchmarks.quality.words import difference_interval, word_errors, words

Figures = dict[str, float]
"""By name; NaN for what could not be measured."""

MEANS = (
    "mfcc_cosine", "mcd_db", "f0_ratio", "duration_ratio", "harmonicity", "harmonicity_difference",
    "fricative_repetition", "silence_difference", "loudness_lufs",
)  # fmt: skip
MOVED = 0.5
"""Semitones that a sentence has to end lower or higher, to fall or to rise."""


def signal_figures(rows: Mapping[str, Row], kinds: Mapping[str, str]) -> Figures:
    """Of the sentences that were measured one by one; both mappings go by text."""
    column = {name: np.array([row[name] for row in rows.values()]) for name in next(iter(rows.values()))}
    return {
        **{name: mean(column[name]) for name in MEANS},
        "mcd_worst_db": float(column["mcd_worst_db"].max()),
        "duration_ratio_lowest": float(column["duration_ratio"].min()),
        "duration_ratio_highest": float(column["duration_ratio"].max()),
        "f0_ratio_lowest": float(column["f0_ratio"].min()),
        "f0_ratio_highest": float(column["f0_ratio"].max()),
        "f0_spread_ratio": ratio(column["f0_spread"], column["f0_spread_of_teacher"]),
        "voiced_ratio": ratio(column["voiced_s"], column["voiced_s_of_target"]),
        "longest_silence_s": float(column["longest_silence_s"].max()),
        "flat_tops": float(column["flat_tops"].sum()),
        "loudness_spread_db": float(column["loudness_lufs"].std()),
        **ends(rows, kinds),
    }


def ends(rows: Mapping[str, Row], kinds: Mapping[str, str]) -> Figures:
    """Shares of the statements that fall and of the questions that rise."""
    moved = {
        kind: np.array([row["last_movement"] for text, row in rows.items() if kinds[text] == kind])
        for kind in ("statements", "questions")
    }
    return {
        "statements_falling": mean((moved["statements"] < -MOVED).astype(float)),
        "questions_rising": mean((moved["questions"] > MOVED).astype(float)),
    }


def distance_figures(own: Figures, others: Mapping[str, Sequence[Likeness]]) -> Figures:
    """How far the other voices are from the same target: the yardstick of what a difference is."""
    nearest_cosine = max(mean(np.array([each.mfcc_cosine for each in rows])) for rows in others.values())
    nearest_db = min(mean(np.array([each.mcd_db for each in rows])) for rows in others.values())
    return {
        "mfcc_cosine_of_nearest_other": nearest_cosine,
        "mcd_db_of_nearest_other": nearest_db,
        "mcd_to_nearest_other": own["mcd_db"] / nearest_db,
    }


def word_figures(said: Sequence[str], voice: Sequence[Heard], teacher: Sequence[Heard]) -> Figures:
    wanted = [words(text) for text in said]
    lengths = np.array([len(each) for each in wanted], float)
    own, model = errors(wanted, voice), errors(wanted, teacher)
    low, high = difference_interval(own, model, lengths)
    identified = np.array([each.sentence.split() == text for each, text in zip(voice, wanted, strict=True)], float)
    return {
        "word_error_rate": float(own.sum() / lengths.sum()),
        "word_error_rate_of_teacher": float(model.sum() / lengths.sum()),
        "word_error_difference": float((own - model).sum() / lengths.sum()),
        "word_error_difference_low": low,
        "word_error_difference_high": high,
        "identified": mean(identified),
    }


def errors(wanted: Sequence[Sequence[str]], heard: Sequence[Heard]) -> Floats:
    """Per sentence."""
    return np.array([word_errors(text, each.words.split()) for text, each in zip(wanted, heard, strict=True)], float)


def join_figures(article: Sound) -> Figures:
    _, jump, burst = joins(article.samples, article.rate)
    return {"join_jump": jump, "join_burst": burst}


def mean(values: Floats) -> float:
    """Without what is NaN; NaN if nothing is left."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def ratio(values: Floats, others: Floats) -> float:
    return float(values.sum() / others.sum()) if others.sum() else float("nan")
