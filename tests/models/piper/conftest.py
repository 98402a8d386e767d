"""The two small voices of tests/models/voices (`make_voices.py` made them), loaded once."""

from pathlib import Path

import pytest

from models.piper import files
from models.piper.model import Model
from models.voice import Voice

VOICES = Path(__file__).parents[1] / "voices"


def described(name: str, **fields) -> Voice:
    about = {
        "id": name,
        "name": name,
        "engine": "piper",
        "revision": "1",
        "languages": ("en-us",),
        "licence": "Apache-2.0",
        "sample_rate": {"solo": 22050, "duo": 16000}[name],
        "gain_db": 0,
        "max_chars": 400,
        "model": str(VOICES / f"{name}.onnx"),
    }
    return Voice(**about | fields)


@pytest.fixture(scope="session")
def voice():
    """A voice by the name of its file; fields to change."""
    return described


@pytest.fixture(scope="session", params=["solo", "duo"])
def model(request):
    """Coqui's export, then piper's."""
    return Model(*files.read(described(request.param)), threads=1)
