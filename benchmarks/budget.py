"""`python -m benchmarks.budget`: what a request costs, process by process, in CPU time of the whole server under load.

Sentences that nobody asked for before, by 8 callers, as pcm. What the server uses while nobody asks is shown apart, for
it is there however many requests there are. Where the engine's share goes says `benchmarks.piper`.
"""

import argparse
import asyncio
import secrets
import time
from collections import Counter
from pathlib import Path

import psutil

from benchmarks.latency import running
from benchmarks.load.plan import Plan
from benchmarks.load.run import under_load
from benchmarks.serving import ROOT, Server, called

IDLE_S = 10


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--voice", type=Path, help="a Piper file, X.onnx; none: the default voice")
    arguments.add_argument("--callers", type=int, default=8)
    arguments.add_argument("--seconds", type=float, default=20)
    chosen = arguments.parse_args()
    voices = [chosen.voice] if chosen.voice else []
    with running(ROOT / "serve_config.yaml", *voices) as server:
        report(server, chosen.voice.stem if chosen.voice else None, chosen.callers, chosen.seconds)


def report(server: Server, voice: str | None, callers: int, seconds: float) -> None:
    plan = Plan("openai", server.url, "sentences", 3, secrets.randbits(32), concurrency=callers, voice=voice)
    asyncio.run(under_load(plan))
    before = cpu_us(server)
    time.sleep(IDLE_S)
    idle = cpu_us(server)
    plan = Plan("openai", server.url, "sentences", seconds, secrets.randbits(32), concurrency=callers, voice=voice)
    outcomes = asyncio.run(under_load(plan)).outcomes()
    after = cpu_us(server)
    audio_s, took_s = (
        sum(each.audio_s for each in outcomes),
        max(each.due_s + each.latency_ms / 1000 for each in outcomes),
    )
    print(f"{len(outcomes)} requests, {audio_s / took_s:.1f} audio-s/s, {audio_s / len(outcomes):.2f} s of audio each")
    print(f"{'':24}{'us per request':>16}{'us per audio s':>16}{'idle, us per s':>16}")
    for name, used_us in (after - idle).most_common():
        columns = (used_us / len(outcomes), used_us / audio_s, (idle[name] - before[name]) / IDLE_S)
        print(f"{name:24}" + "".join(f"{column:16,.0f}" for column in columns))
    total_us = (after - idle).total()
    print(f"{'all':24}{total_us / len(outcomes):16,.0f}{total_us / audio_s:16,.0f}")


def cpu_us(server: Server) -> Counter[str]:
    """CPU microseconds that each of its processes has used, by what it is."""
    used = Counter[str]()
    for process in server.processes():
        try:
            name, times = called(process), process.cpu_times()
        except psutil.Error:
            continue
        used[name] += round((times.user + times.system) * 1e6)
    return used


if __name__ == "__main__":
    main()
