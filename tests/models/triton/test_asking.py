"""The tensors of a request."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.engine import Segment
from models.errors import EngineUnavailable
from models.piper import phonemes
from models.piper.description import parse
from models.triton.asking import asked
from models.triton.contract import Contract

DUO = parse((Path(__file__).parents[1] / "voices/duo.onnx.json").read_bytes())
SYMBOLS = Contract("duo", 16000, DUO, has_speakers=True, pad_to=1, has_priorities=True)
TEXTS = replace(SYMBOLS, description=None)
HELLO = Segment(text="Hello.", language="en-us", rate=1.5, seed=2**64 - 1)


def test_a_row_of_symbols(voice):
    row, numbers = asked(HELLO, voice("duo"), SYMBOLS), phonemes.numbers(HELLO, DUO)
    assert row["input"].tolist() == [numbers]
    assert {name: (value.item(), value.dtype) for name, value in row.items() if name != "input"} == {
        "input_lengths": (len(numbers), np.int64),
        "rate": (1.5, np.float32),
        "seed": (-1, np.int64),
        "sid": (0, np.int64),
    }


def test_padding_is_behind_the_symbols(voice):
    row = asked(HELLO, voice("duo"), replace(SYMBOLS, pad_to=64))
    (length,) = row["input_lengths"][0]
    assert row["input"].shape == (1, 64)
    assert not row["input"][0, length:].any()


def test_the_speaker_of_the_voice(voice):
    assert asked(HELLO, voice("duo", speaker="otto"), SYMBOLS)["sid"].item() == 1
    with pytest.raises(EngineUnavailable, match=r"no speaker 'eva'\. Speakers: anna, otto\."):
        asked(HELLO, voice("duo", speaker="eva"), SYMBOLS)


def test_a_row_of_text(voice):
    row = asked(Segment(text="Grüße", language="de"), voice("duo"), TEXTS)
    assert [row[name].item() for name in ("text", "language", "rate", "seed")] == ["Grüße".encode(), b"de", 1, 0]


@pytest.mark.parametrize("contract", [SYMBOLS, TEXTS])
def test_nothing_to_say(voice, contract):
    assert asked(Segment(text=" ", language="en-us"), voice("duo"), contract) is None


def test_symbols_need_the_extra_piper(voice, monkeypatch):
    monkeypatch.delitem(sys.modules, "models.piper.phonemes")
    monkeypatch.delattr("models.piper.phonemes")
    monkeypatch.setitem(sys.modules, "piper.phonemize_espeak", None)
    with pytest.raises(EngineUnavailable, match='install the extra "piper" too'):
        asked(HELLO, voice("duo"), SYMBOLS)
    assert asked(HELLO, voice("duo"), TEXTS)
