"""A real S3 server in one process, OpenStack Swift: `python benchmarks/swift_server.py FOLDER [PORT]`.

Says `ready PORT` when it serves on 127.0.0.1. Everything is in FOLDER, whose file system must have extended attributes;
started again there, and on the same port, it has what it had. Account and key: `KEY` and `SECRET` of swift_process.py.
"""

import eventlet

eventlet.monkey_patch()  # before anything else is imported

import logging  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import eventlet.wsgi  # noqa: E402
from swift.common import storage_policy, utils, wsgi  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402

PARTS = ("account", "container", "object")

CONSTANTS = """
[swift-hash]
swift_hash_path_prefix = declaim
swift_hash_path_suffix = declaim
[storage-policy:0]
name = Policy-0
default = yes
"""

DEFAULTS = """
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
swift_dir = {conf}
devices = {devices}
mount_check = false
disable_fallocate = true
log_level = CRITICAL
"""

PART = """
[pipeline:main]
pipeline = {name}-server
[app:{name}-server]
use = egg:swift#{name}
"""

FILTERS = {
    "catch_errors": "",
    "gatekeeper": "",
    "healthcheck": "",
    "listing_formats": "",
    "s3api": "dns_compliant_bucket_names = true\nlocation = us-east-1",
    "tempauth": "user_test_tester = testing .admin",
    "bulk": "delete_concurrency = 8",
    "slo": "",
    "dlo": "",
    "versioned_writes": "allow_object_versioning = true",
    "symlink": "",
}

PROXY = f"""
[pipeline:main]
pipeline = {" ".join(FILTERS)} proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
"""


def serve(folder: Path, port: int) -> None:
    listeners = {name: listen(0) for name in PARTS} | {"proxy": listen(port)}
    ports = {name: listener.getsockname()[1] for name, listener in listeners.items()}
    conf = configure(folder, ports)
    utils.set_swift_dir(str(conf))
    storage_policy.reload_storage_policies()
    utils.disable_fallocate()
    threads = [eventlet.spawn(answer, listener, conf / f"{name}.conf") for name, listener in listeners.items()]
    print(f"ready {ports['proxy']}", flush=True)
    for thread in threads:
        thread.wait()


def listen(port: int) -> socket.socket:
    listener: socket.socket = eventlet.listen(("127.0.0.1", port), backlog=1024, reuse_port=False)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or 40 ms for every GET
    return listener


def configure(folder: Path, ports: dict[str, int]) -> Path:
    """The folder of the configuration, written anew: the ports behind the proxy are others each time."""
    conf, devices = folder / "conf", folder / "srv"
    conf.mkdir(parents=True, exist_ok=True)
    (devices / "d1").mkdir(parents=True, exist_ok=True)
    (conf / "swift.conf").write_text(CONSTANTS)
    for name, port in ports.items():
        text = DEFAULTS.format(port=port, conf=conf, devices=devices)
        (conf / f"{name}.conf").write_text(text + (PROXY + filters() if name == "proxy" else PART.format(name=name)))
    for name in PARTS:
        ring(ports[name]).save(str(conf / f"{name}.ring.gz"))
    return conf


def filters() -> str:
    return "".join(f"[filter:{name}]\nuse = egg:swift#{name}\n{options}\n" for name, options in FILTERS.items())


def ring(port: int) -> Any:
    """One device, which has everything."""
    builder = RingBuilder(1, 1, 0)
    place = {"ip": "127.0.0.1", "port": port, "replication_ip": "127.0.0.1", "replication_port": port}
    builder.add_dev({"region": 1, "zone": 1, "device": "d1", "weight": 1.0, "meta": "", **place})
    builder.rebalance()
    return builder.get_ring()


def answer(listener: socket.socket, conf: Path) -> None:
    quiet = logging.getLogger("swift-server")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    eventlet.wsgi.server(
        listener,
        wsgi.loadapp(str(conf)),
        quiet,
        protocol=wsgi.SwiftHttpProtocol,
        custom_pool=eventlet.GreenPool(512),
        capitalize_response_headers=False,
        debug=False,
    )


if __name__ == "__main__":
    serve(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
