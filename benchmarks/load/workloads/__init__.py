"""What is asked for: endless texts by name, the same for the same seed, or those of a file."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.load.errors import NoSuchWorkload
from benchmarks.load.workloads import generated, listed
from benchmarks.load.workloads.prompt import Prompt

NAMED: dict[str, Callable[[random.Random], Iterator[str]]] = {
    "phrases": generated.phrases,
    "sentences": generated.sentences,
    "paragraphs": generated.paragraphs,
    "articles": generated.articles,
    "stampede": generated.stampede,
}


def prompts(workload: str, seed: int) -> Iterator[Prompt]:
    """Without end; of a file in its order, again and again. Raises NoSuchWorkload and NotAWorkload."""
    if workload in NAMED:
        texts = NAMED[workload](random.Random(seed))  # noqa: S311 - no secret
        return (Prompt(text) for text in texts)
    if not Path(workload).is_file():
        raise NoSuchWorkload(f"{workload} is neither a file nor one of {', '.join(NAMED)}")
    return listed.prompts(Path(workload))
