"""Voice files: names, ids, and whose they are."""

import pytest

from models.voice import read_voice
from models.weights.catalogue import Entry
from models.weights.description import Description
from models.weights.errors import NotOurs
from models.weights.voice_file import Source, check_free, made, voice_id, write

ENTRY = Entry.model_validate(
    {"key": "de_DE-some_one-low", "name": "some_one", "quality": "low", "language": {"code": "de_DE"}, "files": {}}
)
NAMES = ("p225", "Müller", "a b", "", "..", "x" * 60, "3")
DESCRIPTION = Description.model_validate(
    {"audio": {"sample_rate": 16000}, "speaker_id_map": {name: number for number, name in enumerate(NAMES)}}
)
SOURCE = Source(ENTRY, DESCRIPTION, "MIT: no, really # yes", "0" * 64, "1e5")


def test_a_speaker_whose_name_no_id_can_hold_goes_by_number():
    ids = [voice_id(ENTRY, DESCRIPTION, name).removeprefix(ENTRY.id) for name in NAMES]
    assert ids == ["-p225", "-speaker1", "-speaker2", "-", "-..", "-speaker5", "-3"]


@pytest.mark.parametrize("speaker", [None, *NAMES])
def test_what_is_written_is_read_again(tmp_path, speaker):
    voice = SOURCE.voice(speaker)
    write(tmp_path, ENTRY.id, voice)
    (path,) = tmp_path.iterdir()
    assert read_voice(path) == voice.model_copy(update={"model": str(tmp_path / str(voice.model))})
    assert voice.name.startswith("Some one, low")
    assert made(tmp_path) == {ENTRY.id: [path]}


def test_those_of_others_are_not_ours(tmp_path):
    (tmp_path / "mine.yaml").write_text("id: [not, an, id]")
    (tmp_path / "broken.yaml").write_bytes(b"\xff: [")
    check_free(tmp_path, ENTRY.id, {ENTRY.id})
    assert made(tmp_path) == {}
    for taken in ("mine", "espeak"):
        with pytest.raises(NotOurs, match=rf"{taken}.yaml was not made by pull"):
            check_free(tmp_path, ENTRY.id, {taken})
