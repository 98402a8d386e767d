"""The VITS engine."""

import asyncio
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
import yaml

from benchmarks.engines import bundled_vits
from benchmarks.triton_process import TritonProcess
from models.engine import Pronunciation, Segment
from models.errors import DeadlineExceeded, EngineFailed, EngineUnavailable
from models.loading import load_engine
from models.piper import PiperEngine
from models.triton import TritonEngine
from models.vits import VitsEngine
from models.voice import BUILT_IN, Voice, read_voice

ROOT = Path(__file__).parents[3]
TEXTS = ["hello there", "a", "how do you do, my friend", "one, two and three", "what a day it was when we met!"]
LONG = "a very long sentence that goes on and on " * 8


@pytest.fixture(scope="module")
def reports():
    return []


@pytest.fixture(scope="module")
def engine(reports):
    engine = VitsEngine(device="cpu", observe=reports.append)
    yield engine
    engine.close()


def said(text: str, **fields) -> Segment:
    return Segment(text=text, **{"language": "en-us", **fields})


async def spoken(engine, voice: Voice, segment: Segment) -> np.ndarray:
    return np.concatenate([chunk.samples async for chunk in engine.synthesize(segment, voice)])


async def test_the_same_audio_whoever_shares_the_batch(engine, reports, voice):
    voices = [voice("stochastic"), voice("speakers", speaker="otto"), voice("speakers"), voice("plain")]
    lines = [(voices[n % 4], said(TEXTS[n % 5], seed=n, rate=(1, 0.8, 2)[n % 3])) for n in range(24)]
    await spoken(engine, *lines[0])
    together = await asyncio.gather(*[spoken(engine, *line) for line in lines])
    assert max(report.rows for report in reports) > 2
    for line, samples in list(zip(lines, together, strict=True))[::3]:
        alone = await spoken(engine, *line)
        assert alone.shape == samples.shape
        assert np.abs(alone.astype(int) - samples).max() <= 3  # 1e-4 of full scale


async def test_chunks_of_140_ms_at_the_voices_rate(engine, voice):
    chunks = [chunk async for chunk in engine.synthesize(said(LONG), voice())]
    assert {chunk.sample_rate for chunk in chunks} == {8000}
    assert max(chunk.duration_s for chunk in chunks) == pytest.approx(0.14)
    assert np.abs(np.concatenate([chunk.samples for chunk in chunks])).max() > 3000
    assert engine.active == 0


async def test_seeds(engine, voice):
    one, same, other = [await spoken(engine, voice(), said("hello there", seed=seed)) for seed in (1, 1, 2)]
    assert np.array_equal(one, same)
    assert not np.array_equal(one[:500], other[:500])


async def test_nothing_to_say_is_a_short_silence(engine, voice):
    silence = await spoken(engine, voice(), said("☃"))
    assert len(silence) == 800
    assert not silence.any()


async def test_leaving_early_frees_the_slot(engine, voice):
    chunks = engine.synthesize(said(LONG, rate=0.25), voice())
    await anext(chunks)
    assert engine.active == 1
    await chunks.aclose()
    async with asyncio.timeout(10):
        while engine.active:  # noqa: ASYNC110 - it is another thread that ends
            await asyncio.sleep(0.001)


async def test_too_late_is_never_spoken(engine, voice):
    with pytest.raises(DeadlineExceeded):
        await spoken(engine, voice(), said("hello", deadline=time.time() - 1))


async def test_one_rows_failure_is_its_own(engine, voice):
    lines = [voice(), voice(model="/nowhere/model.pth"), voice()]
    outcomes = await asyncio.gather(*[spoken(engine, line, said("hi")) for line in lines], return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [np.ndarray, EngineUnavailable, np.ndarray]


async def test_what_nobody_expected_fails_the_rows_of_one_model(engine, voice, monkeypatch):
    model = engine._voices.load(voice("plain")).model
    monkeypatch.setattr(model, "latents", lambda *_: 1 / 0)
    lines = [voice(), voice("plain"), voice()]
    outcomes = await asyncio.gather(*[spoken(engine, line, said("hi")) for line in lines], return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [np.ndarray, EngineFailed, np.ndarray]
    assert "ZeroDivisionError" in str(outcomes[1])


async def test_a_voice_file_names_its_model_beside_it(engine, voice, tmp_path):
    shutil.copytree(Path(voice().model).parent, tmp_path / "mine")
    path = tmp_path / "mine.yaml"
    path.write_text(
        "{id: mine, name: Mine, engine: vits, revision: '1', languages: [en-us], model: mine/model.pth, "
        "licence: MIT, sample_rate: 8000, gain_db: 0, max_chars: 400}"
    )
    engine.prepare(read_voice(path))
    assert len(await spoken(engine, read_voice(path), said("hello")))


@pytest.fixture(scope="module")
def declaim(tmp_path_factory):
    """The bundled voice for each engine, with or without noise."""
    folder = tmp_path_factory.mktemp("declaim")
    path = bundled_vits.write(folder / "vits")
    shutil.copy(bundled_vits.ONNX, folder / "declaim.onnx")
    described = json.loads(Path(f"{bundled_vits.ONNX}.json").read_text())
    config = json.loads(path.with_name("config.json").read_text())

    def voices(noise: float, name: str) -> list[Voice]:
        described["inference"]["noise_scale"] = config["model_args"]["inference_noise_scale"] = noise
        shutil.copytree(folder, folder.parent / name)
        (folder.parent / name / "declaim.onnx.json").write_text(json.dumps(described))
        (folder.parent / name / "vits/config.json").write_text(json.dumps(config))
        voice = read_voice(BUILT_IN / "declaim.yaml").model_copy(update={"sha256": None})
        models = {"piper": "declaim.onnx", "vits": "vits/model.pth"}
        return [
            voice.model_copy(update={"engine": engine, "model": str(folder.parent / name / models[engine])})
            for engine in models
        ]

    return voices


@pytest.mark.parametrize("noise", [0, 0.667])
async def test_the_bundled_voice_says_what_piper_says(engine, declaim, noise):
    """With noise too, for both draw it alike."""
    piper, (by_piper, by_vits) = PiperEngine(workers=1), declaim(noise, f"noise-{noise}")
    ipa = (Pronunciation(0, 5, "wɜld"),)
    for segment in (said("The quick brown fox jumps over the lazy dog."), said("Hello?", rate=0.7, pronunciations=ipa)):
        wanted, made = await spoken(piper, by_piper, segment), await spoken(engine, by_vits, segment)
        assert wanted.shape == made.shape
        assert np.abs(wanted).max() > 3000
        assert np.abs(wanted.astype(int) - made).max() < 33  # 1e-3 of full scale
    await asyncio.to_thread(piper.close)


@pytest.mark.usefixtures("triton_installed")
async def test_the_same_audio_by_triton(engine, voice, tmp_path):
    """Which borrows torch and coqui-tts from this environment; rows of several lengths share its batch."""
    here, file = voice("speakers", id="otto", speaker="otto"), tmp_path / "otto.yaml"
    file.write_text(yaml.safe_dump(json.loads(here.model_dump_json(exclude_defaults=True))))
    there = here.model_copy(update={"engine": "triton", "model": "otto", "speaker": None})
    process = TritonProcess(tmp_path, [file], {"vits": {"device": "cpu", "threads": 1}})
    try:
        await asyncio.to_thread(process.start)
        triton = TritonEngine(url=process.url)
        lines = [said(text, seed=n, rate=(1, 0.8, 2)[n % 3]) for n, text in enumerate(TEXTS)]
        made = await asyncio.gather(*[spoken(triton, there, line) for line in lines])
        await triton.close()
    finally:
        process.stop()
    for line, samples in zip(lines, made, strict=True):
        own = await spoken(engine, here, line)
        assert own.shape == samples.shape
        assert np.abs(own.astype(int) - samples).max() <= 3  # 1e-4 of full scale


def test_options():
    engine = load_engine("vits", {"device": "cpu", "max_rows": 2, "voices": 1})
    assert engine.active == 0
    engine.close()
    with pytest.raises(ValueError, match="unexpected keyword"):
        load_engine("vits", {"devise": "cpu"})
    with pytest.raises(ValueError, match="no device 'tpu'"):
        load_engine("vits", {"device": "tpu"})


@pytest.mark.parametrize("missing", ["torch", "TTS"])
def test_without_the_extra(missing):
    program = f"""
import sys
sys.modules["{missing}"] = None
from models.errors import EngineUnavailable
from models.loading import load_engine
try:
    load_engine("vits", {{}})
except EngineUnavailable as error:
    print(error)
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert 'install the extra "coqui": make torch' in done.stdout


@pytest.mark.soak
@pytest.mark.timeout(600)
async def test_a_thousand_segments_over_fifty_voices_leave_memory_as_it_is(voice, tmp_path):
    """Of which eight stay loaded."""
    voices = []
    for number in range(50):
        kind = ("plain", "stochastic", "speakers")[number % 3]
        shutil.copytree(Path(voice(kind).model).parent, tmp_path / str(number))
        voices.append(voice(kind, id=f"v{number}", model=str(tmp_path / f"{number}/model.pth")))
    engine, used, sizes = VitsEngine(device="cpu"), psutil.Process(), []
    for batch in range(125):
        lines = [(voices[(batch * 8 + n * 7) % 50], said(TEXTS[n % 5], seed=n)) for n in range(8)]
        await asyncio.gather(*[spoken(engine, *line) for line in lines])
        sizes.append(used.memory_info().rss / 2**20)
    await asyncio.to_thread(engine.close)
    print(f"MiB after 200, 600 and 1,000 segments: {sizes[24]:.0f}, {sizes[74]:.0f}, {sizes[-1]:.0f}")
    assert max(sizes[75:]) < 1.05 * max(sizes[25:50]) + 20
