"""A page of metrics in Prometheus's text format, as far as it is read here."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

SAMPLE = re.compile(r"^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?[ \t]+(\S+)")
LABEL = re.compile(r'([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"')
ESCAPE = re.compile(r"\\(.)")


class Page:
    """Samples by name. Of what is not on it there is nothing: sums are 0."""

    def __init__(self, text: str) -> None:
        """Lines that are no samples are left out."""
        self._samples: dict[str, list[tuple[dict[str, str], float]]] = defaultdict(list)
        for line in text.splitlines():
            if (found := SAMPLE.match(line)) and (value := _number(found[3])) is not None:
                self._samples[found[1]].append((_labels(found[2] or ""), value))

    def __contains__(self, name: str) -> bool:
        return name in self._samples

    def total(self, name: str, **values: set[str]) -> float:
        """Of all samples of that name whose labels have one of these values each."""
        wanted = values.items()
        found = self._samples.get(name, ())
        return sum(value for labels, value in found if all(labels.get(label) in any_of for label, any_of in wanted))

    def by(self, label: str, name: str, together: Callable[[Iterable[float]], float] = sum) -> dict[str, float]:
        """Samples of that name by the value of a label, those of each taken together."""
        groups: dict[str, list[float]] = defaultdict(list)
        for labels, value in self._samples.get(name, ()):
            groups[labels.get(label, "")].append(value)
        return {key: together(values) for key, values in groups.items()}


def _labels(text: str) -> dict[str, str]:
    return {name: ESCAPE.sub(_unescaped, value) for name, value in LABEL.findall(text)}


def _unescaped(escape: re.Match[str]) -> str:
    return "\n" if escape[1] == "n" else escape[1]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
