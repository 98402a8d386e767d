"""`python -m benchmarks.articles`: long texts: how soon they are heard, cold and in a format that is new."""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import aiohttp

from benchmarks.latency import decodes, running, summary
from benchmarks.quality import lists
from benchmarks.serving import ROOT

ARTICLES, SENTENCES = 20, 20
ANEW = {"Cache-Control": "no-cache"}
SUBJECTS = ("The committee", "A neighbour", "Her brother", "The old harbour", "Nobody", "The second report")
ENDINGS = ("waited for the evening train", "had seen it all before", "asked for a little more time")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--config", type=Path, default=ROOT / "serve_config.yaml")
    arguments.add_argument("--voice", type=Path, help="a Piper file, X.onnx; none: the default voice")
    chosen = arguments.parse_args()
    voices = [chosen.voice] if chosen.voice else []
    with running(chosen.config, *voices) as server:
        asyncio.run(compare(server.url, {"voice": chosen.voice.stem} if chosen.voice else {}))


async def compare(url: str, fields: dict[str, object]) -> None:
    async with aiohttp.ClientSession(url) as session:
        for n in range(-3, 0):
            await heard(session, article(n), "mp3", fields, ANEW)
        await first_sentences(session, "everyday prose", prose, fields)
        await first_sentences(session, "a number in every sentence", article, fields)
        await new_formats(session, fields)


async def first_sentences(
    session: aiohttp.ClientSession, kind: str, write: Callable[[int], str], fields: dict[str, object]
) -> None:
    """A text of 1,000 characters beside its first sentence alone, nothing known of either, one connection."""
    whole, alone, rtf = [], [], []
    for n in range(ARTICLES):
        text = write(n)[:1000]
        whole_ms, total_ms, audio_s = await heard(session, text, "pcm", fields, ANEW)
        alone_ms, _, _ = await heard(session, text[: text.index(".") + 1], "pcm", fields, ANEW)
        whole.append(whole_ms)
        alone.append(alone_ms)
        rtf.append(total_ms / 1000 / audio_s)
    print(kind)
    print("1,000 characters, TTFA, ms     ", summary(whole))
    print("first sentence alone, TTFA, ms ", summary(alone))
    print(f"ratio of the medians {statistics.median(whole) / statistics.median(alone):.2f}")
    print(f"RTF of 1,000 characters: median {statistics.median(rtf):.4f}, highest {max(rtf):.4f}")


async def new_formats(session: aiohttp.ClientSession, fields: dict[str, object]) -> None:
    """Articles of which every segment is known, in formats that they were not asked for in before."""
    taken: dict[str, list[float]] = {name: [] for name in ("wav", "mp3", "opus", "aac", "flac")}
    for n in range(ARTICLES):
        text = article(100 + n)
        await heard(session, text, "pcm", fields, {})
        for name, values in taken.items():
            values.append((await heard(session, text, name, fields, {}))[0])
    for name, values in taken.items():
        print(f"{SENTENCES} known segments as {name:5} TTFA, ms", summary(values))


async def heard(
    session: aiohttp.ClientSession, text: str, name: str, fields: dict[str, object], headers: dict[str, str]
) -> tuple[float, float, float]:
    """Milliseconds to the first bytes that decode and to the end; audio seconds, of pcm at 24 kHz."""
    begun, first_ms, received = time.perf_counter(), 0.0, b""
    asked = {"input": text, "response_format": name, **fields}
    async with session.post("/v1/audio/speech", json=asked, headers=headers) as response:
        response.raise_for_status()
        async for piece in response.content.iter_any():
            received += piece
            if not first_ms and decodes(received, name):
                first_ms = (time.perf_counter() - begun) * 1000
    return first_ms, (time.perf_counter() - begun) * 1000, len(received) / 48_000


def prose(n: int) -> str:
    """Some of the sentences that voices are judged by, which have no figures in them."""
    everyday = lists.sentences(lists.EVERYDAY)
    return " ".join(random.Random(n).sample(everyday, 2 * SENTENCES))  # noqa: S311 - no secret


def article(n: int) -> str:
    """Sentences of some 60 characters, none of which is in another article."""
    places = (f"{SUBJECTS[(n + k) % 6]} {ENDINGS[k % 3]} on day {n + 10} of week {k + 1}." for k in range(SENTENCES))
    return " ".join(places)


if __name__ == "__main__":
    main()
