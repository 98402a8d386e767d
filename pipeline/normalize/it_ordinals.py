"""Italian: ordinals, in roman numerals and as they are written short."""

import re

from pipeline.normalize.it_numbers import bare, is_feminine, king, ordinal, ordinal_of
from pipeline.normalize.it_words import KINGS, MONTHS, NOT_COUNTED, QUEENS
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.romans import kings, numeral, numerals_alone
from pipeline.normalize.rules import rule

NUMBERED_BEFORE = (
    "secolo|edizione|guerra|media|elementare|superiore|liceo|ginnasio|giornata|anno|anniversario|municipio|legislatura"
    "|repubblica|dinastia|congresso|capitolo|canto|sezione|classe|grado|circoscrizione|commissione|concilio|millennio"
    "|semestre|trimestre|bimestre|quadrimestre|turno|tappa|girone|scena|volume|libro|legione|divisione|armata|domenica"
    "|festival|premio|concorso|rapporto|piano|fila|serie|categoria|crociata|olimpiade|conferenza|assemblea|giornate"
    "|triennio|biennio|comma|posto|reggimento|battaglione|corpo|lotto|stralcio|fascia|zona"
)
SCHOOL_CLASS = r"(?=[ -][A-L](?![\w'’.]))"
NUMBERED_BEHIND = "parte|sezione|scena|classe|tavola|giornata|lezione|declinazione|edizione|regione|zona|legislatura"
AMONG = rf"{SPACE}?(?:e|ed|o|al|[-\u2013/]){SPACE}?(?:(?:il|del|nel|la){SPACE})?"


def _written_ordinal(match: re.Match[str]) -> str | None:
    """3a tappa, 2o piano, 5^ edizione."""
    word, feminine = (match["word"] or "").lower(), match["end"] == "a"
    if match["end"] == "i":
        return f"{ordinal(int(match['number']), 'm')[:-1]}i" if word.endswith("i") else None
    if match["end"] != "^" and (word in NOT_COUNTED or is_feminine(word) != feminine):
        return None
    masculine = match["end"] == "o" or (match["end"] == "^" and word and not is_feminine(word))
    return ordinal(int(match["number"]), "m" if masculine else "f")


def _short_numbered(match: re.Match[str], value: int) -> str:
    word = {"cap": "capitolo", "vol": "volume", "lib": "libro", "tit": "titolo", "sez": "sezione", "tav": "tavola"}
    noun = word.get(match["before"][:3], "tomo")
    return f"{noun} {ordinal_of(value, noun)}"


def _century(match: re.Match[str], value: int) -> str:
    """Nel tredicesimo secolo e nel XV."""
    of_centuries = "secol" in match.string[max(match.start() - 80, 0) : match.start()]
    return ordinal(value, "m") if of_centuries else bare(value)


ROMANS = (
    numeral(
        r"(?:(?<=\b[lL]a )|(?<=\b[iI]n )|(?<=lla )|(?<=lasse ))(?=I{1,3}\b|IV\b|V\b)",
        SCHOOL_CLASS,
        lambda _, value: ordinal(value, "f"),
    ),
    numeral(r"\b", rf"(?={SPACE}[gG]iochi\b)", lambda _, value: f"{ordinal(value, 'm')[:-1]}i"),
    numeral(
        rf"(?P<before>\b(?:cap|vol|lib|tit|sez|tav|tomo)\.{SPACE})(?=[IVX]{{2}}|[VX]\b)", r"(?![\w'’])", _short_numbered
    ),
    numeral(
        r"\b", rf"(?={SPACE}(?P<noun>(?i:{NUMBERED_BEFORE}))\b)", lambda match, value: ordinal_of(value, match["noun"])
    ),
    numeral(
        r"\b",
        rf"(?={AMONG}[IVX]{{1,7}}{SPACE}(?P<noun>(?i:{NUMBERED_BEFORE}|sec))\b)",
        lambda match, value: ordinal_of(value, match["noun"]),
    ),
    numeral(r"\b", rf"(?={SPACE}(?i:{'|'.join(MONTHS)})\b)", lambda _, value: bare(value)),
    numeral(
        rf"\b(?P<noun>(?i:{NUMBERED_BEHIND})){SPACE}",
        r"(?![\w'’])",
        lambda match, value: f"{match['noun']} {ordinal_of(value, match['noun'])}",
    ),
    numeral(
        rf"\b(?P<before>[sS]ecoli{SPACE}|(?<=[IVX]{SPACE})e{SPACE})",
        r"(?![\w'’])",
        lambda match, value: f"{match['before']}{ordinal(value, 'm')}",
    ),
    numeral(r"\b", rf"(?={SPACE}sec\.)", lambda _, value: ordinal(value, "m")),
    numeral(rf"\b[sS]ec\.{SPACE}", r"(?![\w'’])", lambda _, value: f"secolo {ordinal(value, 'm')}"),
    rule(rf"(?<=[IVX]{SPACE})sec\.(?!\w)", lambda _: "secolo"),
    kings((*KINGS, *QUEENS), king),
    numeral(
        rf"\b(?P<of>(?:[rR]e|[pP]apa|[rR]egina|[iI]mperatore|[zZ]ar|[sS]ultano|[fF]araone){SPACE}[A-Z][a-zà-ù]{{1,20}}{SPACE})",
        r"(?![\w'’])",
        lambda match, value: match["of"] + ordinal(value, "f" if match["of"][:6].lower() == "regina" else "m"),
    ),
    numeral(
        r"(?:(?<=\b[lL]a )|(?<=[dnsbDNS]ella )|(?<=[aA]lla )|(?<=[dD]alla )"
        r"|(?<=\b[iI]l )|(?<=\b[dDnN]el )|(?<=\b[aA]l ))(?=[IVX]{2})",
        rf"(?={SPACE}(?P<noun>[a-zà-ù]{{5,30}})\b)",
        lambda match, value: ordinal_of(value, match["noun"]),
    ),
    numeral(rf"(?<=[nNdD]el{SPACE})(?=[IVX]{{2}})", r"(?=\s*(?:[.,;:)]|\Z))", _century),
    numeral(rf"(?<=[^\W\d_]{SPACE})(?=[IVX]{{2}})(?!VI\b)", r"(?![\w'’])", lambda _, value: bare(value)),
    *numerals_alone(bare),
)
ORDINALS = (
    rule(
        r"(?:\A|(?<=\b[lL]a )|(?<=lla )|(?<=\b[iI]l ))(?P<number>[1-9][0-9]?)(?P<end>[ao])"
        r"(?=\s*(?:\Z|[,;:!?)])|\.\s*\Z)",
        lambda match: ordinal(int(match["number"]), "f" if match["end"] == "a" else "m"),
    ),
    rule(rf"{START}(?P<number>[0-9]{{1,3}})(?P<end>[aoi])(?={SPACE}(?P<word>[^\W\d_]{{3,30}}))", _written_ordinal),
    rule(
        rf"{START}(?P<number>[0-9]{{1,3}})(?P<end>\^)(?!-?[0-9])(?={SPACE}?(?P<word>[^\W\d_]{{3,30}})?)",
        _written_ordinal,
    ),
    rule(
        r"(?:(?<=\b[iI]l )|(?<=\b[dDnN]el )|(?<=\b[aA]l )|(?<=\b[dD]al )|(?<=\b[sS]ul )|(?<=\b[uU]n )|(?<=[lL]['’])"
        r"|(?<=suo )|(?<=mio )|(?<=\bper ))"
        rf"(?P<number>[0-9]{{1,3}}(?:\.[0-9]{{3}}){{0,3}})°(?!{SPACE}?[CFK]\b|\w|{SPACE}(?:gradi|sotto|sopra)\b)",
        lambda match: ordinal(int(match["number"].replace(".", "")), "m"),
    ),
    rule(r"(?<=[0-9])°(?= (?:sotto|sopra|all['’]ombra|in frigo))", lambda _: " gradi"),
    rule(
        r"(?:(?<=[-+\u2212])|(?<=\ba )|(?<=\b[sS]ono )|(?<=circa )|(?<=erano ))([02-9])°(?!\w| ?[CF]\b)",
        lambda match: f"{bare(int(match[1]))} gradi",
    ),
)
