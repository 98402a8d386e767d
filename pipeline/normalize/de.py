"""German: ordinals take the ending that the words before them ask for; years before 2000 count hundreds."""

import re
from functools import lru_cache

from num2words import num2words

from pipeline.normalize.counting import half_of_unit, priced
from pipeline.normalize.dates import days
from pipeline.normalize.language import Gender, Language
from pipeline.normalize.numbers import SPACE, any_of
from pipeline.normalize.romans import numeral
from pipeline.normalize.rules import rule
from pipeline.normalize.tables import currencies, nouns

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
MONTH_NAMES = {short.lower(): n for n, name in enumerate(MONTHS, 1) for short in (name, name[:3])}

CURRENCIES = currencies(
    "€|EUR|Euro, Euro, Euro, Cent, Cent; $|USD|Dollar, Dollar, Dollar, Cent, Cent"
    "; US$, US-Dollar, US-Dollar, Cent, Cent; £|GBP|Pfund, Pfund, Pfund, Penny, Pence"
    "; CHF|Fr.|Franken, Franken, Franken, Rappen, Rappen"
    "; ¥|JPY, Yen, Yen, Sen, Sen"
)
MAGNITUDES = nouns(
    "Mio.|Mio|Million|Millionen, Million, Millionen, f; Mrd.|Mrd|Milliarde|Milliarden, Milliarde, Milliarden, f"
    "; Bio.|Billion|Billionen, Billion, Billionen, f; Tsd.|tausend, tausend"
)
UNITS = nouns(
    "km, Kilometer; m, Meter; cm, Zentimeter; mm, Millimeter; µm|μm, Mikrometer; nm, Nanometer"
    "; kg, Kilogramm, Kilogramm, n; g, Gramm, Gramm, n; TL, Teelöffel; EL, Esslöffel"
    "; mg, Milligramm; µg|μg, Mikrogramm; l|L, Liter; ml|mL, Milliliter; cl, Zentiliter; dl, Deziliter"
    "; hl, Hektoliter; km/h, Kilometer pro Stunde; m/s, Meter pro Sekunde; m²|m2|qm, Quadratmeter"
    "; cm², Quadratzentimeter; km², Quadratkilometer; m³|m3, Kubikmeter; cm³, Kubikzentimeter; ha, Hektar"
    "; °C|° C|℃, Grad Celsius"
    "; °F, Grad Fahrenheit; °, Grad; K, Kelvin; %, Prozent; ‰, Promille; W, Watt; kW, Kilowatt; MW, Megawatt"
    "; GW, Gigawatt; V, Volt; A, Ampere; mA, Milliampere; mAh, Milliamperestunde, Milliamperestunden, f; Hz, Hertz"
    "; kHz, Kilohertz; MHz, Megahertz; GHz, Gigahertz; kB|KB, Kilobyte; MB, Megabyte; GB, Gigabyte; TB, Terabyte"
    "; kbit/s, Kilobit pro Sekunde; Mbit/s, Megabit pro Sekunde; Gbit/s, Gigabit pro Sekunde; dB, Dezibel; Pa, Pascal"
    "; hPa, Hektopascal; bar, Bar; kcal, Kilokalorie, Kilokalorien, f; kJ, Kilojoule; J, Joule; N, Newton; px, Pixel"
    "; kWh, Kilowattstunde, Kilowattstunden, f; MWh, Megawattstunde, Megawattstunden, f; h|Std.|Std, Stunde, Stunden, f"
    "; min|Min., Minute, Minuten, f; s|Sek., Sekunde, Sekunden, f; ms, Millisekunde, Millisekunden, f"
    "; t, Tonne, Tonnen, f; l/100 km, Liter auf hundert Kilometer"
)

ABBREVIATIONS = {
    "z. B.": "zum Beispiel", "d. h.": "das heißt", "u. a.": "unter anderem", "usw.": "und so weiter",
    "bzw.": "beziehungsweise", "ca.": "circa", "Nr.": "Nummer", "Dr.": "Doktor", "Prof.": "Professor",
    "Hr.": "Herr", "Hrn.": "Herrn", "Fr.": "Frau", "St.": "Sankt", "Str.": "Straße", "inkl.": "inklusive",
    "zzgl.": "zuzüglich", "exkl.": "exklusive", "evtl.": "eventuell", "ggf.": "gegebenenfalls", "vgl.": "vergleiche",
    "Abs.": "Absatz", "Art.": "Artikel", "Kap.": "Kapitel", "Bd.": "Band", "Abb.": "Abbildung", "Tab.": "Tabelle",
    "u. v. m.": "und vieles mehr", "o. Ä.": "oder Ähnliches", "u. Ä.": "und Ähnliches",
    "i. d. R.": "in der Regel", "u. U.": "unter Umständen",
    "z. T.": "zum Teil", "v. a.": "vor allem", "s. o.": "siehe oben", "s. u.": "siehe unten",
    "v. Chr.": "vor Christus", "n. Chr.": "nach Christus", "Tel.": "Telefon", "max.": "maximal", "min.": "minimal",
    "mind.": "mindestens", "geb.": "geboren", "Jh.": "Jahrhundert", "sog.": "sogenannt", "bspw.": "beispielsweise",
    "etc.": "et cetera", "Dipl.-Ing.": "Diplomingenieur", "Mio.": "Millionen", "Mrd.": "Milliarden",
    "z. Zt.": "zurzeit", "i. A.": "im Auftrag", "Hbf.": "Hauptbahnhof", "Std.": "Stunden", "Verf.": "Verfasser",
}  # fmt: skip

SIGNS = {
    "&": "und", "+": "plus", "=": "gleich", "@": "at", "#": "Raute", "%": "Prozent", "§": "Paragraf", "×": "mal",
    "÷": "geteilt durch", "±": "plus minus", "→": "zu", "≈": "ungefähr", "~": "etwa", "≤": "kleiner oder gleich",
    "≥": "größer oder gleich", "≠": "ungleich", "<": "kleiner als", ">": "größer als", "°": "Grad", "²": "Quadrat",
    "³": "hoch drei", "√": "Wurzel aus", "π": "Pi", "∞": "unendlich", "‰": "Promille", "©": "Copyright",
}  # fmt: skip
SPELLED = {
    ".": "Punkt", "/": "Schrägstrich", "-": "Minus", "_": "Unterstrich", "@": "at", ":": "Doppelpunkt",
    "?": "Fragezeichen", "=": "gleich", "&": "und", "#": "Raute", "+": "plus", "~": "Tilde", "%": "Prozent",
}  # fmt: skip

NUMBERED = "kapitel teil band artikel abschnitt akt phase stufe klasse typ anhang gruppe buch"
KINGS = (
    "Ludwig Heinrich Karl Friedrich Wilhelm Otto Philipp Paul Benedikt Pius Georg Eduard Franz August Leopold Charles"
)
QUEENS = "Elisabeth Katharina Margarethe Isabella Maria"

BEFORE_ORDINALS = (
    "am|im|zum|zur|vom|beim|der|die|das|dem|den|des|ein|eine|einen|einem|einer|eines|ihr|ihre|ihren|sein|seine|seinen|"
    "mein|meine|meinen|meinem|jeder|jede|jedes|jeden|dieser|diese|dieses|diesen|und|bis|ins"
)
BEHIND_A_WORD = "|".join(rf"(?<=\b(?i:{word}) )" for word in BEFORE_ORDINALS.split("|"))
ORDERED = "Jahrhundert|Stock|Etage|Platz|Klasse|Mal|Quartal|Liga|Geburtstag|Weltkrieg|Kapitel|Auflage"
WEAK_N = re.compile(
    r"\b(?:am|im|zum|zur|vom|beim|dem|den|des|bis|ab|seit|ins|einen|einem|einer|eines|meinem|meinen|seinen|ihren|jeden"
    r"|diesen|diesem|(?:in|an|auf|mit|von|zu|nach|bei|aus|seit|vor|unter|während|wegen) (?:der|dieser|jeder))\s*$"
)
WEAK = re.compile(r"\b(?:der|die|das|diese[rs]?|eine|ihre|seine|meine|jede[rs]?)\s*$")


@lru_cache(10_000)
def bare(number: int) -> str:
    return str(num2words(number, lang="de"))


def cardinal(number: int, gender: Gender = "m") -> str:
    words = bare(number)
    if not words.endswith("eins"):
        return words
    return words.removesuffix("s") + ("e" if gender == "f" else "")


def ordinal(number: int, _: Gender = "m") -> str:
    return str(num2words(number, lang="de", to="ordinal"))


def year(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not 11 <= hundreds <= 19:
        return bare(number)
    return f"{bare(hundreds)}hundert{bare(rest) if rest else ''}"


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{ordinal(day)} {MONTHS[month - 1]}"
    return f"{spoken} {year(of_year)}" if of_year else spoken


def agreeing(spoken: str, before: str) -> str:
    """Am dritten, der dritte, ein dritter."""
    word, space, rest = spoken.partition(" ")
    ending = "n" if WEAK_N.search(before) else "" if WEAK.search(before) else "r"
    return word + ending + space + rest


def time(hour: int, minute: int, second: int | None) -> str:
    spoken = f"{cardinal(hour)} Uhr{' ' + bare(minute) if minute or second else ''}"
    return f"{spoken} und {cardinal(second, 'f')} Sekunde{'' if second == 1 else 'n'}" if second else spoken


def fraction(above: int, below: int) -> str:
    if below == 2:
        return f"{cardinal(above)} halb"
    return f"{cardinal(above)} {ordinal(below).removesuffix('te').capitalize()}tel"


def mixed(whole: int, above: int, below: int) -> str:
    joint = "" if (above, below) == (1, 2) else " "
    return cardinal(whole) + joint + fraction(above, below).replace("ein halb", "einhalb")


def _clock(match: re.Match[str]) -> str:
    """14.30 Uhr, 1 Uhr."""
    return time(int(match[1]) % 24, int(match[2] or 0), None)


def _day_and_month(match: re.Match[str]) -> str | None:
    """Am 3.5., but not: Version 1.5."""
    before = match.string[max(match.start() - 30, 0) : match.start()].lower()
    if not (WEAK_N.search(before) or WEAK.search(before)):
        return None
    return agreeing(date(int(match[1]), int(match[2]), None), before)


def _ruler(match: re.Match[str], number: int) -> str:
    """Ludwig XIV. is der Vierzehnte, Elisabeth II. die Zweite."""
    article = "die" if match["name"] in QUEENS.split() else "der"
    return f"{match['name']} {article} {ordinal(number).capitalize()}"


def _decade(match: re.Match[str]) -> str:
    """1980er, die 80er."""
    return f"{year(int(match[1]))}er"


RULES = (
    rule(r"(?<![\w.,:])([01]?[0-9]|2[0-4])(?:\.([0-5][0-9]))?[ \u00a0]Uhr\b", _clock),
    rule(r"(?<![\w.,:])(0?[1-9]|[12][0-9]|3[01])\. ?(0?[1-9]|1[0-2])\.(?![0-9])", _day_and_month),
    numeral(rf"\b(?P<name>{any_of([*KINGS.split(), *QUEENS.split()])}){SPACE}", r"(?:\.(?!\s{0,9}\Z)|(?!\w))", _ruler),
    rule(r"(?<![\w.,])([0-9]{2,4})er\b", _decade),
    rule(r"(?<![\w.,])([0-9]{1,3})(?:x|×|-?[mM]al)\b", lambda match: f"{cardinal(int(match[1]))}mal"),
    rule(r"\bS\.(?=[ \u00a0]?[0-9])", lambda _: "Seite"),
    rule(r"(?<=[0-9€])/(?=(?:Sekunde|Minute|Stunde|Tag|Nacht|Woche|Monat|Jahr|Person)\b)", lambda _: " pro "),
    half_of_unit({"m": "ein halber", "f": "eine halbe", "n": "ein halbes"}.__getitem__, UNITS),
    priced("pro|je", UNITS),
    days("Mo Di Mi Do Fr Sa So", "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag", "bis"),
    rule(r"\bHbf\b(?!\.)", lambda _: "Hauptbahnhof"),
    rule("§§", lambda _: "Paragrafen"),
    rule(r"\b(\w{2,40}s)tr\.(?!\w)", lambda match: f"{match[1]}traße"),
)

LANGUAGE = Language(
    code="de",
    decimal_mark=",",
    group_marks=".\u00a0\u202f'’",
    cardinal=cardinal,
    bare=bare,
    ordinal=ordinal,
    ordinal_pattern=rf"(?P<number>(?:{BEHIND_A_WORD})[0-9]{{1,3}}|[0-9]{{1,3}}(?=\. (?:{ORDERED})\b))\.(?= [^\W\d_])",
    year=year,
    year_pattern="1[1-9][0-9]{2}",
    date=date,
    date_order="dmy",
    agreeing=agreeing,
    months=MONTHS,
    month_names=MONTH_NAMES | {"sept": 9, "mrz": 3, "jänner": 1},
    time=time,
    time_suffix="Uhr",
    fraction=fraction,
    mixed=mixed,
    ratio="zu",
    currencies=CURRENCIES,
    with_cents="{units} {cents}",
    magnitudes=MAGNITUDES,
    units=UNITS,
    abbreviations=ABBREVIATIONS,
    final=frozenset({"usw.", "etc."}),
    signs=SIGNS,
    decimal_word="Komma",
    minus="minus",
    to="bis",
    spelled=SPELLED,
    power="hoch",
    roman_before=dict.fromkeys(NUMBERED.split(), "cardinal"),
    version_word="Version",
    rules=RULES,
)
