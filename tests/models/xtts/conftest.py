"""A small XTTS model with random weights, as coqui loads it and as we do, and what coqui makes of some texts."""

import asyncio
from dataclasses import dataclass

import numpy as np
import pytest
import torch

from benchmarks.engines.random_xtts import SMALL, coqui, make, small_vocoder
from models.engine import Sampling, Segment
from models.voice import Voice
from models.xtts.guard import NONE
from models.xtts.loop import Line
from models.xtts.model import load_model
from models.xtts.speakers import Speaker
from models.xtts.tokens import tokens

TEXTS = ["Hello there.", "A much longer sentence is here, indeed.", "x", "One two three four.", "abc", "What is this?"]
ROWS = 32
SLOTS = 32
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
torch.backends.cudnn.allow_tf32 = False
GREEDY = Sampling(temperature=0.0)


@pytest.fixture(autouse=True)
def one_thread():
    """Others run beside it, and small models gain nothing from more."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    with small_vocoder():
        return make(tmp_path_factory.mktemp("weights") / "xtts", stop_bias=3.0, gpt_max_audio_tokens=60, **SMALL)


@pytest.fixture(scope="session")
def theirs(folder):
    with small_vocoder():
        return coqui(folder)


@pytest.fixture(scope="session")
def model(folder):
    with small_vocoder():
        return load_model(folder, DEVICE, "float32", SLOTS, None, 64)


@dataclass
class Spoken:
    """One text by one speaker, as coqui's `inference` speaks it without chance."""

    text: str
    speaker: Speaker
    samples: np.ndarray
    latents: np.ndarray

    @property
    def codes(self) -> int:
        return len(self.latents)


@pytest.fixture(scope="session")
def spoken(theirs):
    """Rows of many lengths."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    rows = []
    for place in range(ROWS):
        text = TEXTS[place % len(TEXTS)]
        conditioning, embedding = torch.randn(1, 32, SMALL["gpt_n_model_channels"]), torch.randn(1, 512, 1)
        made = theirs.inference(text, "en", conditioning, embedding, do_sample=False)
        rows.append(
            Spoken(
                text, Speaker(conditioning[0].to(DEVICE), embedding[0].to(DEVICE)), made["wav"], made["gpt_latents"][0]
            )
        )
    assert len({row.codes for row in rows}) > 10
    return rows


def voice(name="someone", **more):
    told = {"speaker": name, "languages": ("en",), "licence": "none", "sample_rate": 24000, "gain_db": 0}
    return Voice(id="x", name="X", engine="xtts", revision="1", max_chars=200, **{**told, **more})


def segment(text="Hello there.", **more):
    return Segment(text=text, **{"language": "en", "sampling": GREEDY, **more})


def spoken_by(model, row):
    """A line of the model for one of `spoken`."""
    prompt = model._decoder.prompt(row.speaker.conditioning, tokens(model._xtts, segment(row.text)))
    return Line(segment(row.text), row.speaker, prompt, NONE)


async def samples(engine, said, who):
    """All of them, full scale being 1."""
    pieces = [chunk.samples async for chunk in engine.synthesize(said, who)]
    return np.concatenate(pieces) / 32767


def together(*tasks):
    async def run():
        return await asyncio.gather(*tasks)

    return asyncio.run(run())
