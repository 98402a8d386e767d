"""`python -m benchmarks.served --device cuda --model full`: the engine xtts through the whole server.

Random weights never find the end of a text, so every sentence takes as many codes as the model may say: 100, which are
4.6 s. What `benchmarks.engines` measures is the same engine without a server. Wants Redis, for more than one Encoder.
"""

import argparse
import asyncio
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from benchmarks.budget import cpu_us
from benchmarks.engines import random_xtts
from benchmarks.engines.xtts import NEVER
from benchmarks.load.plan import Plan
from benchmarks.load.quantiles import percentiles
from benchmarks.load.run import under_load
from benchmarks.redis_process import RedisProcess
from benchmarks.serving import ROOT, Server

SIZES: dict[str, dict[str, Any]] = {"small": random_xtts.SMALL, "full": {}}
CODES = 100
VOICE = """{id: nobody, name: Nobody, speaker: Nobody, engine: xtts, revision: "1", languages: [en], sample_rate: 24000,
licence: none, gain_db: 0, max_chars: 200}"""
OPEN_RENDERS = 512
START_S = 240
"""Longest time until it is ready: graphs are recorded and kernels compiled."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--device", default="cpu")
    arguments.add_argument("--model", choices=SIZES, default="small")
    arguments.add_argument("--slots", type=int, default=64, help="of a replica")
    arguments.add_argument("--replicas", type=int, default=1, help="that share the GPU")
    arguments.add_argument("--encoders", type=int, default=4)
    arguments.add_argument("--ingresses", type=int, default=2)
    arguments.add_argument("--callers", default="1,16,64,128")
    arguments.add_argument("--seconds", type=float, default=10, help="for each number of callers")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), chosen) as server:
        for callers in map(int, chosen.callers.split(",")):
            report(server, callers, chosen.seconds)


@contextmanager
def running(home: Path, chosen: argparse.Namespace) -> Iterator[Server]:
    random_xtts.make(home / "xtts", NEVER, gpt_max_audio_tokens=CODES, **SIZES[chosen.model])
    (home / "voices").mkdir()
    (home / "voices/nobody.yaml").write_text(VOICE)
    (home / "config.yaml").write_text(yaml.safe_dump(configured(home, chosen)))
    redis = RedisProcess(home)
    redis.start()
    server = Server(home, home / "config.yaml", {"DECLAIM_REDIS_URL": redis.url})
    try:
        yield server.wait_until_ready(START_S)
    finally:
        server.stop()
        redis.stop()


def configured(home: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """As installed, but for the engine, Encoders apart, and how many there are of what."""
    config: dict[str, Any] = yaml.safe_load((ROOT / "serve_config.yaml").read_text())
    (application,) = config["applications"]
    engine = {"device": chosen.device, "model": str(home / "xtts"), "slots": chosen.slots, "guard": False}
    if chosen.replicas > 1:
        engine["memory_fraction"] = 0.9 / chosen.replicas
    limits = {"max_open_renders": OPEN_RENDERS, "max_queued_audio_s": 1e6}
    own = {
        "encoder_apart": True,
        "engines": {"xtts": engine},
        "default_voice": "nobody",
        "voice_aliases": {},
        "limits": limits,
    }
    application["args"] |= own
    gpus = {"num_gpus": 1 / chosen.replicas} if chosen.device != "cpu" else {}
    application["deployments"] = [each for each in application["deployments"] if "Synthesizer" not in each["name"]]
    application["deployments"].append({"name": "Encoder", "ray_actor_options": {"num_cpus": 0.2}})
    application["deployments"].append(
        {"name": "Synthesizer-xtts", "num_replicas": chosen.replicas, "ray_actor_options": {"num_cpus": 1, **gpus}}
    )
    replicas = {"Encoder": chosen.encoders, "Ingress": chosen.ingresses}
    for deployment in application["deployments"]:
        deployment["num_replicas"] = replicas.get(deployment["name"], deployment.get("num_replicas", 1))
        deployment["max_ongoing_requests"] = 8 * OPEN_RENDERS
    return config


def report(server: Server, callers: int, seconds: float) -> None:
    plan = Plan("openai", server.url, "sentences", seconds, secrets.randbits(32), concurrency=callers)
    before = cpu_us(server)
    outcomes = asyncio.run(under_load(plan)).outcomes()
    used = cpu_us(server) - before
    took_s = max(each.due_s + each.latency_ms / 1000 for each in outcomes)
    ttfa = percentiles([each.ttfa_ms for each in outcomes if each.ttfa_ms is not None])
    latency = percentiles([each.latency_ms for each in outcomes if not each.error])
    speed, failed = sum(each.audio_in_time_s for each in outcomes) / seconds, sum(bool(each.error) for each in outcomes)
    print(f"{callers} callers: {speed:.0f} audio-s/s, {len(outcomes)} requests, {failed} failed", end="; ")
    print(f"ms: TTFA p50 {ttfa['p50']:.0f}, p95 {ttfa['p95']:.0f}, whole p50 {latency['p50']:.0f}", end="; ")
    print("cores:", ", ".join(f"{name} {us / 1e6 / took_s:.2f}" for name, us in used.most_common(3)), flush=True)


if __name__ == "__main__":
    main()
