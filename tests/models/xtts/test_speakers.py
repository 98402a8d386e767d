"""Speakers: what coqui takes from a clip, once."""

import wave
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from models.errors import EngineUnavailable
from models.xtts.speakers import Speakers
from tests.models.xtts.conftest import voice


def clip(path, seconds=4.0, rate=22050, channels=1, pitch=120.0):
    moments = np.arange(round(seconds * rate)) / rate
    sound = 0.3 * np.sin(2 * np.pi * pitch * moments) + 0.1 * np.sin(2 * np.pi * 9.3 * pitch * moments)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.repeat(sound[:, None], channels, 1) * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture
def speakers(theirs):
    return Speakers(theirs, 2)


def test_a_clip_gives_what_coqui_takes_from_it(speakers, theirs, tmp_path):
    path = clip(tmp_path / "a.wav")
    with wave.open(str(path)) as file:
        samples = np.frombuffer(file.readframes(10**9), "<i2").astype(np.float32) / 32768
    sound = torch.tensor(samples)[None]
    made = speakers.of(voice(speaker=None, reference=str(path)))
    conditioning = theirs.get_gpt_cond_latents(sound, 22050, length=12, chunk_length=4)
    torch.testing.assert_close(made.conditioning, conditioning[0], atol=1e-4, rtol=0)
    torch.testing.assert_close(made.embedding, theirs.get_speaker_embedding(sound, 22050)[0], atol=1e-4, rtol=0)


@pytest.mark.parametrize(("rate", "channels"), [(48000, 2), (16000, 1), (44100, 2)])
def test_any_rate_and_channels_are_near_enough_the_same_speaker(speakers, tmp_path, rate, channels):
    plain = speakers.of(voice(speaker=None, reference=str(clip(tmp_path / "a.wav"))))
    other = speakers.of(voice(speaker=None, reference=str(clip(tmp_path / "b.wav", rate=rate, channels=channels))))
    assert torch.nn.functional.cosine_similarity(plain.embedding, other.embedding, dim=0) > 0.98


def test_a_clip_is_listened_to_once_while_it_stays(speakers, theirs, tmp_path, monkeypatch):
    heard = []
    listen = theirs.get_gpt_cond_latents
    monkeypatch.setattr(theirs, "get_gpt_cond_latents", lambda *a, **k: heard.append(1) or listen(*a, **k))
    first, second, third = (
        voice(speaker=None, reference=str(clip(tmp_path / f"{n}.wav", pitch=100 + 30 * n))) for n in range(3)
    )
    for each in (first, second, first, second):
        speakers.of(each)
    assert len(heard) == 2
    speakers.of(third)
    speakers.of(first)
    assert len(heard) == 4


def test_a_clip_that_changed_is_listened_to_again(speakers, tmp_path):
    path = clip(tmp_path / "a.wav")
    before = speakers.of(voice(speaker=None, reference=str(path)))
    clip(path, seconds=5, pitch=300)
    assert not torch.equal(before.embedding, speakers.of(voice(speaker=None, reference=str(path))).embedding)


def test_equal_content_is_one_speaker_wherever_it_lies(speakers, tmp_path):
    sha256 = "0" * 64
    paths = [clip(tmp_path / name) for name in ("a.wav", "b.wav")]
    made = [speakers.of(voice(speaker=None, reference=str(path), reference_sha256=sha256)) for path in paths]
    assert made[0] is made[1]


def test_a_named_speaker_comes_from_the_checkpoint(speakers, theirs, monkeypatch):
    ana = {"gpt_cond_latent": torch.ones(1, 32, 64), "speaker_embedding": torch.ones(1, 512, 1)}
    monkeypatch.setattr(theirs, "speaker_manager", SimpleNamespace(speakers={"Ana": ana}))
    made = speakers.of(voice(speaker="Ana"))
    assert made.conditioning.shape == (32, 64)
    assert made.embedding.shape == (512, 1)
    with pytest.raises(EngineUnavailable, match="Ana"):
        speakers.of(voice(speaker="Bea"))


@pytest.mark.parametrize("what", ["missing", "text", "short", "none"])
def test_what_is_no_clip_is_named(speakers, tmp_path, what):
    path = tmp_path / "x.wav"
    if what == "text":
        path.write_text("This is not a clip of anybody.")
    if what == "short":
        clip(path, seconds=0.2)
    with pytest.raises(EngineUnavailable) as told:
        speakers.of(voice(speaker=None, reference=None if what == "none" else str(path)))
    assert ("reference" if what == "none" else str(path)) in str(told.value)
