"""German numbers that count nothing and are read digit by digit: emergency calls, codes, postal codes, extensions."""

import re
from collections.abc import Callable

from pipeline.normalize.de_numbers import bare
from pipeline.normalize.rules import Rule, rule

DIGITS_OF = (
    "PLZ|Postleitzahl|PIN|TAN|Code|Kontonummer|Kundennummer|Vorgangsnummer|Bestellnummer|Auftragsnummer|Sendungsnummer"
    "|Mitgliedsnummer|Matrikelnummer|Ticketnummer|Aktenzeichen|Passwort|Raumcode|BLZ|Bankleitzahl|Code lautet"
    r"|(?:Kunden|Konto|Rechnungs|Bestell|Artikel|Auftrags)nr|(?:Kd|Re|Rg|Best|Art|Kto)\.-Nr|Kontonr|Kto|HRB|Rechnungsnummer|Artikelnummer|Seriennummer|Steuernummer"
)
CALLED = (
    "Tel|Telefon|Fax|Telefax|Mobil|Handy|Durchwahl|DW|Hotline|Rufnummer|Telefonnummer|Servicenummer|Kurzwahl|Nebenstelle"
    "|[Uu]nter der Nummer|die Nummer|(?:[Ee]rreich|[Rr]uf|[Aa]nruf|[Ww]ähl)[\\w ]{0,24} unter"
    "|Notruf|Polizei|Feuerwehr|Rettungsdienst|Notarzt|Giftnotruf|Taxi"
)
CALLING = ("[Nn]otruf", "[Nn]otfall", r"\bunter", r"\bdie", r"\bder", r"\bAnruf bei", "wählen Sie", "Wählen Sie")
GROUPS = r"(?:[ \u00a0]?[/\u2013-]?[ \u00a0]?(?<=[ \u00a0/\u2013)-])[0-9]{1,9}+){1,7}+(?![\w-])"
PHONES = (
    rf"\(0 [0-9]{{2,4}}\){GROUPS}",
    rf"(?<![\w+.,-])\(?0[0-9]{{1,6}}+\)?{GROUPS}",
    rf"(?<![\w+.,-])(?:00|\+)[1-9][0-9]{{0,2}}+[ \u00a0/-]?\(0\){GROUPS}",
)
"""With one digit behind a hyphen, and with the nought in brackets that is dialled at home only."""
TOWN = r"(?= [A-ZÄÖÜ][a-zäöüß]{2,})"


def by_digit(match: re.Match[str]) -> str:
    """In the groups that are written, with a short pause between."""
    return ", ".join(" ".join(bare(int(digit)) for digit in group) for group in re.findall("[0-9]+", match[0]))


def _after(words: str) -> Callable[[re.Match[str]], str | None]:
    """Digit by digit behind these words: PIN 4711, Kd.-Nr.: 98765."""
    leading = re.compile(rf"\b(?:{words})(?:\.|-Nr\.)?(?: ist| lautet)?:? ?\Z")

    def read(match: re.Match[str]) -> str | None:
        return by_digit(match) if leading.search(match.string[max(match.start() - 40, 0) : match.start()]) else None

    return read


def _account(match: re.Match[str]) -> str:
    """DE89 3704 0044 0532 0130 00."""
    return f"{match['named']} {by_digit(match)}"


RULES: tuple[Rule, ...] = (
    rule(r"(?<![\w.])(?P<named>[A-Z]{2})(?P<digits>[0-9]{2}(?: [0-9]{4}){3,7}(?: [0-9]{1,3})?)(?![\w-])", _account),
    rule(
        r"(?:(?<=[0-9], )|(?<=[0-9][a-z], )|(?<=\b[iI]n )(?![0-9]{3}00)|(?<=^)"
        r"|(?<=\n)|(?<=\bD-)|(?<=[0-9][a-z] ))[0-9]{5}" + TOWN,
        by_digit,
    ),
    rule(rf"(?:{'|'.join(f'(?<={word} )' for word in CALLING)})11[026](?! ?[\w%€])", by_digit),
    rule(r"(?<![\w.,+/-])116 ?117(?![\w.,-]?[0-9])", lambda _: "eins eins sechs, eins eins sieben"),
    rule(r"(?<![\w.,/])[0-9]{4,12}(?![\w-]|[.,][0-9])", _after(DIGITS_OF)),
    rule(r"(?<![\w.,/])-?[1-9][0-9]{2,11}(?![\w-]|[.,/ ][0-9])", _after(CALLED)),
    rule(r"(?:(?<=ISBN )|(?<=ISBN: ))(?:97[89][- ]?)?[0-9](?:[- ]?[0-9]){9}(?![0-9])", by_digit),
    rule(r"(?<![\w.,/-])[0-9]{2,3}/[0-9]{3,4}/[0-9]{3,5}(?![\w/-])", by_digit),
    rule(r"(?<=[A-Z]{2})[0-9]{5,15}(?!\w)", by_digit),
)
