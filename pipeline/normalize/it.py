"""Italian: how numbers, dates, sums and signs are read."""

import re
from functools import lru_cache

from num2words import num2words

from pipeline.normalize.counting import counted, half, half_of_unit, priced
from pipeline.normalize.language import Gender, Language
from pipeline.normalize.numbers import SPACE
from pipeline.normalize.romans import kings, numeral
from pipeline.normalize.rules import rule
from pipeline.normalize.tables import currencies, nouns, pairs, word_set, words

MONTHS = words("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre")
MASCULINE = word_set(
    "problema sistema tema programma clima poema schema dilemma diagramma dramma pianeta artista turista giornalista"
    " poeta pigiama collega"
)
FEMININE = word_set(
    "notte volta parte ragione mano classe chiave voce luce fine gente legge rete sede torre nave nube pelle mente"
    " morte sorte fonte fronte serie specie base frase crisi analisi foto moto radio auto estate arte carne croce"
    " cornice neve pace madre moglie valle febbre fame sete fede"
)
NOT_COUNTED = word_set("che con per tra fra non più come era del della dei delle nel nella sul sulla dal dalla alla")


HOUR_BEFORE = "(?:(?<=[Oo]re )|(?<=[Aa]lle )|(?<=[Dd]alle )|(?<=h ))"


@lru_cache(10_000)
def cardinal(number: int, gender: Gender) -> str:
    """Before what it counts: un, una; n is uno."""
    if number == 1 and gender != "n":
        return "una" if gender == "f" else "un"
    return bare(number)


def bare(number: int) -> str:
    """By itself: uno; without the commas and links of num2words, and with the accent that it forgets."""
    spoken = str(num2words(number, lang="it")).replace(",", "").replace(" e ", " ")
    return re.sub(r"(?<=\w)tre\b", "tré", spoken)


def ordinal(number: int, gender: Gender) -> str:
    spoken = str(num2words(number, lang="it", to="ordinal"))
    return spoken[:-1] + "a" if gender == "f" else spoken


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{'primo' if day == 1 else bare(day)} {MONTHS[month - 1]}"
    return f"{spoken} {bare(of_year)}" if of_year else spoken


def time(hour: int, minute: int, second: int | None) -> str:
    hours = "una" if hour == 1 else bare(hour)
    if second is not None:
        return f"{hours}, {bare(minute)} minuti e {bare(second)} secondi"
    return f"{hours} e {bare(minute)}" if minute else hours


def _clock(match: re.Match[str]) -> str:
    """Ore 14.30, alle 9.05: with a point, behind a word that tells the time."""
    return time(int(match["hour"]), int(match["minute"]), None)


def fraction(above: int, below: int) -> str:
    part = "mezzo" if below == 2 else ordinal(below, "m")
    return f"{cardinal(above, 'm')} {part if above == 1 else part[:-1] + 'i'}"


def mixed(whole: int, above: int, below: int) -> str:
    return f"{bare(whole)} e {'mezzo' if above * 2 == below else fraction(above, below)}"


def gender_of(number: int, word: str) -> Gender | None:
    """Only one has a gender; of a noun, by its ending or from the list."""
    if number != 1 or word in NOT_COUNTED or word in MONTHS:
        return None
    feminine = word in FEMININE or re.search("(?:a|zione|sione|gione|tà|tù|udine)$", word)
    if feminine and word not in MASCULINE:
        return "f"
    return "n" if re.match("s[^aeiou]|z|gn|ps|x|y", word) else "m"  # uno studente


QUEENS = word_set("Elisabetta Caterina Maria Cristina Margherita Giovanna Isabella")
KINGS = words(
    """Luigi Carlo Enrico Filippo Ferdinando Francesco Umberto Vittorio_Emanuele Vittorio_Amedeo Carlo_Alberto
    Emanuele_Filiberto Pio Leone Benedetto Giovanni Giovanni_Paolo Paolo Clemente Gregorio Urbano Giulio Innocenzo
    Bonifacio Sisto Alessandro Federico Guglielmo Giorgio Edoardo Riccardo Napoleone Nicola Alfonso Pietro"""
)


def _king(name: str, number: int) -> str:
    return ordinal(number, "f" if name in QUEENS else "m")


UNITS = nouns(
    """km, chilometro, chilometri; m, metro, metri; cm, centimetro, centimetri; mm, millimetro, millimetri
    ; m²|m2|mq, metro quadrato, metri quadrati; km²|km2, chilometro quadrato, chilometri quadrati
    ; m³|m3|mc, metro cubo, metri cubi; km/h, chilometro orario, chilometri orari
    ; m/s, metro al secondo, metri al secondo; kg, chilogrammo, chilogrammi; g, grammo, grammi
    ; mg, milligrammo, milligrammi; t, tonnellata, tonnellate, f; hl, ettolitro, ettolitri; l|L, litro, litri
    ; cl, centilitro, centilitri; ml|mL, millilitro, millilitri; h, ora, ore, f; min, minuto, minuti
    ; s, secondo, secondi; ms, millisecondo, millisecondi; °C|° C, grado Celsius, gradi Celsius
    ; °F, grado Fahrenheit, gradi Fahrenheit; %, per cento, per cento, n; ‰, per mille, per mille, n
    ; W, watt, watt; kW, chilowatt, chilowatt; MW, megawatt, megawatt; kWh, chilowattora, chilowattora; V, volt, volt
    ; mAh, milliamperora, milliamperora; Hz, hertz, hertz; kHz, chilohertz, chilohertz; MHz, megahertz, megahertz
    ; GHz, gigahertz, gigahertz; kB|KB, kilobyte, kilobyte; MB, megabyte, megabyte; GB, gigabyte, gigabyte
    ; TB, terabyte, terabyte; Mbps|Mbit/s, megabit al secondo, megabit al secondo; kcal, chilocaloria, chilocalorie, f
    ; dB, decibel, decibel; px, pixel, pixel; hPa, ettopascal, ettopascal"""
)
CURRENCIES = currencies(
    """€|EUR, euro, euro, centesimo, centesimi; $|US$|USD, dollaro, dollari, centesimo, centesimi
    ; £|GBP, sterlina, sterline, penny, pence, f; ¥|JPY, yen, yen, sen, sen; CHF, franco svizzero, franchi svizzeri
    , centesimo, centesimi; CNY, yuan, yuan, fen, fen; R$|BRL, real, real, centesimo, centesimi
    ; ₹|INR, rupia, rupie, paisa, paisa, f"""
)

LANGUAGE = Language(
    code="it",
    decimal_mark=",",
    group_marks=". \u00a0\u202f",
    cardinal=cardinal,
    bare=bare,
    ordinal=ordinal,
    ordinal_pattern=r"(?P<number>[0-9]{1,4})\.?(?:º|(?<![0-9]{2})°|(?P<feminine>ª))(?! ?[CF]\b)",
    year=bare,
    date=date,
    date_order="dmy",
    months=MONTHS,
    month_names={name: n for n, month in enumerate(MONTHS, 1) for name in (month, month[:3])} | {"sett": 9},
    time=time,
    fraction=fraction,
    mixed=mixed,
    ratio="a",
    currencies=CURRENCIES,
    with_cents="{units} e {cents} {name}",
    magnitudes=nouns(
        "milione|milioni|mln, milione, milioni; miliardo|miliardi|mld, miliardo, miliardi; bilioni, bilione, bilioni"
    ),
    magnitude_of="di",
    units=UNITS,
    abbreviations=pairs(
        """dott. = dottor; sig. = signor; prof. = professor; p.zza = piazza;
        Sig. = signor; Sig.ra = signora; Sig.na = signorina; Sigg. = signori; Dott. = dottor; Dr. = dottor;
        Dott.ssa = dottoressa; Dr.ssa = dottoressa; Prof. = professor; Prof.ssa = professoressa; Ing. = ingegner;
        Avv. = avvocato; Arch. = architetto; Geom. = geometra; Rag. = ragionier; On. = onorevole; Mons. = monsignor;
        S. = san; n. = numero; n° = numero; nº = numero; nr. = numero; pag. = pagina; pagg. = pagine; p. = pagina;
        cap. = capitolo; art. = articolo; vol. = volume; fig. = figura; tel. = telefono; ecc. = eccetera;
        etc. = eccetera; p. es. = per esempio; ad es. = ad esempio; a. C. = avanti Cristo; d. C. = dopo Cristo;
        c.a. = circa; ca. = circa; cfr. = confronta; P.za = piazza; V.le = viale; C.so = corso; max. = massimo;
        min. = minimo; S.p.A. = società per azioni; S.r.l. = società a responsabilità limitata"""
    ),
    final=frozenset({"ecc.", "etc.", "a. C.", "d. C.", "S.p.A.", "S.r.l."}),
    signs=pairs(
        """& = e; + = più; = = uguale; @ = chiocciola; # = cancelletto; % = per cento; § = paragrafo; × = per;
        ÷ = diviso; ± = più o meno; → = freccia; < = minore di; > = maggiore di; ≈ = circa; ≤ = minore o uguale a;
        ≥ = maggiore o uguale a; ≠ = diverso da; ° = gradi; ² = al quadrato; ³ = al cubo; √ = radice di; π = pi greco;
        ∞ = infinito; © = diritti d'autore; ™ = marchio; ® = marchio registrato"""
    ),
    decimal_word="virgola",
    decimals_together=3,
    minus="meno",
    to="a",
    spelled=pairs(
        """. = punto; / = barra; - = trattino; _ = trattino basso; @ = chiocciola; : = due punti;
        ? = punto interrogativo; = = uguale; & = e; # = cancelletto; + = più; ~ = tilde; % = per cento"""
    ),
    power="alla",
    version_word="versione",
    roman_before=dict.fromkeys(
        words("secolo capitolo tomo volume atto canto libro titolo girone municipio"), "ordinal"
    ),
    phones=(r"(?<![\w+.,-])3[0-9]{2}(?: [0-9]{3} [0-9]{4}| [0-9]{6,7}| [0-9]{2} [0-9]{2} [0-9]{3})(?![\w-])",),
    formulas={"H2O": "acca due o", "CO2": "ci o due", "O2": "o due", "H2SO4": "acca due esse o quattro"},
    rules=(
        numeral(r"\b", rf"(?={SPACE}[Ss]ecolo\b)", lambda _, value: ordinal(value, "m")),
        rule(rf"{HOUR_BEFORE}(?P<hour>[01]?[0-9]|2[0-3])\.(?P<minute>[0-5][0-9])(?![0-9]|[.,][0-9])", _clock),
        half(lambda gender: "mezza" if gender == "f" else "mezzo", gender_of),
        half_of_unit(lambda gender: "mezza" if gender == "f" else "mezzo", UNITS),
        priced("al|per|il", UNITS),
        kings(KINGS + tuple(QUEENS), _king),
        counted(cardinal, gender_of, UNITS | CURRENCIES),
        rule(r"\b[nN]\.?[º°](?=[0-9])", lambda _: "numero"),
    ),
)
