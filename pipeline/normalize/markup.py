"""Markup: Markdown, HTML, emoji and characters that cannot be seen; what they mark is read, they are not."""

import html
import re
from collections.abc import Mapping

from pipeline.normalize.rules import Rule, rule

ROWS = (
    r"^[ \t]{0,3}(?:`{3}|~{3})[^\n`]{0,40}$",  # the fence around code
    r"^(?=[^\n]{0,200}?--)[-|: \t]{3,1000}+$",  # between the head of a table and its body
    r"^[ \t]{0,3}[-*_=]{3,}+[ \t]{0,9}$",  # a line across the page
    r"^[ \t]{0,3}#{1,6}[ \t]{1,9}",
    r"^(?:[ \t]{0,3}>){1,9}(?:[ \t]{1,3}|(?![0-9=]))",  # but not: >100
    r"^[ \t]{0,12}[-*+\u2022\u2023\u25e6\u00b7][ \t]{1,9}(?:\[[ xX]\][ \t])?",
)
LINK = r"!?\[(?=[^\[\]\n]{0,500}+\]\([^()\n]{0,1000}+(?:\([^()\n]{0,100}+\)[^()\n]{0,100}+)?\))"
LINK_END = r"\]\([^()\n]{0,1000}+(?:\([^()\n]{0,100}+\)[^()\n]{0,100}+)?\)"
FOOTNOTE = r"\[\^[\w-]{1,40}\]:?"
TAG = r"</?[A-Za-z](?!(?:ttps?|ailto):|tp://|[\w.%+-]{0,63}+@)[^<>]{0,500}+>|<!--[^<>]{0,500}?-->"
"""But not <jean@exemple.fr> and <https://exemple.fr>, which are read."""
BLOCK = re.compile(r"</?(?:p|br|li|div|h[1-6]|tr)\b", re.IGNORECASE)
ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
EMPHASIS = r"\*+(?<![0-9]\*)|\*+(?![*0-9])|~~+|`+|(?<!\w)_+(?=\w)|(?<=[^\W_])_+(?!\w)"
BETWEEN_WORDS = r"_+"
BAR = r"[ \t]{0,3}\|[ \t]{0,3}"
PICTURES = (
    "\u231a-\u23ff\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d"
    "\U0001f000-\U0001faff\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f"
)
EMOJI = rf"[{PICTURES}][{PICTURES}\u200d]*+"
SPACE_BEFORE_EMOJI = rf" (?={EMOJI}(?!\w))"
UNSEEN = (
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffc\ud800-\udfff\ue000-\uf8ff]+"
)


def markup_rules(signs: Mapping[str, str], *, markdown: bool = True) -> tuple[Rule, ...]:
    """Alike in all languages, but for the names of the `signs` that an entity may stand for.

    Without `markdown` its marks stay in the text; HTML goes in any case, as nobody wants to hear it.
    """
    return (
        *(_markdown_rules() if markdown else ()),
        rule(TAG, lambda match: "\n" if BLOCK.match(match[0]) else ""),
        rule(ENTITY, lambda match: _entity(match[0], signs)),
        rule(SPACE_BEFORE_EMOJI, lambda _: ""),
        rule(EMOJI, _gap),
        rule(UNSEEN, lambda _: ""),
    )


def _markdown_rules() -> tuple[Rule, ...]:
    nothing = "|".join((LINK, LINK_END, FOOTNOTE, EMPHASIS))
    return (
        rule("|".join(ROWS), lambda _: "", re.MULTILINE),
        rule(nothing, lambda _: ""),
        rule(BAR, _bar),
        rule(BETWEEN_WORDS, _gap),
    )


def _entity(written: str, signs: Mapping[str, str]) -> str:
    character = html.unescape(written)
    return signs.get(character, character)


def _bar(match: re.Match[str]) -> str:
    """Between two cells a pause; at the edge of a table nothing."""
    before, behind = _around(match)
    return ", " if before.strip() and behind.strip() and before != "|" else ""


def _gap(match: re.Match[str]) -> str:
    """Nothing, but it still parts the words around it."""
    before, behind = _around(match)
    return " " if before.isalnum() and behind.isalnum() else ""


def _around(match: re.Match[str]) -> tuple[str, str]:
    text = match.string
    return text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
