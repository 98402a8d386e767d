"""Images and Compose, as far as that goes without a Docker daemon."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from deployments.config import read_config
from k8s.check.redis import KEPT
from k8s.check.serving import secrets

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]


def instructions(word: str) -> list[list[str]]:
    text = re.sub(r"\\\n", " ", DOCKERFILE)
    return [shlex.split(line)[1:] for line in text.splitlines() if line.startswith(f"{word} ")]


def copied() -> list[str]:
    """Paths that come from the repository."""
    lines = [line for line in instructions("COPY") if not line[0].startswith("--from=")]
    return [source for line in lines for source in line[:-1]]


def ignored(path: str) -> bool:
    """As .dockerignore has it: of the patterns that match a path or a folder above it, the last one decides."""
    hidden = False
    for pattern in (ROOT / ".dockerignore").read_text().splitlines():
        if pattern and not pattern.startswith("#"):
            above = [path, *map(str, Path(path).parents)]
            plain = pattern.removeprefix("!").removeprefix("**/")
            anywhere = pattern.startswith("**/")
            if any(fnmatch(Path(it).name if anywhere else it, plain) for it in above if it != "."):
                hidden = not pattern.startswith("!")
    return hidden


def test_what_is_copied_is_there_and_not_hidden():
    assert {
        "requirements/serve.txt",
        "requirements/triton-client.txt",
        "requirements/torch.txt",
        "client",
        "models",
        "deployments",
    } <= set(copied())
    for path in copied():
        assert (ROOT / path).exists(), path
        assert not ignored(path), path


@pytest.mark.parametrize("path", [".env", ".git/config", "var/x", "tests/conftest.py", "models/__pycache__/engine.pyc"])
def test_nothing_else_goes_to_the_builder(path):
    assert ignored(path)


def test_voices_are_in_the_image():
    assert not ignored("models/voices/declaim.onnx")


def test_what_is_copied_is_enough_to_serve(tmp_path):
    """In a folder of its own, and read as `python -m deployments` does."""
    for path in copied():
        if (ROOT / path).is_dir():
            shutil.copytree(ROOT / path, tmp_path / path, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (tmp_path / path).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / path, tmp_path / path)
    script = """if True:
        from pathlib import Path
        from deployments.config import read_config
        from deployments.settings import Secrets
        import deployments.drain, deployments.embedded, models.piper.engine
        config = read_config(Path("serve_config.yaml"), Secrets())
        print(Path(deployments.drain.__file__).parent, config.applications[0].name)
    """
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.stdout.split() == [f"{tmp_path}/deployments", "declaim"], ran.stderr


def test_both_images_end_as_nobody_special_with_the_application_on_the_path():
    stages = {re.split(r"\s+", text)[2]: text for text in re.split(r"(?m)^FROM ", DOCKERFILE)[1:]}
    assert {"cpu", "cuda"} < stages.keys()
    assert list(stages)[-1] == "cpu", "the last stage is built when none is named"
    assert "PYTHONPATH=/app" in stages["server"]
    assert "USER 1000:1000" in stages["server"]
    assert re.findall(r"(?m)^USER (.*)", stages["cuda"])[-1] == "1000:1000"
    assert not re.findall(r"(?m)^ADD |--chown=root|https?://", DOCKERFILE)


def test_nothing_is_pulled_but_the_base():
    """A `# syntax` line would be one image more, wherever the base comes from."""
    stages = {line[2] for line in instructions("FROM") if len(line) == 3}
    assert {line[0] for line in instructions("FROM")} - stages == {"python:3.11-slim-bookworm"}
    assert not re.search(r"(?m)^# *syntax *=", DOCKERFILE)


def test_torch_has_the_companions_that_make_gives_it():
    wanted = re.search(r"--no-deps (torchaudio==\S+ torchcodec==\S+)", (ROOT / "Makefile").read_text())
    assert wanted
    assert wanted[1] in DOCKERFILE


def test_only_loopback_reaches_what_compose_publishes():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert all(re.match(r"(127\.0\.0\.1|\[::1\]):\d+:\d+$", port) for port in ports)


def test_every_service_tells_how_it_is_and_waits_for_those_it_needs():
    for name, service in SERVICES.items():
        assert "healthcheck" in service or name == "bucket", name
        for other, wait in service.get("depends_on", {}).items():
            healthy = "healthcheck" in SERVICES[other]
            assert wait == {"condition": "service_healthy" if healthy else "service_completed_successfully"}
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in COMPOSE["volumes"] or source == "./voices" or (ROOT / source).is_file(), volume


def test_no_secret_is_in_compose_and_those_it_wants_are_in_the_example():
    text = (ROOT / "compose.yaml").read_text()
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("KEY|PASSWORD|AUTH|_URL|MC_HOST", name):
                assert "${" in value, name
    wanted = set(re.findall(r"\$\{(\w+)", text))
    page = (ROOT / "docs/operations.md").read_text()
    example = re.search(r"printf '(.*?)'", page[page.index("## Docker on one host") :], re.DOTALL)
    assert example
    assert set(re.findall(r"(\w+)=%s", example[1].replace(r"\n", " "))) == wanted


def test_declaim_starts_with_what_compose_tells_it():
    told = {
        name: re.sub(r"\$\{\w+[^}]*\}", "word", value) for name, value in SERVICES["declaim"]["environment"].items()
    }
    assert read_config(ROOT / "serve_config.yaml", secrets(told)).applications[0].name == "declaim"
    hosts = {name for name in SERVICES if f"@{name}:" in str(told) or f"//{name}:" in str(told)}
    assert hosts == {"redis-cache", "redis-queue", "minio"}


def test_the_queue_is_kept():
    (conf,) = [volume.split(":")[0] for volume in SERVICES["redis-queue"]["volumes"] if "redis.conf" in volume]
    lines = (ROOT / conf).read_text().splitlines()
    assert all(f"{name} {value}" in lines for name, value in KEPT.items())
    assert "queue:/data" in SERVICES["redis-queue"]["volumes"]
