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
    running = Server(home, with_torch(home)).wait_until_ready()
    yield running
    ours = running.processes()
    running.process.kill()
    running.process.wait(5)
    left = alive(ours, timeout_s=15)
    for process in left:
        process.kill()
    assert not left


def with_torch(home: Path) -> Path:
    """The configuration with the engines of torch in it, and a voice for one of them: the other one clones."""
    # Here, because torch takes seconds, which other tests need not wait.
    from benchmarks.engines import random_vits, random_xtts  # noqa: PLC0415

    random_xtts.make(home / "xtts", stop_bias=3.0, gpt_max_audio_tokens=40, **random_xtts.SMALL)
    random_vits.write(home / "voices/small", random_vits.small(("anna", "otto")))
    (home / "voices/small.yaml").write_text(VITS)
    config = yaml.safe_load(CONFIG.read_text())
    application = config["applications"][0]
    application["args"]["engines"]["vits"] = {"device": "cpu"}
    application["args"]["engines"]["xtts"] = {"device": "cpu", "model": str(home / "xtts"), "slots": 4}
    like = application["deployments"][-1]
    application["deployments"] += [{**like, "name": f"Synthesizer-{engine}"} for engine in ("vits", "xtts")]
    path = home / "config.yaml"
    path.write_text(yaml.safe_dump(config))
    return path
