"""Addresses: of pages, of mail, of telephones; and versions, which are spelled like them."""

import re

from pipeline.normalize.numbers import Numbers
from pipeline.normalize.rules import Rule, rule

DOMAINS = (
    "com|org|net|edu|gov|info|io|dev|app|ai|eu|de|at|ch|fr|it|es|pt|uk|us|ca|br|mx|ar|nl|be|se|pl|jp|cn|in|tv|me"
    "|ly|xyz|co|au|nz|ie|za|ru|kr|sg|hk|mil|biz|online|shop|store|tech|blog|cloud|news|museum|int|gg"
)
LABEL = "[A-Za-z0-9_-]{1,63}+"
REST = r"""[^\s<>"'()\[\]{}|\\^`*]{0,2000}[^\s<>"'()\[\]{}|\\^`*.,;:!?_]"""
PAGE = rf"(?:(?:https?|ftp)://|(?<![\w.-])(?=www\.)){REST}"
PORT = "(?::[0-9]{2,5}(?![0-9]))?"
DOMAIN = rf"(?<![\w.@-]){LABEL}(?:\.{LABEL}){{0,3}}?\.(?:{DOMAINS})(?![\w@-]|\.\w){PORT}(?:[/?#]{REST})?"
HOST = rf"(?<![\w.@-])localhost(?=[:/]\w){PORT}(?:/{REST})?"
MAIL = r"(?:mailto:)?(?<![\w.%+-])[\w.%+-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,4}"
TYPES = (
    "pdf|csv|docx?|odt|xlsx?|pptx?|txt|md|json|ya?ml|xml|html?|css|py|ipynb|js|tsx?|java|rs|cpp|sh|bat|exe|zip|tar|gz"
    "|png|jpe?g|gif|svg|mp[34]|wav|ogg|flac|log|conf|cfg|ini|toml|lock|sql|env"
)
PATHS = (
    r"(?<![\w./<>~\\])(?:~|\.{1,2})?(?=/[\w.-]{1,64}/|(?<=[~.])/)(?:/[\w.-]{0,64}[\w-]){1,13}+/?(?!\w)",
    r"(?<![\w\\])[A-Z]:(?:\\[\w.-]{0,64}[\w-]){1,12}+\\?(?!\w)",
    rf"(?<![\w.@/-])(?:[\w-]{{1,64}}+/){{0,6}}[\w-]{{1,64}}+(?:\.[\w-]{{1,64}}){{0,2}}?\.(?i:{TYPES})(?![\w@/-]|\.\w)",
)
"""On Unix, on Windows, a mere file."""
PHONES = (
    r"(?<![\w+])\(\+[0-9]{1,4}\)(?:[ \u00a0./-]{0,2}+\(?[0-9]{1,9}+\)?){1,8}+",
    r"(?<![\w+])\+[0-9]{1,15}+(?:(?:[ \u00a0./-]{1,2}+|(?<=\)))\(?[0-9]{1,9}+\)?){0,8}+",
    r"(?<![\w+.,-])(?:1[-. ])?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[-.])[0-9]{3}[-.][0-9]{4}(?![\w-])",
    r"(?<![\w+.,-])\(?0[0-9]{1,5}+\)?(?:[ \u00a0]?[/-]?[ \u00a0]?(?<=[ \u00a0/-])[0-9]{2,9}+){1,5}+(?![\w-])",
)
TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|.", re.DOTALL)


def address_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """Pages with and without a scheme (which is not read), mail, files."""

    def read(match: re.Match[str]) -> str:
        return _spell(numbers, re.sub("^(?:https?://|ftp://|mailto:)", "", match[0].strip("<>")))

    return tuple(rule(pattern, read) for pattern in (f"<(?:{PAGE}|{MAIL})>", PAGE, MAIL, *PATHS, DOMAIN, HOST))


def _spell(numbers: Numbers, address: str) -> str:
    """Words as they are, signs by name, longer numbers digit by digit."""
    return " ".join(_token(numbers, token) for token in TOKEN.findall(address.rstrip("/")))


def _token(numbers: Numbers, token: str) -> str:
    if token.isdecimal() and token.isascii():
        return numbers.whole(token) if len(token) <= 2 else numbers.digits(token)
    if token.lower() == "www":
        return " ".join(token)
    return numbers.language.spelled.get(token, token)


def phone_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """Digits in groups as they are written, a short pause between."""
    group = numbers.language.phone_group or numbers.digits
    plus = numbers.language.signs.get("+", "")

    def read(match: re.Match[str]) -> str | None:
        groups = re.findall("[0-9]+", match[0])
        if not 7 <= sum(map(len, groups)) <= 18:
            return None
        spoken = ", ".join(map(group, groups))
        return f"{plus} {spoken}" if match[0].lstrip("(").startswith("+") else spoken

    return tuple(rule(pattern, read) for pattern in (*PHONES, *numbers.language.phones))


def version_rules(numbers: Numbers) -> tuple[Rule, ...]:
    """v2, v2.10, 1.2.3, 10.0.0.0/8, but not 1.000.000 where the point groups digits."""

    def part(written: str) -> str:
        return numbers.whole(written) if written.isdecimal() else numbers.language.spelled[written]

    def read(match: re.Match[str]) -> str | None:
        if re.fullmatch(numbers.grouped, match[0]):
            return None
        spoken = " ".join(map(part, re.findall("[0-9]+|[.:/]", match[0].lstrip("vV. "))))
        return f"{numbers.language.version_word} {spoken}" if match[0][0] in "vV" else spoken

    return (
        rule(r"(?<![\w.,-])(?:[0-9]{1,3}\.){3}[0-9]{1,3}[:/][0-9]{1,5}(?!\w|\.\w)", read),
        rule(r"(?<![\w.,-])[0-9]{1,9}+(?:\.[0-9]{1,9}+){2,5}+(?!\w|\.\w)", read),
        rule(r"\b[vV]\.? ?[0-9]{1,9}+(?:\.[0-9]{1,9}+){0,5}+(?!\w|\.\w)", read),
    )
