"""Spanish: how numbers, dates, sums and signs are read."""

import re
from functools import lru_cache

from num2words import num2words

from pipeline.normalize.counting import counted, half, half_of_unit, priced
from pipeline.normalize.language import Gender, Language
from pipeline.normalize.numbers import SPACE
from pipeline.normalize.romans import kings, numeral
from pipeline.normalize.rules import rule
from pipeline.normalize.tables import currencies, nouns, pairs, word_set, words

MONTHS = words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
SHORT = {"uno": "un", "veintiuno": "veintiún", "primero": "primer", "tercero": "tercer"}
"""As they stand before what they count."""
ORDINALS = words(
    "cero primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo decimotercero"
    " decimocuarto decimoquinto decimosexto decimoséptimo decimoctavo decimonoveno"
)
TENS = words("cero décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo")
HUNDREDS = words(
    "cero centésimo ducentésimo tricentésimo cuadringentésimo quingentésimo sexcentésimo septingentésimo octingentésimo"
    " noningentésimo"
)
MASCULINE = word_set(
    "día mapa problema sistema tema programa idioma planeta clima poema síntoma esquema kilograma dilema diagrama"
    " drama fantasma turista artista periodista futbolista policía poeta pijama sofá gorila cura guardia colega"
)
FEMININE = word_set(
    "vez veces tarde noche mujer mujeres mano calle llave parte flor flores ley leyes red redes clase sede voz"
    " voces luz luces imagen imágenes foto moto torre serie especie base frase fuente nube nave cárcel cárceles"
    " señal señales suerte clave actriz actrices raíz raíces llave carne leche sangre"
)
NOT_COUNTED = word_set(
    "más menos tras mientras entonces además después antes quizás era fue está para cuando donde como pero por con"
    " sin sobre hasta desde hacia que mil son sólo solo según entre las los unas unos todas todos ellas ellos nos"
    " una ese del millón millones jamás esas esos estas estos nuestras nuestros tres seis dos esta este les sus mis"
    " tus"
)


@lru_cache(10_000)
def cardinal(number: int, gender: Gender) -> str:
    """Before what it counts: un, veintiún; una, doscientas."""
    spoken = bare(number)
    if gender == "f":
        return re.sub(r"uno$", "una", re.sub(r"ientos(?!.*mill)", "ientas", spoken))
    return spoken if gender == "n" else re.sub(r"\b(?:veinti)?uno$", lambda match: SHORT[match[0]], spoken)


def bare(number: int) -> str:
    """By itself: uno, veintiuno; but veintiún mil."""
    spoken = str(num2words(number, lang="es"))
    return re.sub(r"\b(?:veinti)?uno(?= mil)", lambda match: SHORT[match[0]], spoken)


def ordinal(number: int, gender: Gender) -> str:
    """Above 999 nobody says them: the cardinal."""
    if not 0 < number < 1000:
        return cardinal(number, gender)
    hundreds, rest = divmod(number, 100)
    tens, units = (0, rest) if rest < 20 else divmod(rest, 10)
    parts = ((HUNDREDS, hundreds), (TENS, tens), (ORDINALS, units))
    spoken = " ".join(names[digit] for names, digit in parts if digit)
    return re.sub(r"o\b", "a", spoken) if gender == "f" else spoken


def _short_ordinal(match: re.Match[str]) -> str:
    return re.sub("(?:prim|terc)ero$", lambda ending: ending[0][:-1], ordinal(int(match[1]), "m"))


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{'primero' if day == 1 else bare(day)} de {MONTHS[month - 1]}"
    return f"{spoken} de {bare(of_year)}" if of_year else spoken


def time(hour: int, minute: int, second: int | None) -> str:
    hours = cardinal(hour, "f")
    if second is not None:
        return f"{hours} horas {cardinal(minute, 'm')} minutos y {cardinal(second, 'm')} segundos"
    minutes = f"cero {bare(minute)}" if 0 < minute < 10 else bare(minute)
    return f"{hours} {minutes}" if minute else f"{hours} {'hora' if hour == 1 else 'horas'}"


def _hour(match: re.Match[str]) -> str:
    return cardinal(int(match[0]), "f")


def fraction(above: int, below: int) -> str:
    named = {2: "medio", 3: "tercio", 100: "centésimo"}
    avo = re.sub("[áéíóú]", lambda match: "aeiou"["áéíóú".index(match[0])], bare(below).replace(" y ", "i")) + "avo"
    part = named.get(below) or (ordinal(below, "m") if below <= 10 else avo)
    return f"{cardinal(above, 'm')} {part}{'' if above == 1 else 's'}"


def mixed(whole: int, above: int, below: int) -> str:
    return f"{bare(whole)} y {'medio' if above * 2 == below else fraction(above, below)}"


def gender_of(number: int, word: str) -> Gender | None:
    """Of a noun, by its ending; a word that is no plural is not counted by more than one."""
    one = word if number == 1 else word.removesuffix("s")
    if word in NOT_COUNTED or word in MONTHS or (number != 1 and one == word and word not in FEMININE):
        return None
    if re.search("(?<!gr)[ae]mos$", word):  # a verb: "el 21 tenemos examen"
        return None
    if word in FEMININE or one in FEMININE:
        return "f"
    feminine = re.search("(?:a|[cgst]ión|[cgst]ione|dade?|tude?)$", one) and one not in MASCULINE
    return "f" if feminine else "m"


KINGS = words(
    """Alfonso Benedicto Carlos Clemente Enrique Felipe Fernando Francisco Gregorio Guillermo Jorge Juan Juan_Carlos
    Juan_Pablo León Luis Napoleón Pablo Pedro Pío Sancho Urbano Isabel Catalina Cristina Juana María"""
)


def _king(name: str, number: int) -> str:
    if number > 10:
        return bare(number)
    return ordinal(number, "f" if name in {"Isabel", "Catalina", "Cristina", "Juana", "María"} else "m")


UNITS = nouns(
    """km, kilómetro, kilómetros; m, metro, metros; cm, centímetro, centímetros; mm, milímetro, milímetros
    ; m²|m2, metro cuadrado, metros cuadrados; km²|km2, kilómetro cuadrado, kilómetros cuadrados
    ; m³|m3, metro cúbico, metros cúbicos
    ; km/h, kilómetro por hora, kilómetros por hora; m/s, metro por segundo, metros por segundo
    ; kg, kilogramo, kilogramos; g, gramo, gramos; mg, miligramo, miligramos; t, tonelada, toneladas, f
    ; l|L, litro, litros; cl, centilitro, centilitros; ml|mL, mililitro, mililitros
    ; cda.|cdas.|cda|cdas, cucharada, cucharadas, f; cdta.|cdtas.|cdta|cdtas, cucharadita, cucharaditas, f
    ; h, hora, horas, f; min, minuto, minutos; s, segundo, segundos; ms, milisegundo, milisegundos
    ; °C|ºC|° C, grado Celsius, grados Celsius; °F|ºF, grado Fahrenheit, grados Fahrenheit
    ; %, por ciento, por ciento, n; ‰, por mil, por mil, n; W, vatio, vatios; kW, kilovatio, kilovatios
    ; MW, megavatio, megavatios; kWh, kilovatio hora, kilovatios hora; V, voltio, voltios; mAh, miliamperio hora
    , miliamperios hora; Hz, hercio, hercios; kHz, kilohercio, kilohercios; MHz, megahercio, megahercios
    ; GHz, gigahercio, gigahercios; kB|KB, kilobyte, kilobytes; MB, megabyte, megabytes; GB, gigabyte, gigabytes
    ; TB, terabyte, terabytes; Mbps|Mbit/s, megabit por segundo, megabits por segundo
    ; kcal, kilocaloría, kilocalorías, f; dB, decibelio, decibelios; px, píxel, píxeles; hPa, hectopascal
    , hectopascales"""
)
CURRENCIES = currencies(
    """€|EUR, euro, euros, céntimo, céntimos; $|US$|USD, dólar, dólares, centavo, centavos
    ; £|GBP, libra, libras, penique, peniques, f; ¥|JPY, yen, yenes, sen, sen
    ; M€, millón de euros, millones de euros, céntimo, céntimos; CNY, yuan, yuanes, fen, fen
    ; CHF, franco suizo, francos suizos, céntimo, céntimos; R$|BRL, real, reales, centavo, centavos
    ; MX$|MXN, peso mexicano, pesos mexicanos, centavo, centavos; ARS, peso argentino, pesos argentinos
    , centavo, centavos; COP, peso colombiano, pesos colombianos, centavo, centavos; CLP, peso chileno, pesos chilenos
    , centavo, centavos; S/|PEN, sol, soles, céntimo, céntimos; ₹|INR, rupia, rupias, paisa, paisas, f"""
)

LANGUAGE = Language(
    code="es",
    decimal_mark=",",
    group_marks=". \u00a0\u202f",
    cardinal=cardinal,
    bare=bare,
    ordinal=ordinal,
    ordinal_pattern=r"(?P<number>[0-9]{1,4})\.?(?:º|(?<![0-9]{2})°|(?P<feminine>ª))(?! ?[CF]\b)",
    year=bare,
    date=date,
    date_order="dmy",
    date_link="del?",
    months=MONTHS,
    month_names={name: n for n, month in enumerate(MONTHS, 1) for name in (month, month[:3])}
    | {"setiembre": 9, "sept": 9},
    time=time,
    time_suffix=r"(?:horas|hrs?|hs?)\b",
    fraction=fraction,
    mixed=mixed,
    ratio="a",
    currencies=CURRENCIES,
    with_cents="{units} con {cents} {name}",
    magnitudes=nouns("millón|millones, millón, millones; billón|billones, billón, billones"),
    magnitude_of="de",
    units=UNITS,
    abbreviations=pairs(
        """Sr. = señor; Sra. = señora; Srta. = señorita; Sres. = señores; Dr. = doctor; Dra. = doctora; D. = don;
        Dña. = doña; Prof. = profesor; Profa. = profesora; Ing. = ingeniero; Lic. = licenciado; Ud. = usted;
        Uds. = ustedes; Vd. = usted; Av. = avenida; Avda. = avenida; C/ = calle; Pza. = plaza; Sto. = santo;
        Sta. = santa; n.º = número; n.° = número; nº = número; n° = número; núm. = número; pág. = página;
        págs. = páginas; cap. = capítulo; art. = artículo; vol. = volumen; tel. = teléfono; etc. = etcétera;
        p. ej. = por ejemplo; a. C. = antes de Cristo; d. C. = después de Cristo; EE. UU. = Estados Unidos;
        EE.UU. = Estados Unidos; aprox. = aproximadamente; máx. = máximo; mín. = mínimo; dpto. = departamento;
        incl. = incluido; S. A. = sociedad anónima"""
    ),
    final=frozenset({"etc.", "a. C.", "d. C.", "EE. UU.", "EE.UU.", "Ud.", "Uds.", "S. A."}),
    signs=pairs(
        """& = y; + = más; = = igual a; @ = arroba; # = almohadilla; % = por ciento; § = sección; × = por; ÷ = entre;
        ± = más menos; → = flecha; < = menor que; > = mayor que; ≈ = unos; ≤ = menor o igual que;
        ≥ = mayor o igual que; ≠ = distinto de; ° = grados; ² = al cuadrado; ³ = al cubo; √ = raíz de; π = pi;
        ∞ = infinito; © = derechos de autor; ™ = marca registrada; ® = marca registrada"""
    ),
    decimal_word="coma",
    decimals_together=3,
    minus="menos",
    to="a",
    spelled=pairs(
        """. = punto; / = barra; - = guion; _ = guion bajo; @ = arroba; : = dos puntos; ? = interrogación; = = igual;
        & = y; # = almohadilla; + = más; ~ = virgulilla; % = por ciento"""
    ),
    power="elevado a",
    version_word="versión",
    roman_before=dict.fromkeys(
        words("siglo siglos capítulo tomo volumen acto escena parte libro título fase nivel tipo canto mundial"),
        "cardinal",
    ),
    phones=(
        r"(?<![\w+.,-])[6-9][0-9]{2}(?:(?: [0-9]{3}){2}|(?: [0-9]{2}){3})(?![\w-]| ?[€$%0-9])",
        r"(?<![\w+.,-])9[0-9] [0-9]{3} [0-9]{2} [0-9]{2}(?![\w-])",
    ),
    formulas={"H2O": "hache dos o", "CO2": "ce o dos", "O2": "o dos", "H2SO4": "hache dos ese o cuatro"},
    rules=(
        rule(r"\b([0-9]{1,3})\.?er\b", _short_ordinal),
        rule(r"\blas? (?:1|21)\b(?![:.,/%-]?\w)", lambda match: re.sub("[0-9]+", _hour, match[0])),
        half(lambda gender: "media" if gender == "f" else "medio", gender_of),
        half_of_unit(lambda gender: "media" if gender == "f" else "medio", UNITS),
        priced("el|por|cada", UNITS),
        numeral(rf"\bs\.{SPACE}?", r"(?![\w'’])", lambda _, value: f"siglo {bare(value)}"),
        kings(KINGS, _king),
        counted(cardinal, gender_of, UNITS | CURRENCIES),
        rule(r"\b[nN]\.?[º°](?=[0-9])", lambda _: "número"),
    ),
)
