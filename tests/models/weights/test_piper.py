"""Piper voices pulled, pulled again and removed."""

import hashlib
import json
import threading

import pytest
import yaml

from models.voice import read_voice
from models.weights.errors import Damaged, NotOurs, UnknownWeights, Unreachable, Unspeakable

SOLO, DUO = "en_US-solo-medium", "en_GB-duo-low"
FILES = [f"{SOLO}.yaml", *(f"{SOLO}/{name}" for name in (".lock", "MODEL_CARD", f"{SOLO}.onnx", f"{SOLO}.onnx.json"))]
OWN = "id: {id}\nname: Mine\nengine: piper\nrevision: '1'\nlanguages: [de]\nlicence: mine\nmodel: {model}\n"
OWN += "sample_rate: 22050\ngain_db: 0\nmax_chars: 400\n"


def path_of(host, ending: str) -> str:
    return next(path for path in host.files if path.endswith(ending))


def replace(host, publish, ending: str, data: bytes) -> None:
    """The file is another from now on, and the catalogue says so."""
    host.files[path_of(host, ending)] = data
    publish(host)


def test_a_voice(shelf, host):
    assert shelf.pull() == [SOLO]
    assert shelf.here == FILES
    voice = read_voice(shelf.folder / f"{SOLO}.yaml")
    model = host.files[path_of(host, f"{SOLO}.onnx")]
    assert voice.model_dump(exclude={"model", "revision"}, exclude_defaults=True) == {
        "id": SOLO,
        "name": "Solo, medium",
        "engine": "piper",
        "languages": ("en-us",),
        "sha256": hashlib.sha256(model).hexdigest(),
        "licence": "CC0 1.0",
        "sample_rate": 22050,
        "gain_db": 0,
        "max_chars": 400,
    }
    assert shelf.spoken == [SOLO]
    assert shelf.voices.installed == {SOLO}


def test_what_is_there_is_not_fetched_again_and_its_gain_stays(shelf, host):
    shelf.pull()
    path = shelf.folder / f"{SOLO}.yaml"
    path.write_text(path.read_text().replace("gain_db: 0", "gain_db: 3"))
    asked = len(host.asked_for(SOLO + ".onnx"))
    shelf.pull("en_US-solo")
    assert len(host.asked_for(SOLO + ".onnx")) == asked
    assert read_voice(path).gain_db == 3


def test_what_is_damaged_here_is_fetched_again(shelf):
    shelf.pull()
    (shelf.folder / SOLO / f"{SOLO}.onnx").write_bytes(b"")
    shelf.pull()
    assert (shelf.folder / SOLO / f"{SOLO}.onnx").stat().st_size > 200_000


def test_a_newer_one_takes_the_place_of_the_older(shelf, host, publish):
    shelf.pull()
    before = read_voice(shelf.folder / f"{SOLO}.yaml")
    card = path_of(host, "solo/medium/MODEL_CARD")
    replace(host, publish, f"{SOLO}.onnx", b"newer")
    replace(host, publish, card, b"* License: MIT\n")
    shelf.pull()
    after = read_voice(shelf.folder / f"{SOLO}.yaml")
    assert (after.licence, after.sha256) == ("MIT", hashlib.sha256(b"newer").hexdigest())
    assert after.revision != before.revision
    replace(host, publish, f"{SOLO}.onnx.json", host.files[path_of(host, f"{SOLO}.onnx.json")] + b" ")
    shelf.pull()
    assert read_voice(shelf.folder / f"{SOLO}.yaml").revision != after.revision
    assert shelf.here == FILES


def test_an_older_one_stays_until_the_newer_is_whole(shelf, host, publish, fault):
    shelf.pull()
    before = [(shelf.folder / name).read_bytes() for name in FILES]
    replace(host, publish, f"{SOLO}.onnx", b"newer" * 1000)
    host.fail(f"{SOLO}.onnx", *[fault(sent=100)] * 4)
    with pytest.raises(Unreachable):
        shelf.pull()
    assert [(shelf.folder / name).read_bytes() for name in FILES] == before
    assert shelf.pull() == [SOLO]


def test_nothing_half_fetched_is_a_voice(shelf, host, fault):
    host.fail(f"{SOLO}.onnx", *[fault(sent=50_000)] * 4)
    with pytest.raises(Unreachable):
        shelf.pull()
    assert not shelf.spoken
    assert not [name for name in shelf.here if name.endswith((".onnx", ".json")) and ".part" not in name]
    assert shelf.pull() == [SOLO]
    assert host.asked_for(f"{SOLO}.onnx")[-1].range == "bytes=200000-"
    assert shelf.here == FILES


def test_nothing_damaged_is_a_voice(shelf, host, fault):
    host.fail(f"{SOLO}.onnx", fault(broken=1234))
    with pytest.raises(Damaged):
        shelf.pull()
    assert not [name for name in shelf.here if ".onnx.part" in name or name.endswith(".yaml")]


def test_each_speaker_has_a_voice(shelf):
    assert shelf.pull(DUO) == [f"{DUO}-anna", f"{DUO}-otto"]
    voice = read_voice(shelf.folder / f"{DUO}-otto.yaml")
    assert (voice.speaker, voice.takes_ipa, voice.name) == ("otto", True, "Duo, low, otto")


def test_speakers_that_are_asked_for(shelf, host, publish):
    assert shelf.pull(DUO, "otto") == [f"{DUO}-otto"]
    with pytest.raises(Unspeakable, match=r"it has no speaker 'ana'. Speakers: anna"):
        shelf.pull(DUO, "ana")
    assert shelf.pull(DUO, "anna") == [f"{DUO}-otto", f"{DUO}-anna"], "those of before stay"
    assert shelf.voices.installed == {DUO}
    replace(host, publish, f"{DUO}.onnx", b"newer")
    assert shelf.pull(DUO, "anna") == [f"{DUO}-anna", f"{DUO}-otto"]
    assert {read_voice(path).sha256 for path in shelf.folder.glob("*.yaml")} == {hashlib.sha256(b"newer").hexdigest()}


def test_what_the_engine_cannot_speak_is_refused_before_its_model_comes(shelf, host, publish):
    replace(host, publish, f"{SOLO}.onnx.json", b'{"audio": {"sample_rate": 16000}, "phoneme_type": "pinyin"}')
    with pytest.raises(Unspeakable, match=r"phoneme_type: Input should be 'espeak' or 'text'"):
        shelf.pull()
    assert not host.asked_for(f"{SOLO}.onnx")


def test_somebody_s_own_stay_as_they_are(shelf):
    shelf.folder.mkdir()
    own = shelf.folder / "mine.yaml"
    own.write_text(OWN.format(id=SOLO, model="x.onnx"))
    with pytest.raises(NotOurs, match=f"mine.yaml was not made by pull; give it another name and id than {SOLO}"):
        shelf.pull()
    own.rename(shelf.folder / f"{SOLO}.yaml")
    with pytest.raises(NotOurs, match=f"{SOLO}.yaml was not made by pull"):
        shelf.pull()
    (shelf.folder / f"{SOLO}.yaml").unlink()
    shelf.voices.remove(SOLO)
    (shelf.folder / SOLO).mkdir()
    (shelf.folder / SOLO / f"{SOLO}.onnx").write_text("mine")
    with pytest.raises(NotOurs, match="move it away"):
        shelf.pull()
    with pytest.raises(UnknownWeights):
        shelf.voices.remove(SOLO)
    assert shelf.here == [f"{SOLO}/{SOLO}.onnx"]


def test_remove(shelf):
    shelf.pull()
    shelf.pull(DUO)
    shelf.voices.remove(DUO)
    assert shelf.here == FILES
    with pytest.raises(UnknownWeights, match=f"no 'en_US-solo' among what was pulled here. Nearest: {SOLO}"):
        shelf.voices.remove("en_US-solo")
    with pytest.raises(UnknownWeights):
        shelf.voices.remove(f"../voices/{SOLO}")
    shelf.voices.remove(SOLO)
    assert not list(shelf.folder.iterdir())


def test_remove_what_is_half_fetched(shelf, host, fault):
    host.fail(f"{SOLO}.onnx", *[fault(sent=50_000)] * 4)
    with pytest.raises(Unreachable):
        shelf.pull()
    shelf.voices.remove(SOLO)
    assert not list(shelf.folder.iterdir())


def test_remove_leaves_what_somebody_else_has_there(shelf):
    shelf.pull()
    own = shelf.folder / "mine.yaml"
    own.write_text(OWN.format(id="mine", model=f"{SOLO}/{SOLO}.onnx"))
    with pytest.raises(NotOurs, match=r"mine.yaml was not made by pull; it speaks with files of"):
        shelf.voices.remove(SOLO)
    assert shelf.here == sorted([*FILES, "mine.yaml"])
    own.write_text("no: voice")
    (shelf.folder / SOLO / "notes.txt").write_text("mine")
    shelf.voices.remove(SOLO)
    assert shelf.here == [f"{SOLO}/notes.txt", "mine.yaml"]


def test_two_at_once_fetch_once(shelf, host):
    pulled, threads = [], []
    for _ in range(4):
        threads.append(threading.Thread(target=lambda: pulled.append(shelf.pull())))
        threads[-1].start()
    for thread in threads:
        thread.join(20)
    assert pulled == [[SOLO]] * 4
    assert len(host.asked_for(f"{SOLO}.onnx")) == 1
    assert shelf.here == FILES


def test_the_voice_file_says_who_made_it(shelf):
    shelf.pull()
    text = (shelf.folder / f"{SOLO}.yaml").read_text()
    assert text.startswith(f"# Made by `python -m models.weights pull {SOLO}`")
    assert yaml.safe_load(text)["model"] == f"{SOLO}/{SOLO}.onnx"


def test_files_without_a_voice_file_are_no_voice_and_not_fetched_again(shelf, host):
    blocked = shelf.folder / f".{SOLO}.yaml.part"
    blocked.mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        shelf.pull()
    assert not shelf.spoken
    blocked.rmdir()
    asked = len(host.asked_for(f"{SOLO}.onnx"))
    assert shelf.pull() == [SOLO]
    assert len(host.asked_for(f"{SOLO}.onnx")) == asked


def test_no_model_card(shelf, host):
    catalogue = json.loads(host.files["/piper/voices.json"])
    del catalogue[SOLO]["files"]["en/en_US/solo/medium/MODEL_CARD"]
    host.files["/piper/voices.json"] = json.dumps(catalogue).encode()
    shelf.pull()
    assert read_voice(shelf.folder / f"{SOLO}.yaml").licence == "see MODEL_CARD"
