"""PromQL: which metrics an expression asks for, and by which labels. Whether it is one at all, promtool says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = {"and", "or", "unless", "offset", "bool", "inf", "nan"}
"""Of the language, where a metric could be too; those of groupings are taken out with them."""
STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'')
WINDOW = re.compile(r"\[[^\]]*\]|\boffset\s+\w+")
GROUPING = re.compile(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")
SELECTOR = re.compile(r"(?<![\w:.])([a-zA-Z_:][\w:]*)\s*(\{[^}]*\}|\()?")
MATCHER = re.compile(r"([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)")


@dataclass(frozen=True, slots=True)
class Used:
    """What one expression needs."""

    matched: dict[str, set[str]]
    """Metrics, each with the labels that it is chosen by."""
    grouped: set[str]
    """Labels by which results are kept apart or brought together."""


def used(expression: str) -> Used:
    """Names in an expression without Grafana's variables."""
    bare = WINDOW.sub(" ", STRING.sub('""', expression))
    grouped = {label.strip() for labels in GROUPING.findall(bare) for label in labels.split(",") if label.strip()}
    matched: dict[str, set[str]] = {}
    for metric, labels in selectors(GROUPING.sub(" ", bare)):
        matched.setdefault(metric, set()).update(labels)
    return Used(matched, grouped)


def selectors(expression: str) -> Iterator[tuple[str, list[str]]]:
    """What is neither a function nor a word of the language."""
    for name, behind in SELECTOR.findall(expression):
        if behind != "(" and name.lower() not in WORDS:
            yield name, MATCHER.findall(behind)
