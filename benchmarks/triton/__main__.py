"""All subjects at rising numbers of callers, as a table."""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import yaml

from benchmarks import triton
from benchmarks.triton.measure import CALLERS, LEAST, Round, cpu_time_s, line, measure
from benchmarks.triton.server import ON_TRITON, declaim
from benchmarks.triton.subjects import CORES, Subject, in_process, on_triton, raw
from benchmarks.triton_process import TritonProcess
from models.voice import BUILT_IN, Voice, read_voice

HEAD = "| callers | | audio s/s | per CPU s | TTFA p50 | p95 | whole p50 | p99 | mean batch |"
IDLE_S = 20.0
"""So long nobody asks, before anybody does."""


async def compare(voice: Voice, process: TritonProcess, home: Path, levels: Sequence[int], rounds: int) -> None:
    """All take turns, so that what else the machine does meets each of them."""
    async with AsyncExitStack() as stack:
        own = [await stack.enter_async_context(each) for each in (in_process(voice), on_triton(voice, process))]
        servers = await stack.enter_async_context(declaim(voice, process, home))
        subjects = [own[0], servers[0], own[1], servers[1], await stack.enter_async_context(raw(voice))]
        for subject in subjects:
            await measure(subject, CORES, 4)
        share = await idle_share(servers[0])
        print(f"Declaim uses {share:.2f} of a core while nobody asks, which is not counted.")
        subjects = [subject._replace(idle=share) if subject in servers else subject for subject in subjects]
        print(HEAD, "|---" * HEAD.count("| ") + "|", sep="\n")
        for callers in levels:
            await level(subjects, callers, rounds)


async def idle_share(subject: Subject) -> float:
    before_s = cpu_time_s(subject)
    await asyncio.sleep(IDLE_S)
    return (cpu_time_s(subject) - before_s) / IDLE_S


async def level(subjects: list[Subject], callers: int, rounds: int) -> None:
    each, measured = max(1, LEAST // callers), dict[str, list[Round]]()
    before = [await subject.batches() for subject in subjects]
    for _ in range(rounds):
        for subject in subjects:
            measured.setdefault(subject.name, []).append(await measure(subject, callers, each))
    for subject, earlier in zip(subjects, before, strict=True):
        print(line(subject, callers, measured[subject.name], (await subject.batches()).since(earlier)), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=triton.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voice", type=Path, default=BUILT_IN / "declaim.yaml", metavar="VOICE.yaml")
    parser.add_argument("--callers", type=int, nargs="+", default=CALLERS, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, help="of each level")
    asked = parser.parse_args()
    voice = read_voice(asked.voice.absolute())
    with tempfile.TemporaryDirectory() as folder:
        twin = Path(folder, f"{ON_TRITON}.yaml")
        twin.write_text(yaml.safe_dump({**voice.model_dump(mode="json", exclude_defaults=True), "id": ON_TRITON}))
        process = TritonProcess(Path(folder), [asked.voice.absolute(), twin], {}, instances=CORES)
        try:
            process.start()
            asyncio.run(compare(voice, process, Path(folder, "home"), asked.callers, asked.rounds))
        finally:
            process.stop()


if __name__ == "__main__":
    main()
