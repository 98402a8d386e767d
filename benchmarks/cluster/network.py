"""A network of its own on this machine: a bridge, and a network namespace per host, whose line can be cut."""

import os
import secrets
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

BITS = 24


class NoNetwork(RuntimeError):
    """Namespaces cannot be made here; the message says what is missing."""


class Network:
    """A bridge on which this process has the last address. Raises NoNetwork where that is not allowed."""

    def __init__(self) -> None:
        self.name = f"dcl{secrets.token_hex(3)}"
        self._prefix = free_prefix()
        self._hosts: dict[str, str] = {}
        self.address = f"{self._prefix}.254"
        check_capability()
        ip("link", "add", self.name, "type", "bridge")
        ip("addr", "add", f"{self.address}/{BITS}", "dev", self.name)
        ip("link", "set", self.name, "up")

    def add(self, host: str) -> str:
        """A host of that name (at most four letters); returns its address."""
        address = f"{self._prefix}.{len(self._hosts) + 1}"
        space, line = self.namespace(host), self._line(host)
        self._hosts[host] = address
        ip("netns", "add", space)
        ip("link", "add", line, "type", "veth", "peer", "name", "eth0", "netns", space)
        ip("link", "set", line, "master", self.name, "up")
        ip("-n", space, "link", "set", "lo", "up")
        ip("-n", space, "addr", "add", f"{address}/{BITS}", "dev", "eth0")
        ip("-n", space, "link", "set", "eth0", "up")
        ip("-n", space, "route", "add", "default", "via", self.address)
        return address

    def namespace(self, host: str) -> str:
        return f"{self.name}-{host}"

    def cut(self, host: str) -> None:
        """Nothing goes in or out any more, and nobody is told."""
        ip("link", "set", self._line(host), "down")

    def heal(self, host: str) -> None:
        ip("link", "set", self._line(host), "up")

    def close(self) -> None:
        for host in self._hosts:
            for words in (("link", "delete", self._line(host)), ("netns", "delete", self.namespace(host))):
                with suppress(NoNetwork):
                    ip(*words)
        ip("link", "delete", self.name)

    def _line(self, host: str) -> str:
        return f"{self.name}{host}"


def check_capability() -> None:
    """Raise NoNetwork with what is missing."""
    if os.geteuid() != 0:
        raise NoNetwork("network namespaces need root")
    for program in ("ip", "unshare"):
        if shutil.which(program) is None:
            raise NoNetwork(f"network namespaces need the program '{program}' (Debian: iproute2, util-linux)")


def free_prefix() -> str:
    """The first three bytes of addresses that no bridge of this machine has."""
    taken = Path("/proc/net/fib_trie").read_text()
    return next(prefix for n in range(1, 255) if (prefix := f"10.213.{n}") not in taken)


def ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)  # noqa: S607
    if done.returncode:
        raise NoNetwork(f"ip {' '.join(words)}: {done.stderr.strip()}")
