"""What a voice's JSON says, and who of its speakers gets a voice."""

import json

import pytest

from models.weights.description import Description, describe, speakers
from models.weights.errors import Unspeakable


def described(tmp_path, text: str) -> Description:
    (tmp_path / "x.json").write_text(text)
    return describe("x", tmp_path / "x.json")


def having(*names: str) -> Description:
    ids = {name: number for number, name in enumerate(names)}
    return Description.model_validate({"audio": {"sample_rate": 16000}, "speaker_id_map": ids})


def test_old_ones_say_less(tmp_path):
    found = described(tmp_path, json.dumps({"audio": {"sample_rate": 16000}, "espeak": {"voice": "de"}}))
    assert (found.audio.sample_rate, found.phoneme_type, found.speaker_id_map) == (16000, "espeak", {})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "the whole: Invalid JSON"),
        ("{}", "audio: Field required"),
        ('{"audio": {"sample_rate": 16000}, "phoneme_type": "pinyin"}', "phoneme_type: Input should be"),
    ],
)
def test_what_cannot_be_spoken(tmp_path, text, complaint):
    with pytest.raises(Unspeakable, match=f"^Voice 'x': its JSON describes nothing that Declaim speaks: {complaint}"):
        described(tmp_path, text)


@pytest.mark.parametrize(("count", "chosen"), [(0, 1), (1, 1), (2, 2), (20, 20), (21, 1), (904, 1)])
def test_who_gets_a_voice(count, chosen):
    found = speakers("x", having(*map(str, range(count))), ())
    assert len(found) == chosen
    assert (found == (None,)) == (chosen == 1)


def test_who_is_asked_for():
    assert speakers("x", having("anna", "otto"), ("otto",)) == ("otto",)
    with pytest.raises(Unspeakable, match="Speakers: none, for it has one voice"):
        speakers("x", having(), ("anna",))
