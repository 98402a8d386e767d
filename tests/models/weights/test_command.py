"""The command: what it prints, its exit statuses, and what is left of it when it is killed."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from models.engine import Segment
from models.loading import load_engine
from models.voice import Voices
from models.weights import xtts
from models.weights.command import main

ROOT = Path(__file__).parents[3]
SOLO, DUO = "en_US-solo-medium", "en_GB-duo-low"


@pytest.fixture
def run(tmp_path, host, capsys):
    """Runs the command; its exit status, what it prints and what it tells."""

    def command(*arguments: str, url: str = host.url) -> tuple[int, str, str]:
        status = main(arguments, tmp_path, url)
        return status, *capsys.readouterr()

    return command


def test_list(run):
    run("pull", SOLO)
    status, printed, _ = run("list")
    assert status == 0
    assert [line.split() for line in printed.splitlines()] == [
        ["ID", "LANGUAGE", "QUALITY", "SIZE", "SPEAKERS", "INSTALLED"],
        [SOLO, "en-us", "medium", "0", "MB", "1", "yes"],
        [DUO, "en-gb", "low", "0", "MB", "2"],
        ["xtts_v2", "17", "languages", "-", "-", "-"],
    ]


def test_list_for_programs(run):
    listed = json.loads(run("list", "--json", "--language", "en_GB")[1])
    assert [each["id"] for each in listed] == [DUO, "xtts_v2"]
    assert listed[0] | {"size_bytes": 0} == {
        "id": DUO,
        "languages": ["en-gb"],
        "quality": "low",
        "size_bytes": 0,
        "speakers": 2,
        "installed": False,
    }
    for language, found in (("ja", ["xtts_v2"]), ("zh", ["xtts_v2"]), ("de_AT", ["xtts_v2"]), ("sv", [])):
        assert [each["id"] for each in json.loads(run("list", "--json", "--language", language)[1])] == found


def test_pull_and_remove(run, tmp_path):
    status, printed, told = run("pull", DUO)
    assert status == 0
    assert printed.startswith(f"Voice '{DUO}-anna' is here; licence: CC0 1.0\nVoice '{DUO}-otto' is here")
    assert f"{DUO}.onnx: 0.4 MB of 0.4 MB" in told
    assert run("pull", DUO, "--speaker", "anna")[0] == 0
    assert run("remove", DUO)[:2] == (0, f"'{DUO}' is removed.\n")
    assert not list((tmp_path / "voices").iterdir())


def test_another_folder(run, tmp_path):
    run("pull", SOLO, "--folder", str(tmp_path / "there"))
    assert (tmp_path / "there" / f"{SOLO}.yaml").exists()
    assert not (tmp_path / "voices").exists()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("pull", "en_US-sole-medium"), f"no 'en_US-sole-medium' in the catalogue. Nearest: {SOLO}."),
        (("pull", "xtts"), "Nearest: xtts_v2."),
        (("remove", SOLO), f"no '{SOLO}' among what was pulled here."),
        (("remove", "xtts_v2"), "no 'xtts_v2' among what was pulled here."),
        (("pull", DUO, "--speaker", "x"), "Speakers: anna, otto"),
        (("pull", "xtts_v2", "--accept-licence", "--speaker", "x"), "leave --speaker out"),
        (("pull", SOLO, "--folder", "/sys/declaim"), "/sys/declaim cannot be written or read: "),
        (("pull", SOLO, "--folder", "/dev/null"), f"/dev/null/{SOLO} cannot be written or read: "),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_told_and_fails(run, arguments, complaint):
    status, printed, told = run(*arguments)
    assert (status, printed) == (1, "")
    assert told.splitlines()[-1].startswith("declaim: ")
    assert complaint in told


def test_a_full_disk(run, tmp_path):
    folder = tmp_path / "voices" / SOLO
    folder.mkdir(parents=True)
    (folder / ".lock").touch()
    (folder / f"{SOLO}.onnx.part").symlink_to("/dev/full")
    status, _, told = run("pull", SOLO)
    assert status == 1
    assert f"{SOLO}.onnx.part cannot be written or read: No space left on device" in told
    assert not list((tmp_path / "voices").glob("*.yaml"))


def test_no_network(run, monkeypatch):
    monkeypatch.setattr("models.weights.tries.sleep", lambda _: None)
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/voices.json"
    status, _, told = run("pull", SOLO, url=url)
    assert status == 1
    for part in (url, "DECLAIM_CATALOGUE_URL", "README.md", "X.onnx and X.onnx.json"):
        assert part in told.splitlines()[-1]


def test_a_licence_is_never_accepted_by_default(run, host, tmp_path):
    status, _, told = run("pull", "xtts_v2")
    assert status == 2
    for part in ("Coqui Public Model License", "LICENSE.txt", "non-commercial", "pull xtts_v2 --accept-licence"):
        assert part in told
    assert not host.asked
    assert not list(tmp_path.iterdir())


def test_a_licence_that_is_accepted_is_shown_first(run, host, tmp_path):
    host.files |= {xtts.HOME + name: b"d41d8cd98f00b204e9800998ecf8427e" for name in xtts.NAMES}
    host.files[xtts.HOME + "model.pth"] = b""
    status, printed, told = run("pull", "xtts_v2", "--accept-licence")
    assert (status, printed) == (0, f"'xtts_v2' is here: {tmp_path / 'weights' / 'xtts_v2'}\n")
    assert told.index("non-commercial") < told.index("model.pth")
    assert run("remove", "xtts_v2")[0] == 0


def start(host, home: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"DECLAIM_HOME": str(home), "DECLAIM_CATALOGUE_URL": host.url}
    command = [sys.executable, "-m", "models.weights", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=environment, **pipes)


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    try:
        _, told = process.communicate(timeout=30)
    finally:
        process.kill()
    return process.returncode, told


@pytest.fixture
def stuck(host, fault):
    """The server sends a part of the model and then nothing, until the end of the test."""
    until = threading.Event()
    host.fail(f"{SOLO}.onnx", fault(sent=100_000, until=until))
    yield
    until.set()


def wait_for(part: Path) -> None:
    end = time.monotonic() + 20
    while not (part.exists() and part.stat().st_size > 50_000):
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.cluster
@pytest.mark.usefixtures("stuck")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_killed_in_the_middle(host, tmp_path, number):
    process, part = start(host, tmp_path, "pull", SOLO), tmp_path / "voices" / SOLO / f"{SOLO}.onnx.part"
    wait_for(part)
    process.send_signal(number)
    status, told = finish(process)
    assert status == (130 if number == signal.SIGINT else -number)
    assert ("the next pull goes on" in told) == (number == signal.SIGINT)
    assert not (tmp_path / "voices" / f"{SOLO}.yaml").exists()
    size = part.stat().st_size
    status, told = finish(start(host, tmp_path, "pull", SOLO))
    assert status == 0, told
    assert host.asked_for(f"{SOLO}.onnx")[-1].range == f"bytes={size}-"
    assert SOLO in Voices.known({"piper"}, tmp_path / "voices")


@pytest.mark.cluster
def test_two_processes_at_once(host, tmp_path, fault):
    until = threading.Event()
    host.fail(f"{SOLO}.onnx", fault(sent=100_000, until=until))
    first = start(host, tmp_path, "pull", SOLO)
    wait_for(tmp_path / "voices" / SOLO / f"{SOLO}.onnx.part")
    second = start(host, tmp_path, "pull", SOLO)
    assert "another pull or removal is at work" in second.stderr.readline().lower()
    until.set()
    results = [finish(first), finish(second)]
    assert [status for status, _ in results] == [0, 0], results
    assert [each.status for each in host.asked_for(f"{SOLO}.onnx")] == [200, 206]
    assert not list((tmp_path / "voices").rglob("*.part"))


@pytest.mark.cluster
def test_a_pulled_voice_speaks(host, tmp_path):
    status, told = finish(start(host, tmp_path, "pull", SOLO))
    assert status == 0, told
    voice = Voices.known({"piper"}, tmp_path / "voices")[SOLO]
    engine = load_engine("piper", {})
    engine.prepare(voice)

    async def speak() -> int:
        segment = Segment(text="hello there", language="en-us", request_id="1")
        return sum([len(chunk.samples) async for chunk in engine.synthesize(segment, voice)])

    try:
        assert asyncio.run(speak()) > voice.sample_rate // 10
    finally:
        engine.close()


@pytest.mark.cluster
def test_whoever_reads_the_list_may_stop(host, tmp_path):
    process = start(host, tmp_path, "list")
    process.stdout.close()
    process.wait(30)
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
