"""Italian: what only this language writes."""

import re

from pipeline.normalize.counting import counted, half, half_of_unit, priced
from pipeline.normalize.it_numbers import (
    bare,
    cardinal,
    gender_of,
    mixed_portion,
    money,
    portion,
)
from pipeline.normalize.it_ordinals import ORDINALS, ROMANS
from pipeline.normalize.it_times import DATES, TIMES
from pipeline.normalize.it_words import CURRENCIES, MEASURED, SPORT, UNITS
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.portions import by_name, mixed_portions, of_units, portions
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.scores import scores
from pipeline.normalize.sums import called, named_sums, thousands

PER = {
    "giorno": "al giorno", "die": "al giorno", "g": "al giorno", "gg": "al giorno", "dì": "al giorno",
    "mese": "al mese", "anno": "all'anno", "settimana": "a settimana", "sett.": "a settimana", "ora": "all'ora",
    "h": "all'ora", "notte": "a notte", "persona": "a persona", "pers.": "a persona", "minuto": "al minuto",
    "min": "al minuto", "kg": "al chilogrammo", "l": "al litro", "mq": "al metro quadrato", "m²": "al metro quadrato",
    "kWh": "al chilowattora", "pezzo": "al pezzo", "pz": "al pezzo", "cad": "cadauno", "GB": "al gigabyte",
    "km": "al chilometro", "chilo": "al chilo", "litro": "al litro", "t": "alla tonnellata", "mc": "al metro cubo",
}  # fmt: skip
SAINTS = (
    "Maria|Lucia|Giovanni|Pietro|Paolo|Antonio|Francesco|Giuseppe|Marco|Luca|Stefano|Lorenzo|Martino|Michele|Nicola"
    "|Caterina|Chiara|Rita|Agata|Anna|Teresa|Croce|Spirito|Giorgio|Benedetto|Ambrogio|Gennaro|Vito|Vitale|Vittore|Zeno"
    "|Donato|Babila|Agostino|Andrea|Bartolomeo|Biagio|Carlo|Cristoforo|Domenico|Gaetano|Giacomo|Ignazio|Ilario"
    "|Leonardo|Margherita|Marta|Matteo|Maurizio|Petronio|Rocco|Salvatore|Sebastiano|Silvestro|Siro|Sofia|Tommaso"
    "|Valentino|Vincenzo|Orsola|Barbara|Monica|Bernardo|Bernardino|Apollinare|Eufemia|Felice|Giuliano|Lazzaro"
    "|Alessandro|Anselmo|Elena|Giulia|Cecilia|Patrizio|Marino|Daniele|Donà|Eustachio|Ivo|Elia|Agnese|Antimo|Fermo"
)


def _metres(match: re.Match[str]) -> str:
    """1,85 m: un metro e ottantacinque."""
    metres = "un metro" if match[1] == "1" else "due metri"
    return metres if match[2] == "00" else f"{metres} e {bare(int(match[2]))}"


def _and_half(match: re.Match[str]) -> str:
    """Un'ora e 1/2."""
    return f" e {'mezza' if match.string[match.start() - 1] in 'ae' else 'mezzo'}"


def _elided(match: re.Match[str]) -> str | None:
    """1 ora, 1 isola: un'ora, un'isola."""
    return f"un'{match['word']}" if gender_of(1, match["word"].lower()) == "f" else None


def _inches(match: re.Match[str]) -> str | None:
    """27\", where no quotation is open that the sign could end."""
    line = match.string[max(match.start() - 200, 0) : match.start()].rpartition("\n")[2]
    return None if any(sign in line for sign in '"“„') else " pollici"


def _unit_alone(match: re.Match[str]) -> str:
    """In km/h, al m²."""
    noun = UNITS[match["unit"]]
    return f"{match['before']}{noun.one}" if match["before"] else noun.many


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
    over = level or re.search(r"\bPA\b|[pP]ressione", before) or "mmHg" in behind
    return " su " if over else " barra "


def _per(match: re.Match[str]) -> str | None:
    """3 volte/giorno, 15 €/ora; but mg/l is milligrammi per litro."""
    counted_in_units = (
        match.string[match.start() - 1].isalpha()
        and "€" not in match.string[max(match.start() - 15, 0) : match.start()]
    )
    return None if match["per"] in UNITS and counted_in_units else f" {PER[match['per']]}"


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


MEASURES = (
    mixed_portions(mixed_portion, UNITS | by_name(MEASURED)),
    half(lambda gender: "mezza" if gender == "f" else "mezzo", gender_of),
    half_of_unit(lambda gender: "mezza" if gender == "f" else "mezzo", UNITS),
    portions(portion, UNITS),
    of_units("milion[ei]|miliard[oi]|mln|mld|migliaia|centinaia|decine", "di", UNITS),
    rule(
        rf"(?<=[0-9]/)(?P<low>[0-9]{{1,3}}){SPACE}?mmHg\b",
        lambda match: f"{bare(int(match['low']))} {UNITS['mmHg'].many}",
    ),
    rule(rf"(?<=[0-9]){SPACE}(?:p?p|pagg?)\.(?!\w)", lambda _: " pagine"),
    rule(rf"(?<=[a-z]){SPACE}e{SPACE}?(?:1/2|½)(?![\w/])", _and_half),
    rule(rf"{START}1{SPACE}?h(?![\w/])", lambda _: "un'ora"),
    rule(rf"{START}1{SPACE}(?P<word>[aeiouAEIOU][^\W\d_]{{2,30}})(?!\w)", _elided),
    rule(rf"(?<=[\w²³])/(?P<per>{'|'.join(sorted(map(re.escape, PER), key=len, reverse=True))})(?!\w)", _per),
    rule(
        rf"(?<=[€$£])/(?P<per>{'|'.join(sorted(map(re.escape, PER), key=len, reverse=True))})(?!\w)",
        lambda match: f" {PER[match['per']]}",
    ),
    rule(rf"(?<=[0-9]){SPACE}?[\"”″](?!\w)", _inches),
    rule(
        rf"{START}([1-9][0-9]?){SPACE}?[x×](?={SPACE}(?:al|più|meno|la)\b)",
        lambda match: f"{bare(int(match[1]))} volte",
    ),
    rule(rf"(?<=[0-9])/(?=10(?![\w/.,])(?!{SPACE}(?:d[ei]|degli|delle|dell['’])))", lambda _: " su "),
    rule(rf"(?<=[0-9])(?:[\u00a0\u202f ])K(?!\w|{SPACE}?[€$£])", lambda _: " kelvin"),
    rule(
        rf"(?<=[0-9][mc ]m){SPACE}?[x×]{SPACE}?(?=[0-9])|(?<=[0-9] cm){SPACE}?[x×]{SPACE}?(?=[0-9])", lambda _: " per "
    ),
    rule(r"(?<![\w./])[x×](?=[0-9]{1,4}(?!\w|[x×]))", lambda _: "per "),
    rule(
        r"(?P<before>\b(?:al|il|del|un|per|ogni) )?(?<![\w/])"
        r"(?P<unit>km/h|m/s|km²|m²|mq|m³|kWh|MWh|GWh|GHz|MHz|°C|°F)(?![\w/²³])",
        _unit_alone,
    ),
    rule(rf"(?<=[0-9]){SPACE}?ha(?={SPACE}(?:di|coltivat|a vigneto)|\s*[.,;:)]|\s*\Z)", lambda _: " ettari"),
    rule(rf"{START}1:(?=[0-9]{{1,3}}(?:\.?[0-9]{{3}}){{1,3}}(?![0-9]))", lambda _: "uno a "),
    rule(rf"{START}([12]),([0-9]{{2}}){SPACE}?m(?!\w|['’/]\w)", _metres),
    priced("al|per|il", UNITS),
    counted(cardinal, gender_of, UNITS | CURRENCIES),
)
SUMS = (
    thousands(bare, CURRENCIES),
    named_sums(called(CURRENCIES, ("€", "$", "£", "CHF")), money),
)
WORDS = (
    rule(rf"\bS\.{SPACE}?(?=(?P<name>{SAINTS})\b)", _saint),
    rule(rf"\b[pP]p\.{SPACE}?(?=[0-9])", lambda _: "pagine "),
    rule(rf"\b[pP]\.{SPACE}?(?=[0-9])", lambda _: "pagina "),
    rule(rf"(?<=, )c\.{SPACE}?(?=[0-9])", lambda _: "comma "),
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
    rule(r"(?<![/0-9][0-9]{4})(?<=[0-9])/(?=(?:19|20)[0-9]{2}(?![\w/]|[.,][0-9]))", lambda _: " del "),
    rule(r"(?<=\bUTC|\bGMT) ?[-\u2212](?=[0-9])", lambda _: " meno "),
    rule(r"(?<=[^\W\d_])-(?=[0-9])|(?<=[0-9])-(?=[^\W_])", lambda _: " "),
    rule(r"(?<=[0-9])/(?=[0-9])", _stroke),
    rule(r"§§ ?(?=[0-9])", lambda _: "paragrafi "),
    rule(r"\bint\.(?= ?[0-9A-Z])", lambda _: "interno"),
    rule(r"\bc/o\b", lambda _: "presso"),
    rule(r"\bs\.?l\.?m\.?(?!\w)", lambda _: "sul livello del mare"),
    rule(r"~(?= ?[0-9])", lambda _: "circa "),
)


RULES: tuple[Rule, ...] = (
    *TIMES, *DATES, *ROMANS, *ORDINALS, scores(SPORT, "a", bare), *SUMS, *MEASURES, *WORDS,
)  # fmt: skip
