"""Environments of the peers: each has a virtual environment of its own, made once from the registry."""

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.serving import ROOT

FOLDER = ROOT / "var/peers"
TORCH = ROOT / "requirements/torch.txt"
PIPER = ("piper-tts==1.8.0", "flask==3.1.3")
PACKAGES: dict[str, tuple[str, ...]] = {
    "piper": PIPER,
    "wyoming": ("wyoming-piper==2.5.2", "piper-tts==1.8.0"),
    "coqui": ("-r", str(TORCH), "flask==3.1.3", "flask-cors==6.0.5"),
}


def python(name: str) -> Path:
    """The interpreter that has what a peer needs. Raises subprocess.CalledProcessError when it cannot be installed."""
    folder = FOLDER / name
    made = folder / ".made"
    if not made.exists() or made.read_text() != str(PACKAGES[name]):
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install(folder, *PACKAGES[name])
        if name == "coqui":
            complete_coqui(folder)
        made.write_text(str(PACKAGES[name]))
    return folder / "bin/python"


def install(folder: Path, *packages: str) -> None:
    quiet = ("-q", "--disable-pip-version-check")
    subprocess.run([folder / "bin/python", "-m", "pip", "install", *quiet, *packages], check=True)


def complete_coqui(folder: Path) -> None:
    """It wants these two without what they depend on; on a torch for CPUs torchaudio's libraries would not load."""
    install(folder, "--no-deps", "torchaudio==2.11.0", "torchcodec==0.15.0")
    for library in folder.glob("lib/python3*/site-packages/torchaudio/lib/*.so"):
        library.unlink()


def version(name: str, package: str) -> str:
    show = f"import importlib.metadata as m; print(m.version({package!r}))"
    done = subprocess.run([python(name), "-c", show], check=True, capture_output=True, text=True)
    return done.stdout.strip()
