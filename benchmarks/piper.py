"""`python -m benchmarks.piper [X.onnx ...]`: speech that Piper voices make per second, and what would change it.

Without a file: the two voices of the tests, and var/voices/medium.onnx, as large as Piper's "medium", which
`python tests/models/make_voices.py --medium var/voices` makes (its docstring says what that needs).
"""

import argparse
import asyncio
import dataclasses
import json
import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import onnx
from onnx import ModelProto
from onnxruntime.quantization import quantize_dynamic
from onnxruntime.transformers.float16 import convert_float_to_float16

from benchmarks.serving import ROOT
from models.durations import whole_frames
from models.engine import Segment
from models.noise import drawn
from models.piper import PiperEngine, files, phonemes
from models.piper.description import Description
from models.piper.graph import Parts
from models.piper.model import Model, Row
from models.piper.session import Feeds, options, run, session
from models.piper.windowed import Floats
from models.voice import Voice

TEXT = "The quick brown fox jumps over the lazy dog, and nobody minds at all."
MEDIUM = ROOT / "var/voices/medium.onnx"
SHAPES = ((1, 2, 1), (2, 1, 1), (4, 1, 4), (2, 1, 4))
"""Workers, threads of a session, rows that take turns on a worker; the last is what the engine does on two cores."""
ROUNDS = 7
ALL = 2**31
"""Moments, more than any text has."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("voices", nargs="*", type=Path)
    arguments.add_argument("--seconds", type=float, default=4, help="how long each figure of speed is measured")
    chosen = arguments.parse_args()
    logging.disable(logging.WARNING)
    paths = chosen.voices or [*sorted((ROOT / "tests/models/voices").glob("*.onnx")), MEDIUM]
    for path in paths:
        if path.exists():
            report(path, chosen.seconds)
        else:
            print(f"\n{path} is not there; make it: python tests/models/make_voices.py --medium {MEDIUM.parent}")


def report(path: Path, seconds: float) -> None:
    voice = described(path)
    print(f"\n{path.name}, {path.stat().st_size / 1e6:.1f} MB")
    stages(voice)
    precisions(voice)
    print("workers threads rows  connections  audio-s/s  TTFA p50 ms  p95 ms")
    for shape in SHAPES:
        for connections in (1, 2, 4, 8):
            speed, ttfa_ms = asyncio.run(speaking(voice, shape, connections, seconds))
            p95 = statistics.quantiles(ttfa_ms, n=20)[-1]
            print(
                f"{shape[0]:7} {shape[1]:7} {shape[2]:4}  {connections:11}  {speed:9.1f}"
                f"  {statistics.median(ttfa_ms):11.0f}  {p95:6.0f}",
                flush=True,
            )


def described(path: Path) -> Voice:
    sample_rate = json.loads(path.with_name(path.name + ".json").read_text())["audio"]["sample_rate"]
    about = {"id": path.stem, "name": path.stem, "engine": "piper", "revision": "1", "languages": ("en-us",)}
    numbers = {"sample_rate": sample_rate, "gain_db": 0, "max_chars": 400}
    return Voice.model_validate({**about, **numbers, "licence": "none", "model": str(path.absolute())})


async def speaking(
    voice: Voice, shape: tuple[int, int, int], connections: int, seconds: float
) -> tuple[float, list[float]]:
    """Audio seconds per second, and milliseconds to the first audio of each sentence."""
    engine = PiperEngine(workers=shape[0], threads=shape[1], rows=shape[2])
    await sentence(engine, voice, 0)
    begun, results = time.perf_counter(), list[tuple[float, float]]()

    async def talk(connection: int) -> None:
        while time.perf_counter() - begun < seconds or len(results) < 2 * connections:
            results.append(await sentence(engine, voice, connection + len(results)))

    await asyncio.gather(*map(talk, range(connections)))
    took = time.perf_counter() - begun
    await asyncio.to_thread(engine.close)
    return sum(audio_s for audio_s, _ in results) / took, [ttfa_ms for _, ttfa_ms in results]


async def sentence(engine: PiperEngine, voice: Voice, seed: int) -> tuple[float, float]:
    """Audio seconds, and milliseconds to the first of them."""
    begun, first_ms, audio_s = time.perf_counter(), 0.0, 0.0
    async for chunk in engine.synthesize(Segment(text=TEXT, language="en-us", seed=seed), voice):
        first_ms = first_ms or (time.perf_counter() - begun) * 1000
        audio_s += chunk.duration_s
    return audio_s, first_ms


def stages(voice: Voice) -> None:
    """Where the time of one sentence goes, in one thread."""
    (description, parts), row = files.read(voice), spoken(voice)
    loading_ms, _ = timed(lambda: Model(*files.read(voice), threads=1), rounds=2)
    model = Model(description, parts, threads=1)
    given, total = model.prior(row)
    ready = model.grown(given, total, total)
    samples = vocoded(model, ready)
    print(f"{len(row.symbols)} symbols, {total} frames, {samples.size / voice.sample_rate:.1f} s of audio")
    show("read, take apart, load", (loading_ms, loading_ms))
    show("durations, and what follows from them", timed(lambda: model.prior(row)))
    show("the flow at once", timed(lambda: model.flow(given, 0, total)))
    show("the flow and the first upsampling at once", timed(lambda: model.grown(given, total, total)))
    show("the rest of the vocoder at once", timed(lambda: vocoded(model, ready)))
    show("first window, from the text on", timed(lambda: next(model.speak(row))))
    show("all windows, from the text on", timed(lambda: list(model.speak(row))))
    for rows in (1, 4, 8):
        show(f"durations and flow of {rows} rows at once, per row", timed(batched(description, parts, row, rows), rows))


def vocoded(model: Model, ready: Feeds) -> Floats:
    """Of all that is ready."""
    assert model.vocoder is not None
    return model.vocoder(ready, 0, ALL)


def batched(description: Description, parts: Parts, row: Row, rows: int) -> Callable[[], object]:
    """The same row several times in one run: what the engine does not do, at its best, for nothing is padded."""
    text, prior, flow = (session(part.model, options(1)) for part in (parts.text, parts.prior, parts.flow.part))
    given = {
        "input": np.array([row.symbols] * rows),
        "input_lengths": np.array([len(row.symbols)] * rows),
        "sid": np.array([row.speaker]),  # exports fix its length, so all rows of a batch have one speaker
        "scales": np.ones(3, np.float32),
        parts.text.noise or "": np.repeat(drawn(row.seed, 0, len(row.symbols), 2)[None], rows, 0),
    }

    def once() -> object:
        made = given | run(text, given)
        durations = made[parts.durations][0, 0] * description.inference.length_scale
        lasting = np.tile(whole_frames(durations, row.rate).astype(np.float32), (rows, 1, 1))
        noise = np.repeat(drawn(row.seed, 1, int(lasting[0].sum()), parts.channels)[None], rows, 0)
        known = made | run(prior, made | {parts.whole_durations: lasting})
        return run(flow, known | {parts.flow.part.noise or "": noise})

    return once


def precisions(voice: Voice) -> None:
    """The vocoder in other number formats: how fast, and how far from float32."""
    (description, parts), row = files.read(voice), spoken(voice)
    assert parts.vocoder is not None
    model = Model(description, parts, threads=1)
    given, total = model.prior(row)
    ready = model.grown(given, total, total)
    wanted = vocoded(model, ready)
    for name, convert in (("float32", lambda model: model), ("float16", as_float16), ("int8", as_int8)):
        part = dataclasses.replace(parts.vocoder.part, model=convert(parts.vocoder.part.model))
        vocoder = dataclasses.replace(parts.vocoder, part=part)
        once = partial(vocoded, Model(description, dataclasses.replace(parts, vocoder=vocoder), threads=1), ready)
        show(f"vocoder in {name}, SNR {snr_db(wanted, once()):.0f} dB", timed(once))


def as_float16(model: ModelProto) -> ModelProto:
    converted: ModelProto = convert_float_to_float16(onnx.shape_inference.infer_shapes(model), keep_io_types=True)
    return converted


def as_int8(model: ModelProto) -> ModelProto:
    """Weights ahead, activations as they come."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before.onnx"), Path(folder, "after.onnx")
        onnx.save(onnx.shape_inference.infer_shapes(model), before)
        quantize_dynamic(before, after)
        return onnx.load(after)


def snr_db(wanted: Floats, made: Floats) -> float:
    return float(10 * np.log10((wanted**2).sum() / max(((wanted - made) ** 2).sum(), 1e-20)))


def spoken(voice: Voice) -> Row:
    description, _ = files.read(voice)
    symbols = phonemes.numbers(Segment(text=TEXT, language="en-us"), description)
    return Row(symbols, description.default_speaker_id, 1.0, 7)


def show(what: str, taken_ms: tuple[float, float]) -> None:
    print(f"{what:48} {taken_ms[0]:7.1f} {taken_ms[1]:7.1f} ms", flush=True)


def timed(work: Callable[[], object], per: int = 1, rounds: int = ROUNDS) -> tuple[float, float]:
    """Milliseconds, least and median."""
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000 / per)
    return min(taken), statistics.median(taken)


if __name__ == "__main__":
    main()
