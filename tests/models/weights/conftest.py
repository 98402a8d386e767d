"""A server that plays the catalogue, on real sockets, and does what is asked of it first."""

import hashlib
import json
import ssl
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from models.voice import Voices
from models.weights.catalogue import Catalogue, Entry
from models.weights.piper import PiperVoices
from models.weights.progress import Progress
from models.weights.web import Web

TLS = ssl.create_default_context()
VOICES = Path(__file__).parents[1] / "voices"
CARD = "# Model card for solo\n\n* Language: en_US\n\n## Dataset\n\n* License: CC0 1.0\n"
SOLO, DUO = "en_US-solo-medium", "en_GB-duo-low"


@dataclass
class Fault:
    """What the server does in place of what it should, once."""

    status: int | None = None
    """Answers with this."""
    sent: int | None = None
    """Closes the connection after so many bytes of the body."""
    until: threading.Event | None = None
    """Waits for it before it closes."""
    then: Callable[[], None] | None = None
    """Does this before it closes."""
    broken: int | None = None
    """This byte of the file is another."""
    length: int | None = None
    """Promises so many bytes."""
    chunked: bool = False
    """Promises no length."""
    whole: bool = False
    """Knows no ranges."""
    heedless: bool = False
    """Knows ranges, but not If-Range."""
    strange: bool = False
    """Begins elsewhere than it was asked to."""


class Asked(NamedTuple):
    path: str
    range: str | None
    status: int


@dataclass
class Host:
    """Files by path, and what went wrong with them and is to go wrong."""

    files: dict[str, bytes]
    url: str = ""
    etags: dict[str, str] = field(default_factory=dict)
    faults: dict[str, deque[Fault]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    reached: threading.Event = field(default_factory=threading.Event)
    """A fault with `until` is waiting."""

    def fail(self, ending: str, *faults: Fault) -> None:
        self.faults[ending] = deque(faults)

    def fault(self, path: str) -> Fault:
        for ending, faults in self.faults.items():
            if path.endswith(ending) and faults:
                return faults.popleft()
        return Fault()

    def etag(self, path: str) -> str:
        return self.etags.get(path, f'"{hashlib.md5(self.files[path], usedforsecurity=False).hexdigest()}"')

    def asked_for(self, ending: str) -> list[Asked]:
        return [each for each in self.asked if each.path.endswith(ending)]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def host(self) -> Host:
        return self.server.host

    def do_GET(self) -> None:
        fault = self.host.fault(self.path)
        if fault.status or self.path not in self.host.files:
            self._answer(fault.status or 404, {}, b"", fault)
            return
        data, headers = self.host.files[self.path], {"ETag": self.host.etag(self.path)}
        if fault.broken is not None:
            data = data[: fault.broken] + bytes([data[fault.broken] ^ 1]) + data[fault.broken + 1 :]
        start = self._start(fault, headers["ETag"])
        if start is None:
            self._answer(200, headers, data, fault)
        elif start >= len(data):
            self._answer(416, {"Content-Range": f"bytes */{len(data)}"}, b"", fault)
        else:
            span = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"}
            self._answer(206, headers | span, data[start:], fault)

    def _start(self, fault: Fault, etag: str) -> int | None:
        asked = self.headers.get("Range")
        same = fault.heedless or self.headers.get("If-Range") in (None, etag)
        if asked is None or fault.whole or not same:
            return None
        return int(asked.removeprefix("bytes=").removesuffix("-")) - fault.strange

    def _answer(self, status: int, headers: dict[str, str], body: bytes, fault: Fault) -> None:
        self.host.asked.append(Asked(self.path, self.headers.get("Range"), status))
        self.send_response(status)
        length = {"Content-Length": str(len(body) if fault.length is None else fault.length)}
        for name, value in (headers | ({"Transfer-Encoding": "chunked"} if fault.chunked else length)).items():
            self.send_header(name, value)
        self.end_headers()
        sent = body[: fault.sent]
        self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(sent), sent) if fault.chunked else sent)
        if fault.sent is not None:
            self._break(fault)

    def _break(self, fault: Fault) -> None:
        if fault.until is not None:
            self.host.reached.set()
            fault.until.wait(20)
        if fault.then is not None:
            fault.then()
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Silent."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    host: Host

    def handle_error(self, *_: object) -> None:
        """A client that leaves early is what some tests are about."""


def entry(path: str, key: str, files: dict[str, bytes], speakers: dict[str, int]) -> dict[str, object]:
    code, name, quality = key.split("-")
    return {
        "key": key,
        "name": name,
        "language": {"code": code, "family": code[:2], "name_english": "English"},
        "quality": quality,
        "num_speakers": max(1, len(speakers)),
        "speaker_id_map": speakers,
        "files": {
            f"{path}/{file}": {
                "size_bytes": len(data),
                "md5_digest": hashlib.md5(data, usedforsecurity=False).hexdigest(),
            }
            for file, data in files.items()
        },
        "aliases": [f"{code}-{name}"],
    }


def voice_files(key: str, stem: str) -> dict[str, bytes]:
    model, description = VOICES / f"{stem}.onnx", VOICES / f"{stem}.onnx.json"
    return {
        f"{key}.onnx": model.read_bytes(),
        f"{key}.onnx.json": description.read_bytes(),
        "MODEL_CARD": CARD.encode(),
    }


@pytest.fixture
def publish() -> Callable[[Host], None]:
    """Writes the catalogue of what the host has."""

    def write(host: Host) -> None:
        voices = {}
        for key, speakers in ((SOLO, {}), (DUO, {"anna": 0, "otto": 1})):
            code, name, quality = key.split("-")
            path = f"{code[:2]}/{code}/{name}/{quality}"
            names = (f"{key}.onnx", f"{key}.onnx.json", "MODEL_CARD")
            files = {file: host.files[f"/piper/{path}/{file}"] for file in names}
            voices[key] = entry(path, key, files, speakers)
        host.files["/piper/voices.json"] = json.dumps(voices).encode()

    return write


@pytest.fixture
def host(publish: Callable[[Host], None], monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    # Reading the certificates takes longer than any of these tests.
    monkeypatch.setattr(httpx, "Client", partial(httpx.Client, verify=TLS))
    host = Host({})
    for key, path, stem in ((SOLO, "en/en_US/solo/medium", "solo"), (DUO, "en/en_GB/duo/low", "duo")):
        for name, data in voice_files(key, stem).items():
            host.files[f"/piper/{path}/{name}"] = data
    publish(host)
    with Server(("127.0.0.1", 0), Handler) as server:
        server.host = host
        host.url = f"http://127.0.0.1:{server.server_address[1]}/piper/voices.json"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield host
        server.shutdown()
        thread.join(5)


@pytest.fixture
def told() -> StringIO:
    """What the person at the keyboard is told."""
    return StringIO()


@pytest.fixture
def progress(told: StringIO) -> Progress:
    return Progress(told)


@pytest.fixture
def web(host: Host, progress: Progress) -> Iterator[Web]:
    web = Web(progress, first_pause_s=0.001)
    yield web
    web.close()


@dataclass
class Shelf:
    """Pulls into a folder of the test's own."""

    folder: Path
    host: Host
    web: Web
    progress: Progress

    @property
    def voices(self) -> PiperVoices:
        return PiperVoices(self.folder, self.progress)

    @property
    def here(self) -> list[str]:
        """Every file, by its path."""
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())

    @property
    def spoken(self) -> list[str]:
        """Ids of the voices that a server would find here."""
        built_in = Voices.built_in({"piper"})
        return [voice.id for voice in Voices.known({"piper"}, self.folder) if voice.id not in built_in]

    def entry(self, name: str = SOLO) -> Entry:
        return Catalogue(self.host.url, self.web.read(self.host.url)).find(name)

    def pull(self, name: str = SOLO, *speakers: str) -> list[str]:
        made = self.voices.pull(self.entry(name), self.host.url, speakers, self.web)
        return [voice.id for voice in made]


@pytest.fixture
def shelf(tmp_path: Path, host: Host, web: Web, progress: Progress) -> Shelf:
    return Shelf(tmp_path / "voices", host, web, progress)


@pytest.fixture
def fault() -> type[Fault]:
    return Fault
