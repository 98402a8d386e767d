"""`python -m benchmarks.peers`: Declaim beside other servers, and beside what the cores give without one.

The same voice, texts and machine, one server after another, each started, warmed, measured and stopped in every round.
The client runs on the same cores. docs/performance.md has the table, which this writes.
"""

import argparse
import asyncio
import json
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.load.machine import machine
from benchmarks.peers import environment, tables
from benchmarks.peers.measure import Load, measured, short_texts, warm
from benchmarks.peers.peer import PEERS, Running, declaim
from benchmarks.peers.voice import VOICES, PeerVoice, make
from benchmarks.serving import ROOT

Round = dict[str, dict[str, Any]]
"""Figures by server and load."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--voices", nargs="+", choices=VOICES, default=list(VOICES))
    arguments.add_argument("--sentences", type=int, nargs="+", default=[8, 32], metavar="N", help="callers at once")
    arguments.add_argument("--long", type=int, nargs="+", default=[1, 8, 32], metavar="N", help="callers at once")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seconds", type=float, default=15, help="of each load with sentences")
    arguments.add_argument("--json", type=Path, default=ROOT / "var/peers.json", help="all figures of all rounds")
    arguments.add_argument("--write", type=Path, metavar="FILE.md", help="put the tables between its marks")
    chosen = arguments.parse_args()
    loads = [*(Load("sentences", n) for n in chosen.sentences), *(Load("1,000 characters", n) for n in chosen.long)]
    report: dict[str, Any] = {"machine": machine(), "versions": {peer.name: peer.version() for peer in PEERS}}
    report["voices"] = {name: [] for name in chosen.voices}
    for n in range(chosen.rounds):
        for name in chosen.voices:
            make(VOICES[name])
            report["voices"][name].append(one_round(VOICES[name], loads, chosen.seconds, n))
            chosen.json.parent.mkdir(parents=True, exist_ok=True)
            chosen.json.write_text(json.dumps(report, indent=1))
    text = tables.markdown(report)
    print(text)
    if chosen.write:
        chosen.write.write_text(tables.between_marks(chosen.write.read_text(), text))


def one_round(voice: PeerVoice, loads: Sequence[Load], seconds: float, n: int) -> Round:
    found: Round = {"limit": {"sentences": limit(voice, seconds, n)}}
    for peer in PEERS:
        if voice.name in peer.speaks:
            found[peer.name] = served(peer.driver, peer.running(voice), loads, seconds, n)
    found["Declaim"] = served("openai", declaim(voice), loads, seconds, n)
    return found


def served(
    driver: str, started: AbstractContextManager[Running], loads: Sequence[Load], seconds: float, n: int
) -> dict[str, Any]:
    with started as server:
        asyncio.run(warm(driver, server))
        found = {}
        for load in loads:
            found[load.name] = asdict(asyncio.run(measured(driver, server, load, seconds, seed(load, n))))
            print(driver, load.name, found[load.name], flush=True)
        return found


def seed(load: Load, n: int) -> int:
    return 1000 * n + load.callers


def limit(voice: PeerVoice, seconds: float, n: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        texts = short_texts(Path(folder, "texts"), n)
        script = Path(__file__).with_name("limit.py")
        command = list(map(str, [environment.python("piper"), script, voice.onnx, texts, "--seconds", seconds]))
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    print("limit", figures, flush=True)
    return figures


if __name__ == "__main__":
    main()
