"""`python -m benchmarks.own`: a server as it is installed, under rising load, as a page in var/bench.html.

Sentences that nobody asked for before by 1 to 32 callers as pcm, then short prompts of which some return at rising
rates as mp3: what `make bench` shows of a change to the server.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.latency import running
from benchmarks.serving import ROOT

SWEEPS = {
    "sentences": ("--workload", "sentences", "--format", "pcm", "--concurrency", "1,8,32"),
    "phrases": ("--workload", "phrases", "--format", "mp3", "--rate", "5,10,20,40"),
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--duration", type=float, default=10, help="seconds of each run")
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--into", type=Path, default=ROOT / "var", help="folder of bench.html and its figures")
    chosen = arguments.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    files = {name: chosen.into / f"bench-{name}.json" for name in SWEEPS}
    with running(ROOT / "serve_config.yaml") as server:
        at = ("--driver", "openai", "--target", server.url, "--server-pid", str(server.process.pid))
        for name, load in SWEEPS.items():
            times = ("--duration", str(chosen.duration), "--repeat", str(chosen.repeat), "--json", str(files[name]))
            harness("sweep", *at, *load, *times)
    harness("report", *map(str, files.values()), "--html", str(chosen.into / "bench.html"))


def harness(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "benchmarks", *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
