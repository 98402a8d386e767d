"""A node of a cluster: Ray in namespaces of its own (network, processes, its places below /tmp), as a pod has them."""

import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.cluster.network import Network

ROOT = Path(__file__).parent.parent.parent
PLACES = ("/tmp/ray", "/tmp/haproxy-serve")  # noqa: S108 - where Ray and Serve write, one node per machine
GCS_PORT = 6379


class Node:
    """Started with `start`, and dead with everything in it after `kill`."""

    def __init__(
        self, name: str, network: Network, folder: Path, environment: Mapping[str, str], head: str | None = None
    ) -> None:
        """`head`: the address of the head; None for the head itself, which gets no work."""
        self.name, self.address = name, network.add(name)
        self._network, self._folder, self._environment, self._head = network, folder / name, environment, head
        self._process: subprocess.Popen[bytes] | None = None
        self.log = self._folder / "node.log"
        self._folder.mkdir()

    def start(self) -> None:
        """Anew, with nothing left of an earlier one."""
        space = ["ip", "netns", "exec", self._network.namespace(self.name)]
        apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", self._script()]
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                [*space, *apart], cwd=ROOT, env=dict(self._environment), stdout=log, stderr=log, start_new_session=True
            )

    def _script(self) -> str:
        """The shell stays, as the first process of its namespace: when it goes all others do."""
        lines = ["set -e"]
        for place in PLACES:
            own = self._folder / Path(place).name
            lines += [f"rm -rf {own}", f"mkdir -p {own} {place}", f"mount --bind {own} {place}"]
        lines += ["mount -t tmpfs -o size=512m none /dev/shm", shlex.join(self._ray()), "exit"]
        return "\n".join(lines)

    def _ray(self) -> list[str]:
        command = [str(Path(sys.executable).with_name("ray")), "start", "--block", "--disable-usage-stats"]
        command += [f"--node-ip-address={self.address}", f"--object-store-memory={200 * 2**20}"]
        if self._head is None:
            command += ["--head", f"--port={GCS_PORT}", "--num-cpus=0", "--dashboard-host=0.0.0.0"]
        else:
            command += [f"--address={self._head}:{GCS_PORT}", "--num-cpus=2"]
        return command

    @property
    def ended(self) -> bool:
        """By itself."""
        return self._process is not None and self._process.poll() is not None

    @property
    def sessions(self) -> Path:
        """What Ray of this node wrote."""
        return self._folder / "ray"

    def kill(self) -> None:
        """Every process of it, at once."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(10)
            self._process = None
