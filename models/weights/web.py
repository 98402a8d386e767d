"""What is fetched by HTTP: timeouts, tries, and files that go on where they broke off."""

import shutil
from dataclasses import dataclass

import httpx

from models.weights.errors import Damaged, NoRoom
from models.weights.part import Part, digest
from models.weights.progress import Progress
from models.weights.tries import FIRST_PAUSE_S, persist

TIMEOUT = httpx.Timeout(30, connect=10)
"""Seconds; a server that is silent for so long is asked again."""
# Sizes, checksums and ranges are those of the file itself.
HEADERS = {"Accept-Encoding": "identity", "User-Agent": "declaim"}


@dataclass(frozen=True, slots=True)
class Remote:
    """A file to be fetched, and what is known of it beforehand."""

    url: str
    size_bytes: int | None = None
    md5: str | None = None


class Web:
    """Fetches by HTTP; `progress` is told how files and tries go."""

    def __init__(self, progress: Progress, first_pause_s: float = FIRST_PAUSE_S) -> None:
        self._client = httpx.Client(follow_redirects=True, timeout=TIMEOUT, headers=HEADERS)
        self._progress, self._first_pause_s = progress, first_pause_s

    def read(self, url: str) -> bytes:
        """A small file. Raises Unreachable, Refused."""
        return persist(url, self._get, self._progress.say, self._first_pause_s)

    def fetch(self, remote: Remote, part: Part) -> None:
        """Bring `part` to the whole file, whose size and checksum are right when this returns.

        What broke off goes on where it ended if the server has the same file still (RFC 9110: If-Range, 13.1.5), and
        starts again if not. Raises Unreachable, Refused, NoRoom, OSError, after which the part may be gone on with,
        and Damaged, after which it is deleted.
        """
        expected = remote.size_bytes or part.expected_bytes
        if expected is None or part.size_bytes != expected:
            persist(remote.url, lambda _: self._receive(remote, part), self._progress.say, self._first_pause_s)
        self._check(remote, part)

    def close(self) -> None:
        self._client.close()

    def _get(self, url: str) -> bytes:
        return self._client.get(url).raise_for_status().content

    def _receive(self, remote: Remote, part: Part) -> None:
        """One try."""
        going_on = {"Range": f"bytes={part.size_bytes}-", "If-Range": part.etag} if part.etag else {}
        with self._client.stream("GET", remote.url, headers=going_on) as response:
            if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE or not _fits(response, part):
                part.discard()
                raise httpx.RemoteProtocolError("it does not go on where the file broke off")
            response.raise_for_status()
            total = _total(response)
            if None not in (total, remote.size_bytes) and total != remote.size_bytes:
                raise _damaged(remote, part, f"it has {total} bytes and should have {remote.size_bytes}")
            if response.status_code != httpx.codes.PARTIAL_CONTENT:
                part.begin(response.headers.get("ETag"), total)
            self._write(response, remote, part, remote.size_bytes or total)

    def _write(self, response: httpx.Response, remote: Remote, part: Part, total: int | None) -> None:
        _check_room(part, total)
        done = part.size_bytes
        with part.append() as file:
            for piece in response.iter_raw():
                self._progress.at(part.whole.name, done, total)
                done += len(piece)
                if total is not None and done > total:
                    raise _damaged(remote, part, f"more came than the {total} bytes that it should have")
                file.write(piece)
        self._progress.at(part.whole.name, done, total)

    def _check(self, remote: Remote, part: Part) -> None:
        expected = remote.size_bytes or part.expected_bytes
        if expected is not None and part.size_bytes != expected:
            raise _damaged(remote, part, f"it has {part.size_bytes} bytes and should have {expected}")
        if remote.md5 is not None and digest(part.path, "md5") != remote.md5:
            raise _damaged(remote, part, f"its MD5 is not {remote.md5}")


def _fits(response: httpx.Response, part: Part) -> bool:
    """Whether the answer is the whole file, or the rest of the same one; not every server heeds If-Range."""
    if response.status_code != httpx.codes.PARTIAL_CONTENT:
        return True
    begins = response.headers.get("Content-Range", "").startswith(f"bytes {part.size_bytes}-")
    return begins and response.headers.get("ETag") in (None, part.etag)


def _total(response: httpx.Response) -> int | None:
    """The whole file's size in bytes, where the answer tells it."""
    if response.status_code == httpx.codes.PARTIAL_CONTENT:
        told = response.headers.get("Content-Range", "").rpartition("/")[2]
    else:
        told = response.headers.get("Content-Length", "")
    return int(told) if told.isdecimal() else None


def _check_room(part: Part, total: int | None) -> None:
    """Better told before than after a gigabyte."""
    needed = (total or 0) - part.size_bytes
    free = shutil.disk_usage(part.path.parent).free
    if needed > free:
        raise NoRoom(str(part.path.parent), needed, free)


def _damaged(remote: Remote, part: Part, why: str) -> Damaged:
    part.discard()
    return Damaged(remote.url, why)
