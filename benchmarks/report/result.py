"""A result as it is shown and compared: what was measured at each of one or more loads, once or several times."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from benchmarks.load.run import FORMAT
from benchmarks.report.errors import NotAResult, UnknownFormat
from benchmarks.report.stored import Load, Run, Stored, Sweep

WRITERS = "`python -m benchmarks load` and `sweep` write such files with --json"


@dataclass(frozen=True)
class Level:
    load: Load
    runs: Sequence[Run]
    """At least one; more are repeats."""


@dataclass(frozen=True)
class Result:
    label: str
    command: str
    """What to call to do the same again."""
    seed_given: bool
    """Whether its texts were to be the same each time; a cache may then have known them."""
    levels: Sequence[Level]
    """By rising load, at least one."""

    @property
    def first(self) -> Run:
        """What all runs have in common can be read off it."""
        return self.levels[0].runs[0]


class Head(Stored):
    format: int | None = None


WHOLE: TypeAdapter[Run | Sweep] = TypeAdapter(Annotated[Run | Sweep, Field(discriminator="kind")])


def read(path: Path, label: str | None = None) -> Result:
    """A run or a sweep; without a label it is called as the file. Raises NotAResult and UnknownFormat."""
    try:
        content = path.read_bytes()
        _check(path, Head.model_validate_json(content).format)
        whole = WHOLE.validate_json(content)
    except OSError as error:
        raise NotAResult(f"{path} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise NotAResult(f"{path} is not a result: {_told(error)}; {WRITERS}") from error
    runs = whole.runs if isinstance(whole, Sweep) else [whole]
    return Result(printable(label or path.stem), whole.command, whole.seed_given, levels(runs))


def levels(runs: Sequence[Run]) -> list[Level]:
    """Runs under the same load belong together."""
    loads = sorted({run.arguments.load for run in runs})
    return [Level(load, [run for run in runs if run.arguments.load == load]) for load in loads]


def printable(text: str) -> str:
    """Names of files may hold anything."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _check(path: Path, version: int | None) -> None:
    if version is None:
        raise UnknownFormat(f"{path} says no format, so it is no result or an old one; {WRITERS}")
    if version != FORMAT:
        raise UnknownFormat(f"{path} is of format {version}, this reads {FORMAT}: use the harness that wrote it")


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"]))
    return f"{where}: {first['msg']}" if where else first["msg"]
