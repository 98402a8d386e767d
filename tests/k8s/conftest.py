"""Manifests with one thing wrong in them."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.serving import ROOT
from k8s.check import __main__
from k8s.check.__main__ import main
from k8s.check.build import Build, NoKubectl, build, kubectl

Complaints = Callable[..., str]


@pytest.fixture(autouse=True)
def without_kuberays_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found must not depend on whether its file is at hand."""
    monkeypatch.delenv("DECLAIM_KUBERAY_CRD", raising=False)


@pytest.fixture(scope="session")
def program() -> str:
    try:
        return kubectl()
    except NoKubectl as error:
        pytest.fail(str(error)) if os.environ.get("CI") else pytest.skip(str(error))


@pytest.fixture(scope="session")
def gpu(program: str) -> Build:
    """What the overlay with most in it makes."""
    return build(program, ROOT / "k8s/overlays/gpu")


@pytest.fixture
def complaints(
    program: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Complaints:
    """What is said of one overlay, without the others, once `new` took the place of `old` in a file of k8s/."""

    monkeypatch.setattr(__main__, "kubectl", lambda: program)  # asking it for its version takes as long as the rest

    def changed(file: str, old: str, new: str, *, overlay: str = "cpu", rc: int = 1) -> str:
        folder = copied(tmp_path / "k8s", overlay)
        text = (folder / file).read_text()
        assert old in text
        (folder / file).write_text(text.replace(old, new))
        capsys.readouterr()
        assert main([str(folder)]) == rc
        return capsys.readouterr().out

    return changed


def copied(folder: Path, overlay: str) -> Path:
    shutil.copytree(ROOT / "k8s", folder, ignore=shutil.ignore_patterns("check", "__pycache__"))
    uses = (folder / "overlays" / overlay / "kustomization.yaml").read_text()
    for other in [*folder.glob("overlays/*"), *folder.glob("components/*")]:
        if other.name != overlay and f"components/{other.name}" not in uses:
            shutil.rmtree(other)
    return folder
