"""`python -m benchmarks.engines`: what an engine speaks per second and how soon, without a server around it.

For each batch size, against coqui's own `inference`, one text after another, and against the roofline of the device
(memory bandwidth and matrix products, measured in the same run). Random weights say nothing that anyone could
understand; their durations are shifted until a symbol lasts as long as in real speech.
"""

import argparse
import asyncio
import json
import logging
import platform
from dataclasses import asdict
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import cast

import torch

from benchmarks.engines import measuring, roofline
from benchmarks.engines.subject import Subject

SUBJECTS = {
    "piper": ("benchmarks.engines.piper", "PiperSubject"),
    "vits": ("benchmarks.engines.vits", "VitsSubject"),
    "xtts": ("benchmarks.engines.xtts", "XttsSubject"),
}
"""Module and class of what is measured, by engine."""
COLUMNS = {
    "batch": "batch",
    "audio_s_per_s": "audio-s/s",
    "ratio_vs_coqui": "x coqui",
    "share_of_roofline": "of roofline",
    "ttfa_ms_p50": "TTFA ms",
    "whole_ms_p50": "whole ms",
    "step_ms": "step ms",
    "rows": "rows",
    "padding": "padding",
    "peak_memory_mib": "peak MiB",
}
"""Of the table, by key of the JSON."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=SUBJECTS, required=True)
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--model", default="small", help="small, full (both of random weights) or a file")
    parser.add_argument("--batch", type=sizes, default=[1, 8, 32], help="sizes, as in 1,8,32")
    parser.add_argument("--against", choices=["coqui"])
    parser.add_argument("--threads", type=int, default=1, help="of torch on a CPU; default: %(default)s")
    parser.add_argument("--seconds", type=float, default=5, help="how long each speed is measured")
    parser.add_argument("--json", type=Path, metavar="FILE")
    chosen = parser.parse_args()
    logging.disable(logging.WARNING)
    torch.set_num_threads(chosen.threads)
    try:
        report = measured(chosen)
    except NotImplementedError as error:
        parser.error(str(error))
    show(report)
    if chosen.json:
        chosen.json.write_text(json.dumps(report, indent=1) + "\n")


def measured(chosen: argparse.Namespace) -> dict[str, object]:
    """Everything, as the JSON has it. Raises NotImplementedError for what the engine cannot do."""
    module, name = SUBJECTS[chosen.engine]
    subject: Subject = getattr(import_module(module), name)(chosen.model, chosen.device)
    roof = roofline.measured(chosen.device)
    coqui = measuring.coqui_audio_s_per_s(subject, chosen.seconds) if chosen.against else None
    batches = [asyncio.run(measuring.figures(subject, rows, chosen.seconds)) for rows in chosen.batch]
    return {
        **{key: getattr(chosen, key) for key in ("engine", "model", "device")},
        "weights": subject.label,
        "processor": torch.cuda.get_device_name() if chosen.device == "cuda" else processor(),
        "threads": torch.get_num_threads(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in ("torch", "coqui-tts")}},
        "roofline": asdict(roof),
        "coqui_audio_s_per_s": coqui,
        "batches": [asdict(batch) | compared(batch, subject, roof, coqui) for batch in batches],
    }


def compared(
    batch: measuring.Figures, subject: Subject, roof: roofline.Roofline, coqui: float | None
) -> dict[str, float | None]:
    """With coqui's speed and with the device's; None where there is nothing to compare with."""
    demand = subject.demand(batch.batch)
    return {
        "ratio_vs_coqui": batch.audio_s_per_s / coqui if coqui else None,
        "share_of_roofline": batch.audio_s_per_s / roof.audio_s_per_s(demand) if demand else None,
    }


def show(report: dict[str, object]) -> None:
    roof = cast(dict[str, float], report["roofline"])
    print(f"{report['engine']} {report['model']} ({report['weights']}), {report['processor']}, {report['versions']}")
    print(f"{roof['bytes_per_s'] / 1e9:.1f} GB/s, {roof['flop_per_s'] / 1e9:.0f} GFLOP/s, {report['threads']} threads")
    if report["coqui_audio_s_per_s"]:
        print(f"coqui, one text after another: {report['coqui_audio_s_per_s']:.2f} audio-s/s")
    print("".join(f"{title:>13}" for title in COLUMNS.values()))
    for batch in cast(list[dict[str, float | None]], report["batches"]):
        print("".join(f"{'-' if batch[key] is None else f'{batch[key]:.4g}':>13}" for key in COLUMNS))


def sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


if __name__ == "__main__":
    main()
