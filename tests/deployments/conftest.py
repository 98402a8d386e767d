"""One server for all tests that need the whole application."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from benchmarks.serving import Server, alive
from models.voice import BUILT_IN

CONFIG = Path(__file__).parent / "config.yaml"
VITS = """{id: small, name: Small, engine: vits, revision: "1", languages: [mt], model: small/model.pth, speaker: otto,
licence: Apache-2.0, sample_rate: 8000, gain_db: 0, max_chars: 400}"""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """It is killed in the end, and has to take everything with it even so."""
    home = tmp_path_factory.mktemp("home")
    (home / "voices").mkdir()
    fake = (BUILT_IN / "fake.yaml").read_text()
    (home / "voices/fragile.yaml").write_text(fake.replace("id: fake", "id: fragile") + "fallback: [espeak]\n")
    running = Server(home, with_vits(home)).wait_until_ready()
    yield running
    ours = running.processes()
    running.process.kill()
    running.process.wait(5)
    left = alive(ours, timeout_s=15)
    for process in left:
        process.kill()
    assert not left


def with_vits(home: Path) -> Path:
    """The configuration with another engine in it, and a voice for that."""
    from benchmarks.engines import random_vits  # noqa: PLC0415 - torch takes seconds, which other tests need not wait

    random_vits.write(home / "voices/small", random_vits.small(("anna", "otto")))
    (home / "voices/small.yaml").write_text(VITS)
    config = yaml.safe_load(CONFIG.read_text())
    application = config["applications"][0]
    application["args"]["engines"]["vits"] = {"device": "cpu"}
    application["deployments"].append({**application["deployments"][-1], "name": "Synthesizer-vits"})
    path = home / "config.yaml"
    path.write_text(yaml.safe_dump(config))
    return path
