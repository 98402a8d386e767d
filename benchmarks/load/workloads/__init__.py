"""What is asked for: endless prompts by name, the same for the same seed, or those of a file."""

import random
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.load.errors import NoSuchWorkload
from benchmarks.load.workloads import generated, listed
from benchmarks.load.workloads.conversation import conversation
from benchmarks.load.workloads.languages import languages
from benchmarks.load.workloads.mixed import mixed
from benchmarks.load.workloads.prompt import Prompt

Named = Callable[[random.Random], Iterator[Prompt]]


def plain(texts: Callable[[random.Random], Iterator[str]]) -> Named:
    """Of a text each, with nothing else to say."""
    return lambda rng: (Prompt(text) for text in texts(rng))


NAMED: dict[str, Named] = {
    "phrases": plain(generated.phrases),
    "sentences": plain(generated.sentences),
    "paragraphs": plain(generated.paragraphs),
    "articles": plain(generated.articles),
    "stampede": plain(generated.stampede),
    "conversation": conversation,
    "languages": languages,
    "mixed": mixed,
}


def prompts(workload: str, seed: int) -> Iterator[Prompt]:
    """Without end; of a file in its order, again and again. Raises NoSuchWorkload and NotAWorkload."""
    if workload in NAMED:
        return NAMED[workload](random.Random(seed))  # noqa: S311 - no secret
    if not Path(workload).is_file():
        raise NoSuchWorkload(f"{workload} is neither a file nor one of {', '.join(NAMED)}")
    return cycle(listed.prompts(Path(workload)))


def formats(workload: str, seed: int) -> set[str]:
    """Those that its requests themselves name; of a workload without end, the first hundred.

    Raises NoSuchWorkload and NotAWorkload.
    """
    found = prompts(workload, seed)
    some = islice(found, 100) if workload in NAMED else listed.prompts(Path(workload))
    return {prompt.audio_format for prompt in some if prompt.audio_format}
