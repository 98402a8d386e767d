"""Packages that Triton's environment lacks, from the one in which Declaim runs: torch need not be there twice."""

import sys
from importlib.machinery import PathFinder

from models.errors import EngineUnavailable
from models.triton.serving.tritonserver import ROOT

LENDER = f"{ROOT}/.venv/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
"""What the Makefile fills. Packages of another Python would not load."""

NEEDS = {"espeak": "espeakng_loader", "vits": "TTS", "xtts": "TTS"}
"""A package that is there where an engine can run."""


def borrow() -> None:
    """Import from there what is not here. What is here comes first: numpy above all, see requirements/triton.txt."""
    if LENDER not in sys.path:
        sys.path.append(LENDER)


def check(engine: str) -> None:
    """Raise EngineUnavailable when neither has what the engine needs."""
    needed = NEEDS.get(engine)
    if needed is not None and PathFinder.find_spec(needed, [*sys.path, LENDER]) is None:
        remedy = "`make torch` puts it there" if needed == "TTS" else "`make serve` puts it there"
        raise EngineUnavailable(engine, f"Triton's environment has no {needed}, and {LENDER} neither: {remedy}.")
