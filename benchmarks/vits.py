"""`python -m benchmarks.vits [X.pth]`: what a VITS checkpoint costs on a CPU, beside coqui's own way, part by part.

In CPU seconds of one thread per second of audio, which those who share the machine disturb less than its clock.
Without a file: random weights, of the size that coqui gives a model unless told otherwise. `benchmarks.engines`
measures the engine itself.
"""

import argparse
import logging
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from benchmarks.engines.vits import VitsSubject
from models.engine import Segment
from models.vits.model import Latent, Model, Row
from models.vits.voices import VitsVoices

SIZES = (1, 8)
"""Rows of a batch."""
ROUNDS = 3

Made = TypeVar("Made")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("model", nargs="?", default="full", help="small, full (both of random weights) or a file")
    logging.disable(logging.WARNING)
    subject, voices = VitsSubject(arguments.parse_args().model, "cpu"), VitsVoices("cpu", "auto", 1, None, 1)
    lines = [
        voices.line(Segment(text=text, language="en", seed=seed), subject.voice)
        for seed, text in enumerate(subject.texts)
    ]
    model, rows = lines[0].model, [line.row for line in lines]
    show("coqui, one after another", repeated(lambda: coqui(subject)))
    for size in SIZES:
        rounds = [list(parts(model, rows, size)) for _ in range(ROUNDS)]
        for part, *costs in zip(("text", "flow", "vocoder in windows", "all"), *map(summed, rounds), strict=True):
            show(f"batches of {size}, {part}", costs)


def coqui(subject: VitsSubject) -> float:
    """CPU seconds per audio second."""
    taken_s, audio_s = cpu_s(lambda: sum(map(subject.coqui, subject.texts)))
    return taken_s / audio_s


def parts(model: Model, rows: Sequence[Row], size: int) -> Iterator[tuple[float, float, float, float]]:
    """CPU seconds of a batch's text, flow and vocoder, and its audio seconds; those of like length go together."""
    ordered = sorted(rows, key=lambda row: len(row.symbols))
    for batch in (ordered[start : start + size] for start in range(0, len(ordered), size)):
        text_s, priors = cpu_s(partial(model.priors, batch))
        flow_s, latents = cpu_s(partial(model.latents, batch, priors))
        vocoder_s, _ = cpu_s(partial(vocoded, model, batch, latents))
        yield text_s, flow_s, vocoder_s, sum(prior.frames for prior in priors) * model.hop / model.sample_rate


def vocoded(model: Model, rows: Sequence[Row], latents: Sequence[Latent]) -> None:
    for start, end in model.windows(max(latent.length for latent in latents)):
        for going in model.side_by_side([n for n, latent in enumerate(latents) if latent.length > start]):
            model.samples([rows[n] for n in going], [latents[n] for n in going], start, end)


def summed(batches: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    """Of all batches, each part's CPU seconds per audio second, and those of all parts."""
    text_s, flow_s, vocoder_s, audio_s = map(sum, zip(*batches, strict=True))
    return text_s / audio_s, flow_s / audio_s, vocoder_s / audio_s, (text_s + flow_s + vocoder_s) / audio_s


def repeated(work: Callable[[], float]) -> list[float]:
    return [work() for _ in range(ROUNDS)]


def cpu_s(work: Callable[[], Made]) -> tuple[float, Made]:
    begun = time.process_time()
    made = work()
    return time.process_time() - begun, made


def show(what: str, costs: Sequence[float]) -> None:
    print(f"{what:36} {statistics.median(costs):8.3f} ({min(costs):.3f}-{max(costs):.3f})", flush=True)


if __name__ == "__main__":
    main()
