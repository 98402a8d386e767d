from dataclasses import replace

import pytest

from benchmarks.simulation.measuring import engine_times
from benchmarks.simulation.measuring.engine_times import Spoken, Step
from models.piper.voices import PiperVoices
from models.voice import Voices


def of_known_cost(characters):
    """2 ms for a row, 1 ms for ten characters of it, 3 ms for a window, 10 ms for its audio second."""
    begun = Step(characters, 0.14, 0.002 + characters * 1e-4 + 0.003 + 0.0014)
    later = Step(0, characters / 20, 0.003 + characters / 20 * 0.01)
    return Spoken(characters, (begun, later))


KNOWN = [of_known_cost(characters) for characters in range(20, 200, 10)]


def test_costs_are_found_again():
    times = engine_times.engine_times(KNOWN, workers=2)
    assert (times.workers, times.turns) == (2, True)
    found = (times.row_s, times.character_s, times.row_window_s, times.row_audio_s)
    assert found == pytest.approx((0.002, 1e-4, 0.003, 0.01), rel=1e-3)
    assert times.spread < 1e-3


def test_nothing_costs_less_than_nothing():
    free = [replace(each, steps=tuple(replace(step, cpu_s=0.01) for step in each.steps)) for each in KNOWN]
    times = engine_times.engine_times(free, workers=1)
    assert min(times.row_s, times.character_s, times.row_window_s, times.row_audio_s) >= 0


def test_how_long_texts_last():
    times = engine_times.audio_times(KNOWN)
    assert times.fixed_s == pytest.approx(0.14)
    assert times.character_s == pytest.approx(1 / 20)


def test_the_bundled_voice_is_measured_step_by_step():
    voice = Voices.built_in({"piper"})["declaim"]
    made = engine_times.spoken(PiperVoices(1, 1), voice, "It is warm in here today.")
    assert made.audio_s > 0.5
    assert [step.characters for step in made.steps] == [25, *[0] * (len(made.steps) - 1)]
    assert all(step.cpu_s > 0 for step in made.steps)
