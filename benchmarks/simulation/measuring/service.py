"""All service times of a voice on this machine, as scenarios take them."""

import asyncio
import logging
import os

from benchmarks.load.machine import machine
from benchmarks.serving import ROOT
from benchmarks.simulation.errors import SimulationError
from benchmarks.simulation.measuring import crowd, engine_times, overhead_times
from benchmarks.simulation.measuring.server import served
from benchmarks.simulation.service_times import EngineTimes, ServiceTimes
from models.piper.voices import PiperVoices
from models.voice import Voice, Voices


def measured(voice_id: str) -> ServiceTimes:
    """Takes a minute and a half, most of it with a server of its own.

    Raises SimulationError for a voice of another engine.
    """
    logging.disable(logging.WARNING)
    voice = piper_voice(voice_id)
    voices, cores = PiperVoices(1, 1), len(os.sched_getaffinity(0))
    engine_times.spoken(voices, voice, "It is warm now.")
    spoken = [engine_times.spoken(voices, voice, text) for text in engine_times.texts(seed=3)]
    share = engine_times.side_by_side(voices, voice)
    times = engine_times.engine_times(spoken, workers=cores)
    notes = [
        f"eSpeak NG's phonemes: {engine_times.phonemes_s(voice) * 1e6:.0f} us per character, part of character_s",
        *batches(voice, times),
    ]
    with served() as server:
        around = asyncio.run(overhead_times.measured(server, times))
        per_s, others_cores = asyncio.run(crowd.most(server))
    about = machine()
    alone = ServiceTimes(
        source=f"voice {voice.id} on {about['cores']} cores of {about['cpu']}, client included",
        measured=True,
        audio=engine_times.audio_times(spoken),
        engine=times.at_pace(around.pace),
        overhead=around.overhead,
        speeds=(1.0, *(n * share for n in range(2, cores + 1))),
        background_cores=around.idle_cores,
        notes=(
            *notes,
            f"the engine takes {around.pace:.2f} times as long in the server as alone",
            f"other processes used {around.others_cores:.2f} cores meanwhile, and {others_cores:.2f} while many asked",
            f"two threads of the engine alone have {share:.2f} of one's speed each",
            f"{crowd.CALLERS} callers got {per_s:.1f} answers per second",
        ),
    )
    return alone.model_copy(update={"speeds": crowd.speeds(alone, per_s, others_cores)})


def piper_voice(voice_id: str) -> Voice:
    voices = {voice.id: voice for voice in Voices.known({"piper"}, ROOT / "var/voices")}
    if voice_id not in voices:
        raise SimulationError(f"--voice: {voice_id} is no voice of Piper's; there are {', '.join(voices)}")
    return voices[voice_id]


def batches(voice: Voice, times: EngineTimes) -> list[str]:
    """What was measured of whole batches, beside what the fit says: rows of one worker one after another."""
    lines = []
    for workers, rows in ((1, 1), (1, 2), (1, 4), (2, 4)):
        first_s, whole_s = engine_times.batch_s(voice, workers, rows)
        predicted_s = engine_times.predicted_s(voice, times, rows / workers)
        lines.append(
            f"{rows} rows on {workers} of the engine's threads: all heard after {first_s * 1000:.0f} ms, done after "
            f"{whole_s * 1000:.0f} ms; the fit says {predicted_s * 1000:.0f}"
        )
    return lines
