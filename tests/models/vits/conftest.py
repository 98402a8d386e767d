"""Small checkpoints of random weights, made once: durations of either kind, and two speakers."""

import pytest
import torch

from benchmarks.engines import random_vits
from models.vits import files
from models.vits.model import Model
from models.vits.network import network
from models.voice import Voice

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
torch.backends.cudnn.allow_tf32 = False
torch.set_num_threads(1)  # more of them only wait for one another at this size

SPEAKERS = ("anna", "otto")
KINDS = {
    "stochastic": random_vits.small(),
    "plain": random_vits.small(use_sdp=False),
    "speakers": random_vits.small(SPEAKERS),
}


def described(path, **fields) -> Voice:
    about = {
        "id": path.parent.name,
        "name": path.parent.name,
        "engine": "vits",
        "revision": "1",
        "languages": ("en-us",),
        "licence": "Apache-2.0",
        "sample_rate": 8000,
        "gain_db": 0,
        "max_chars": 400,
        "model": str(path),
    }
    return Voice(**about | fields)


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory):
    """Paths of `model.pth` by kind."""
    folder = tmp_path_factory.mktemp("vits")
    return {kind: random_vits.write(folder / kind, config) for kind, config in KINDS.items()}


@pytest.fixture(scope="session")
def voice(checkpoints):
    """A voice by its kind; fields to change."""
    return lambda kind="stochastic", **fields: described(checkpoints[kind], **fields)


@pytest.fixture(scope="session")
def coqui(voice):
    """coqui's own model of a kind, as ours begins with."""

    def make(kind: str):
        return network(voice(kind), files.read(voice(kind))).eval()

    return make


@pytest.fixture(scope="session")
def models(coqui) -> dict[str, Model]:
    """Ours, by kind."""
    return {kind: Model(coqui(kind), DEVICE, torch.float32) for kind in KINDS}
