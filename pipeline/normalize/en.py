"""English, as it is read in America: no "and" within numbers, the month before the day."""

import re
from functools import lru_cache

from num2words import num2words

from pipeline.normalize.counting import priced
from pipeline.normalize.dates import days
from pipeline.normalize.language import Gender, Language
from pipeline.normalize.rules import rule
from pipeline.normalize.tables import currencies, nouns

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

CURRENCIES = currencies(
    "$|USD|dollars, dollar, dollars, cent, cents; US$, US dollar, US dollars, cent, cents"
    "; CA$|CAD, Canadian dollar, Canadian dollars, cent, cents; AUD, Australian dollar, Australian dollars, cent, cents"
    "; €|EUR|euros, euro, euros, cent, cents; £|GBP|pounds, pound, pounds, penny, pence"
    "; ¥|JPY, yen, yen, sen, sen; CNY, yuan, yuan, fen, fen; CHF, Swiss franc, Swiss francs, centime, centimes"
    "; ₹|INR, rupee, rupees, paisa, paise; ₩|KRW, won, won, jeon, jeon; R$|BRL, real, reais, centavo, centavos"
)
MAGNITUDES = nouns("K|k|thousand, thousand; M|mn|million, million; B|bn|billion, billion; tn|trillion, trillion")
UNITS = nouns(
    "km, kilometer, kilometers; m, meter, meters; cm, centimeter, centimeters; mm, millimeter, millimeters"
    "; μm|µm, micrometer, micrometers; nm, nanometer, nanometers; mi, mile, miles; yd, yard, yards; ft, foot, feet"
    "; lb|lbs, pound, pounds; oz, ounce, ounces; tsp|tsp., teaspoon, teaspoons; tbsp|tbsp., tablespoon, tablespoons"
    "; kg, kilogram, kilograms; g, gram, grams; mg, milligram, milligrams"
    "; μg|µg, microgram, micrograms; L|l, liter, liters; ml|mL, milliliter, milliliters; cl, centiliter, centiliters"
    "; gal, gallon, gallons; km/h|kph, kilometer per hour, kilometers per hour; mph, mile per hour, miles per hour"
    "; m/s, meter per second, meters per second; m²|m2|sq m, square meter, square meters"
    "; km²|km2, square kilometer, square kilometers; m³|m3, cubic meter, cubic meters"
    "; cm³|cm3, cubic centimeter, cubic centimeters; sq ft|ft², square foot, square feet; ha, hectare, hectares"
    "; °C|° C|℃, degree Celsius, degrees Celsius; °F|° F|℉, degree Fahrenheit, degrees Fahrenheit; °, degree, degrees"
    "; %, percent; ‰, per mille; W, watt, watts; kW, kilowatt, kilowatts; MW, megawatt, megawatts; V, volt, volts"
    "; kWh, kilowatt hour, kilowatt hours; mA, milliamp, milliamps; mAh, milliamp hour, milliamp hours; Hz, hertz"
    "; kHz, kilohertz; MHz, megahertz; GHz, gigahertz; kB|KB, kilobyte, kilobytes; MB, megabyte, megabytes"
    "; GB, gigabyte, gigabytes; TB, terabyte, terabytes; kbps|kbit/s, kilobit per second, kilobits per second"
    "; Mbps|Mbit/s, megabit per second, megabits per second; Gbps|Gbit/s, gigabit per second, gigabits per second"
    "; ms, millisecond, milliseconds; s|sec, second, seconds; min, minute, minutes; h|hr|hrs, hour, hours"
    "; dB, decibel, decibels; Pa, pascal, pascals; kPa, kilopascal, kilopascals; hPa, hectopascal, hectopascals"
    "; psi, pound per square inch, pounds per square inch; kcal, kilocalorie, kilocalories; kJ, kilojoule, kilojoules"
    "; J, joule, joules; N, newton, newtons; px, pixel, pixels; x|×, time, times"
    "; mpg, mile per gallon, miles per gallon; rpm, revolution per minute, revolutions per minute"
    "; bpm, beat per minute, beats per minute; fps, frame per second, frames per second"
)

ABBREVIATIONS = {
    "Dr.": "Doctor", "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Prof.": "Professor", "Jr.": "Junior",
    "Sr.": "Senior", "Gen.": "General", "Capt.": "Captain", "Lt.": "Lieutenant", "Sgt.": "Sergeant",
    "Rev.": "Reverend", "Hon.": "Honorable", "Gov.": "Governor", "Sen.": "Senator", "Rep.": "Representative",
    "e.g.": "for example", "i.e.": "that is", "etc.": "et cetera", "vs.": "versus", "vs": "versus",
    "approx.": "approximately", "ca.": "circa", "cf.": "compare", "a.m.": "A M", "p.m.": "P M", "w/o": "without",
    "w/": "with", "Inc.": "Incorporated", "Ltd.": "Limited", "Corp.": "Corporation", "Co.": "Company",
    "Dept.": "Department", "Ave.": "Avenue", "Rm.": "Room", "Apt.": "Apartment", "Blvd.": "Boulevard",
    "Rd.": "Road", "Mt.": "Mount", "Ft.": "Fort",
    "est.": "established", "vol.": "volume", "pp.": "pages", "et al.": "and others", "U.S.": "U S", "U.K.": "U K",
    "U.N.": "U N", "U.S.A.": "U S A", "E.U.": "E U", "D.C.": "D C", "Ph.D.": "P H D", "P.S.": "P S",
    "a.k.a.": "also known as", "Jan.": "January", "Feb.": "February", "Aug.": "August", "Sept.": "September",
    "Oct.": "October", "Nov.": "November", "Dec.": "December", "24/7": "twenty-four seven", "9/11": "nine eleven",
    "B.C.": "B C", "A.D.": "A D",
}  # fmt: skip
MAY_END_A_SENTENCE = "etc. a.m. p.m. Inc. Ltd. Corp. Co. Jr. Sr. Ave. Blvd. Rd. Ph.D. D.C. U.S.A. B.C. A.D."

SIGNS = {
    "&": "and", "+": "plus", "=": "equals", "@": "at", "#": "hash", "%": "percent", "§": "section", "×": "times",
    "÷": "divided by", "±": "plus or minus", "→": "to", "≈": "about", "~": "about", "≤": "less than or equal to",
    "≥": "greater than or equal to", "≠": "not equal to", "<": "less than", ">": "greater than", "°": "degrees",
    "²": "squared", "³": "cubed", "√": "square root of", "π": "pi", "∞": "infinity", "©": "copyright", "‰": "per mille",
    "®": "registered", "™": "trademark",
}  # fmt: skip
SPELLED = {
    ".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at", ":": "colon", "?": "question mark",
    "=": "equals", "&": "and", "#": "hash", "+": "plus", "~": "tilde", "%": "percent",
}  # fmt: skip

NUMBERED = (
    "chapter part volume book act scene section phase stage type class level war title article appendix bowl mark"
)
RULERS = "henry louis charles edward george william richard james elizabeth mary paul pius philip"
NO_YEAR = r" (?:people|men|women|(?!was|has|crisis)[a-z]{2,15}[^\Wisu]s)\b"


@lru_cache(10_000)
def cardinal(number: int, _: Gender = "m") -> str:
    return _american(str(num2words(number, lang="en")))


def ordinal(number: int, _: Gender = "m") -> str:
    return _american(str(num2words(number, lang="en", to="ordinal")))


def _american(words: str) -> str:
    return words.replace(",", "").replace(" and ", " ")


def year(number: int) -> str:
    century, rest = divmod(number, 100)
    if number < 1000 or (century % 10 == 0 and rest < 10):
        return cardinal(number)
    return f"{cardinal(century)} {_two_digits(rest) if rest else 'hundred'}"


def _two_digits(number: int) -> str:
    return f"oh {cardinal(number)}" if number < 10 else cardinal(number)


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{MONTHS[month - 1]} {ordinal(day)}"
    return f"{spoken}, {year(of_year)}" if of_year else spoken


def time(hour: int, minute: int, second: int | None) -> str:
    if second is not None:
        seconds = f"{cardinal(second)} {'second' if second == 1 else 'seconds'}"
        return f"{cardinal(hour)} {_two_digits(minute)} and {seconds}"
    if minute:
        return f"{cardinal(hour)} {_two_digits(minute)}"
    return f"{cardinal(hour)} {'hundred' if hour > 12 else 'o’clock'}"


def fraction(above: int, below: int) -> str:
    part = {2: "half", 4: "quarter"}.get(below) or ordinal(below)
    return f"{cardinal(above)} {part if above == 1 else part.replace('half', 'halve') + 's'}"


def mixed(whole: int, above: int, below: int) -> str:
    spoken = fraction(above, below)
    return f"{cardinal(whole)} and {'a' + spoken.removeprefix('one') if above == 1 else spoken}"


def _half_of_day(match: re.Match[str]) -> str:
    """3 pm, 3:05 p.m."""
    hour, minute = cardinal(int(match["hour"])), int(match["minute"] or 0)
    spoken = f"{hour} {_two_digits(minute)}" if minute else hour
    ends = match["dot"] and re.match(r"\s*\Z|\s{1,9}[A-Z]", match.string[match.end() : match.end() + 9])
    return f"{spoken} {match['half'].upper()} M{'.' if ends else ''}"


def _decade(match: re.Match[str]) -> str:
    """1990s, the '80s."""
    ten = int(match["ten"]) * 10
    tens = {0: "hundreds", 10: "tens"}.get(ten) or cardinal(ten).removesuffix("y") + "ies"
    if match["century"] == "20" and not ten:
        return "two thousands"
    return f"{cardinal(int(match['century']))} {tens}" if match["century"] else tens


def _saint_or_street(match: re.Match[str]) -> str:
    named = re.match(r"\s[A-Z]", match.string[match.end() : match.end() + 2])
    behind_a_name = re.search(r"[A-Z0-9]\w{0,30}\s$", match.string[max(match.start() - 32, 0) : match.start()])
    return "Saint" if named and not behind_a_name else "Street"


def _height(match: re.Match[str]) -> str:
    """5'10\" and 6'."""
    feet = f"{cardinal(int(match['feet']))} {'foot' if match['feet'] == '1' else 'feet'}"
    return f"{feet} {cardinal(int(match['inches']))}" if match["inches"] else feet


def _lap(match: re.Match[str]) -> str:
    """In 27:45: more minutes than a day has hours."""
    minutes, seconds = cardinal(int(match[1])), int(match[2])
    return f"{minutes} {_two_digits(seconds)}" if seconds else f"{minutes} minutes"


RULES = (
    rule(r"(?<=\bin )(2[5-9]|[3-5][0-9]):([0-5][0-9])(?![0-9]|[:.,][0-9])", _lap),
    rule(
        r"(?<=, [A-Z]{2} )[0-9]{5}(?!\w|[.,-][0-9])", lambda match: " ".join(cardinal(int(each)) for each in match[0])
    ),
    rule(r"\bAve\.(?= (?:[NS][EW]?|[EW])\b)", lambda _: "Avenue"),
    priced("per", UNITS),
    days("Mon Tue Wed Thu Fri Sat Sun", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday", "to"),
    rule(
        r"(?<![\w.:])(?P<hour>0?[1-9]|1[0-2])(?::(?P<minute>[0-5][0-9]))?[ \u00a0]?"
        r"(?P<half>[aApP])(?:(?P<dot>\.) ?[mM]\.|[mM])(?!\w)",
        _half_of_day,
    ),
    rule(r"(?<![\w.,$])['’]?(?P<century>(?:1[1-9]|20)?)(?P<ten>[0-9])0['’]?s\b", _decade),
    rule(r"\bSt\.", _saint_or_street),
    rule(r"(?:#|(?:\b[Nn]os?\.|№)[ \u00a0]?)(?=[0-9])", lambda _: "number "),
    rule(r"(?<![\w.,])(?P<feet>[0-9]{1,2})['’′](?:[ ]?(?P<inches>[0-9]{1,2})[\"”″])?(?!\w)", _height),
    rule(r"(?<=[0-9])/(?=(?:second|minute|hour|day|night|week|month|year|person|user)\b)", lambda _: " per "),
    rule(r"(?<=\bC)#(?!\w)", lambda _: " sharp"),
    rule(rf"\b(?:{NUMBERED.replace(' ', '|')}) I\b(?= [a-z])", lambda match: match[0]),  # "the part I like"
)

LANGUAGE = Language(
    code="en",
    decimal_mark=".",
    group_marks=",",
    cardinal=cardinal,
    ordinal=ordinal,
    ordinal_pattern=r"(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9})(?:st|nd|rd|th)",
    year=year,
    year_pattern=rf"(?:1[1-9]|20)[0-9]{{2}}(?!{NO_YEAR})",
    date=date,
    date_order="mdy",
    date_link="of",
    months=MONTHS,
    month_names={short.lower(): n for n, name in enumerate(MONTHS, 1) for short in (name, name[:3])} | {"sept": 9},
    time=time,
    fraction=fraction,
    mixed=mixed,
    ratio="to",
    currencies=CURRENCIES,
    with_cents="{units} and {cents} {name}",
    magnitudes=MAGNITUDES,
    units=UNITS,
    abbreviations=ABBREVIATIONS,
    final=frozenset(MAY_END_A_SENTENCE.split()) | {"et al."},
    signs=SIGNS,
    decimal_word="point",
    minus="minus",
    to="to",
    spelled=SPELLED,
    power="to the power of",
    roman_article="the",
    roman_before={**dict.fromkeys(NUMBERED.split(), "cardinal"), **dict.fromkeys(RULERS.split(), "ordinal")},
    rules=RULES,
)
