"""Italian: signs, and words that are written short before numbers and names."""

import re

from pipeline.normalize.equations import equation_rules, salts
from pipeline.normalize.it_numbers import bare, ordinal
from pipeline.normalize.it_words import ABBREVIATIONS, LETTERS
from pipeline.normalize.numbers import SPACE, START, any_of
from pipeline.normalize.rules import rule
from pipeline.normalize.technical import technical_rules


def _stroke(match: re.Match[str]) -> str:
    """Pressione 120/80, 30/30: su; else barra, and behind a year a pause."""
    text, start, end = match.string, match.start(), match.end()
    before, behind = text[max(start - 40, 0) : start], text[end : end + 10]
    if re.search(r"[0-9]{4}\Z", before) and re.match("[0-9]{4}", behind):
        return " "
    if text[max(start - 2, 0) : end + 2] == "50/50":
        return " "
    same = re.search(r"[0-9]{1,3}\Z", before), re.match("[0-9]{1,3}", behind)
    level = same[0] is not None and same[1] is not None and same[0][0] == same[1][0]
    blood = same[0] and same[1] and 90 <= int(same[0][0]) <= 220 and 50 <= int(same[1][0]) <= 130
    over = level or blood or re.search(r"\bPA\b|[pP]ressione", before) or "mmHg" in behind
    return " su " if over else " barra "


SAINTS = (
    "Maria|Lucia|Giovanni|Pietro|Paolo|Antonio|Francesco|Giuseppe|Marco|Luca|Stefano|Lorenzo|Martino|Michele|Nicola"
    "|Caterina|Chiara|Rita|Agata|Anna|Teresa|Croce|Spirito|Giorgio|Benedetto|Ambrogio|Gennaro|Vito|Vitale|Vittore|Zeno"
    "|Donato|Babila|Agostino|Andrea|Bartolomeo|Biagio|Carlo|Cristoforo|Domenico|Gaetano|Giacomo|Ignazio|Ilario"
    "|Leonardo|Margherita|Marta|Matteo|Maurizio|Petronio|Rocco|Salvatore|Sebastiano|Silvestro|Siro|Sofia|Tommaso"
    "|Valentino|Vincenzo|Orsola|Barbara|Monica|Bernardo|Bernardino|Apollinare|Eufemia|Felice|Giuliano|Lazzaro"
    "|Alessandro|Anselmo|Elena|Giulia|Cecilia|Patrizio|Marino|Daniele|Donà|Eustachio|Ivo|Elia|Agnese|Antimo|Fermo"
)


def _saint(match: re.Match[str]) -> str:
    name = match["name"]
    if name[0] in "AEIOU":
        return "Sant'"
    if (name.endswith("a") and name not in {"Luca", "Nicola"}) or name == "Croce":
        return "Santa "
    return "Santo " if re.match("S[^aeiou]|Z", name) else "San "


def _both(match: re.Match[str]) -> str:
    """Tutti/e, candidato/a."""
    several = match["end"] == "i"
    return f"{match['stem']}{match['end']} {'e' if several else 'o'} {match['stem'].lower()}{match['other']}"


TITLES = {
    "prof": "professore",
    "dott": "dottore",
    "dr": "dottore",
    "ing": "ingegnere",
    "sig": "signore",
    "rag": "ragioniere",
}


def _title(match: re.Match[str]) -> str:
    """Il prof. è qui: without a name behind it in full."""
    title = match["title"]
    said = TITLES[title.lower()]
    return (said.capitalize() if title[0].isupper() else said) + ("." if match["end"] is not None else "")


def _digits(code: str) -> str:
    return " ".join(bare(int(digit)) for digit in code)


DOTTED = {written: spoken for written, spoken in ABBREVIATIONS.items() if re.search(r"\w\.\w", written)}
"""Some of these look like the names of pages: p.za, v.le."""
WORDS = (
    rule(rf"(?<![\w.])(?P<short>{any_of(DOTTED)})(?={SPACE}[A-Z])", lambda match: DOTTED[match["short"]]),
    rule(rf"\bS\.{SPACE}?(?=(?P<name>{SAINTS})\b)", _saint),
    rule(
        rf"(?<![\w.])(?:[pP](p?)|[pP]ag)\.{SPACE}?(?=[0-9]{{1,4}}(-[0-9])?)",
        lambda match: "pagine " if match[1] or match[2] else "pagina ",
    ),
    rule(rf"\bco\.(?={SPACE}?[0-9])", lambda _: "comma"),
    rule(rf"\bIVA{SPACE}(incl|escl)\.(?!\w)", lambda match: f"IVA {match[1]}usa"),
    rule(
        r"\bS0?([1-9][0-9]?)E0?([1-9][0-9]{0,2})(?!\w)",
        lambda match: f"stagione {bare(int(match[1]))}, episodio {bare(int(match[2]))}",
    ),
    rule(rf"(?<=[°ºª]){SPACE}p\.(?!\w)", lambda _: " piano"),
    rule(r"\b[vV]\.(?= (?:fig|art|pagg?|pp?|cap|n|tab|all|par|anche|sopra|sotto|oltre)\b)", lambda _: "vedi"),
    rule(
        r"(?<![\w+.,-])(3[0-9]{2})\.([0-9]{6,7})(?![\w-]|[.,][0-9])",
        lambda match: f"{_digits(match[1])}, {_digits(match[2])}",
    ),
    rule(
        r"\b([tT]el|[cC]ell)(?=:?\s[0-9+(])",
        lambda match: (
            ABBREVIATIONS.get(f"{match[1]}.", "telefono")
            if match[1][0].islower()
            else ABBREVIATIONS[f"{match[1].lower()}."].capitalize()
        ),
    ),
    rule(r"(?<![\w.,])([0-9]{1,3})(?:st|nd|rd|th)(?!\w)", lambda match: ordinal(int(match[1]), "m")),
    rule(r"\bC#(?!\w)", lambda _: "C sharp"),
    rule(r"\bSS\.(?= [A-Z])", lambda _: "Santissima"),
    rule(rf"\b(?P<title>(?i:prof|dott|dr|ing|sig|rag))\.(?=(?P<end>\s*\Z)|[,;:!?)]|{SPACE}[a-zà-ù(])", _title),
    rule(
        rf"\b(?P<title>Dr|Dott|Prof|Sig|Ing|Avv)(?={SPACE}[A-Z][a-zà-ù])",
        lambda match: ABBREVIATIONS[f"{match['title']}."],
    ),
    rule(rf"(?<=\w{SPACE})vs\.?(?={SPACE}[A-Z0-9])", lambda _: "contro"),
    rule(rf"\bc\.a\.(?!{SPACE}?[0-9])", lambda _: "alla cortese attenzione"),
    rule(
        r"(?:(?:(?<=[,-] )|(?<=\n))(?P<code>[1-9][0-9]{4})(?= (?!(?:Euro|Dollari)\b)[A-Z][a-zà-ù])"
        r"|(?<=CAP )(?P<cap>[0-9]{5})(?!\w))",
        lambda match: _digits(match["code"] or match["cap"]),
    ),
    rule(
        r"\A(?P<code>[1-9][0-9]{4})(?= [A-Z][a-zà-ù]{2,20}(?: \([A-Z]{2}\)| [A-Z]{2})?\s*\Z)",
        lambda match: _digits(match["code"]),
    ),
    salts(LETTERS),
    *equation_rules(bare, "meno", "diviso", "fratto", "di", "fattoriale"),
    *technical_rules("punto", "due punti"),
    rule(r"Ø ?(?=[0-9])", lambda _: "diametro "),
    rule(
        r"(?<=[dD]el )['’]?(15|14|40)-['’]?(18|45)(?![\w-])",
        lambda match: f"{bare(int(match[1]))} {bare(int(match[2]))}",
    ),
    rule(rf"(?:(?<=, )|(?<=[0-9] ))c\.{SPACE}?(?=[0-9])", lambda _: "comma "),
    rule(rf"\b[lL]\.{SPACE}?(?=(?:n\.{SPACE}?)?[0-9]{{1,4}}/)", lambda _: "legge "),
    rule(r"\b[nN]\.?[º°](?=[0-9])", lambda _: "numero "),
    rule(r"#(?=[0-9])", lambda _: "numero "),
    rule(r"#(?=[^\W\d_])", lambda _: "hashtag "),
    rule(r"\be/o\b", lambda _: "e o"),
    rule(r"\b(il/la|lo/la|un/una|lui/lei|i/le|gli/le|al/alla|del/della)\b", lambda match: match[0].replace("/", " o ")),
    rule(r"(?<![\w/])(?P<stem>[^\W\d_]{2,25})(?P<end>[io])/(?P<other>[ea])(?![\w/])", _both),
    rule(
        r"(?<![\w*])(?P<stem>[^\W\d_]{1,25}[bcdfghlmnpqrstvz])(?:\*|ə|ɜ|3)(?![\w*])", lambda match: f"{match['stem']}i"
    ),
    rule(rf"{START}([0-9]{{1,4}})/([A-Za-z])(?!\w)", lambda match: f"{bare(int(match[1]))} barra {match[2]}"),
    rule(r"(?<!(?:19|20)[0-9]{2})(?<=[0-9])/(?=(?:19|20)[0-9]{2}(?![\w/]|[.,][0-9]))", lambda _: " del "),
    rule(r"(?<=\bUTC|\bGMT) ?[-\u2212](?=[0-9])", lambda _: " meno "),
    rule(r"(?<=[^\W\d_])-(?=[0-9])|(?<=[0-9])-(?=[^\W_])", lambda _: " "),
    rule(r"(?<=[0-9])/(?=[0-9])", _stroke),
    rule(r"§§ ?(?=[0-9])", lambda _: "paragrafi "),
    rule(r"\bint\.(?= ?[0-9A-Z])", lambda _: "interno"),
    rule(r"\bc/o\b", lambda _: "presso"),
    rule(r"\bs\.?l\.?m\.?(?!\w)", lambda _: "sul livello del mare"),
    rule(r"~(?= ?[0-9])", lambda _: "circa "),
)
