"""Portuguese as it is read in Brazil: how numbers, dates, sums and signs are read."""

import re
from functools import lru_cache

from num2words import num2words

from pipeline.normalize.counting import counted, half, half_of_unit, priced
from pipeline.normalize.language import Gender, Language
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.romans import kings, numeral
from pipeline.normalize.rules import rule
from pipeline.normalize.tables import currencies, nouns, pairs, word_set, words

MONTHS = words("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro")
MASCULINE = word_set(
    "dia mapa problema sistema tema programa idioma planeta clima poema sintoma esquema dilema diagrama drama fantasma"
    " turista artista jornalista poeta pijama cinema telefonema grama quilograma sofá colega guarda cometa aroma"
)
FEMININE = word_set(
    "vez vezes tarde noite mulher mulheres mão chave parte flor flores lei leis rede classe sede voz vozes luz luzes"
    " imagem imagens foto moto torre série espécie base frase fonte nuvem nuvens viagem viagens página gente mãe mães"
    " irmã irmãs maçã maçãs manhã manhãs árvore chance análise carne pele ponte morte sorte mente crise face fase cor"
    " cores dor dores cruz cruzes raiz raízes garagem mensagem mensagens passagem passagens paisagens"
)
NOT_COUNTED = word_set(
    "mais menos mas depois antes para era foi está pela sem com por que seria havia ainda nossa nossas"
    " essas estas elas todas umas das nas pelas cada uma contra entre fora agora nunca hora"
)


@lru_cache(10_000)
def cardinal(number: int, gender: Gender) -> str:
    """As num2words has it, without commas; feminine below the millions: duas mil e duzentas."""
    spoken = str(num2words(number, lang="pt_BR")).replace(",", "")
    if gender != "f":
        return spoken
    millions, rest = (spoken.rpartition("lhões ") if "lhões " in spoken else spoken.rpartition("lhão "))[::2]
    mark = spoken[len(millions) : len(spoken) - len(rest)]
    return millions + mark + _feminine(rest)


def _feminine(spoken: str) -> str:
    spoken = re.sub(r"\b(?:um|dois)\b", lambda match: {"um": "uma", "dois": "duas"}[match[0]], spoken)
    return re.sub(r"(ent|zent|hent)os\b", r"\1as", spoken)


def ordinal(number: int, gender: Gender) -> str:
    spoken = str(num2words(number, lang="pt_BR", to="ordinal"))
    return re.sub(r"o\b", "a", spoken) if gender == "f" else spoken


def bare(number: int) -> str:
    return cardinal(number, "m")


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{'primeiro' if day == 1 else bare(day)} de {MONTHS[month - 1]}"
    return f"{spoken} de {bare(of_year)}" if of_year else spoken


def time(hour: int, minute: int, second: int | None) -> str:
    hours = cardinal(hour, "f")
    if second is not None:
        return f"{hours} horas, {bare(minute)} minutos e {bare(second)} segundos"
    return f"{hours} e {bare(minute)}" if minute else f"{hours} {'hora' if hour == 1 else 'horas'}"


def _clock(match: re.Match[str]) -> str:
    """14h30, 9h, 8h05min."""
    return time(int(match["hour"]), int(match["minute"] or 0), None)


def _hour(match: re.Match[str]) -> str:
    return cardinal(int(match[0]), "f")


def fraction(above: int, below: int) -> str:
    named = {2: "meio", 3: "terço", 100: "centésimo"}
    plural = "" if above == 1 else "s"
    part = named.get(below) or (ordinal(below, "m") if below <= 10 else "")
    return f"{bare(above)} {part}{plural}" if part else f"{bare(above)} {bare(below)} avos"


def mixed(whole: int, above: int, below: int) -> str:
    return f"{bare(whole)} e {'meio' if above * 2 == below else fraction(above, below)}"


def gender_of(number: int, word: str) -> Gender | None:
    """Of a noun, by its ending; a word that is no plural is not counted by more than one."""
    one = word if number == 1 else word.removesuffix("s")
    if word in NOT_COUNTED or (number != 1 and one == word):
        return None
    if word in FEMININE or one in FEMININE:
        return "f"
    feminine = re.search("(?:a|[çs]ão|[çs]õe|dade|tude)$", one) and one not in MASCULINE
    return "f" if feminine else None


QUEENS = word_set("Isabel Maria Catarina Elizabeth Elisabete Joana Leonor")
KINGS = words(
    """Pedro João Afonso Sancho Dinis Fernando Manuel Sebastião Henrique Filipe José Miguel Luís Carlos Bento Francisco
    João_Paulo Pio Paulo Leão Gregório Urbano Clemente Napoleão Guilherme Jorge Eduardo Ricardo Frederico Alexandre"""
)


def _king(name: str, number: int) -> str:
    return bare(number) if number > 10 else ordinal(number, "f" if name in QUEENS else "m")


UNITS = nouns(
    """km, quilômetro, quilômetros; m, metro, metros; cm, centímetro, centímetros; mm, milímetro, milímetros
    ; m²|m2, metro quadrado, metros quadrados; km²|km2, quilômetro quadrado, quilômetros quadrados
    ; m³|m3, metro cúbico, metros cúbicos; ha, hectare, hectares
    ; km/h, quilômetro por hora, quilômetros por hora; m/s, metro por segundo, metros por segundo
    ; kg, quilo, quilos; g, grama, gramas; mg, miligrama, miligramas; t, tonelada, toneladas, f
    ; l|L, litro, litros; cl, centilitro, centilitros; ml|mL, mililitro, mililitros
    ; min, minuto, minutos; s, segundo, segundos; ms, milissegundo, milissegundos
    ; °C|ºC|° C, grau Celsius, graus Celsius; °F|ºF, grau Fahrenheit, graus Fahrenheit
    ; %, por cento, por cento; ‰, por mil, por mil; W, watt, watts; kW, quilowatt, quilowatts
    ; MW, megawatt, megawatts; kWh, quilowatt-hora, quilowatts-hora; V, volt, volts
    ; mAh, miliampere-hora, miliamperes-hora; Hz, hertz, hertz; kHz, quilohertz, quilohertz
    ; MHz, megahertz, megahertz; GHz, gigahertz, gigahertz; kB|KB, quilobyte, quilobytes; MB, megabyte, megabytes
    ; GB, gigabyte, gigabytes; TB, terabyte, terabytes; Mbps|Mbit/s, megabit por segundo, megabits por segundo
    ; kcal, quilocaloria, quilocalorias, f; dB, decibel, decibéis; px, pixel, pixels; hPa, hectopascal, hectopascais"""
)
CURRENCIES = currencies(
    """R$|BRL, real, reais, centavo, centavos; $|US$|USD, dólar, dólares, centavo, centavos
    ; €|EUR, euro, euros, centavo, centavos; £|GBP, libra, libras, centavo, centavos, f; ¥|JPY, iene, ienes, sen, sen
    ; CHF, franco suíço, francos suíços, cêntimo, cêntimos; CNY, yuan, yuans, fen, fen
    ; ARS, peso argentino, pesos argentinos, centavo, centavos; ₹|INR, rupia, rupias, paisa, paisas, f"""
)

LANGUAGE = Language(
    code="pt",
    decimal_mark=",",
    group_marks=". \u00a0\u202f",
    cardinal=cardinal,
    ordinal=ordinal,
    ordinal_pattern=r"(?P<number>[0-9]{1,4})\.?(?:º|(?<![0-9]{2})°|(?P<feminine>ª))(?! ?[CF]\b)",
    year=bare,
    date=date,
    date_order="dmy",
    date_link="de",
    months=MONTHS,
    month_names={name: n for n, month in enumerate(MONTHS, 1) for name in (month, month[:3])},
    time=time,
    time_suffix=r"(?:horas|hs?)\b",
    fraction=fraction,
    mixed=mixed,
    ratio="a",
    currencies=CURRENCIES,
    with_cents="{units} e {cents} {name}",
    magnitudes=nouns(
        "milhão|milhões|mi, milhão, milhões; bilhão|bilhões|bi, bilhão, bilhões; trilhão|trilhões, trilhão, trilhões"
    ),
    magnitude_of="de",
    units=UNITS,
    abbreviations=pairs(
        """Sr. = senhor; Sra. = senhora; Srta. = senhorita; Srs. = senhores; Dr. = doutor; Dra. = doutora; D. = dom;
        Prof. = professor; Profa. = professora; Prof.ª = professora; Eng. = engenheiro; Exmo. = excelentíssimo;
        Av. = avenida; R. = rua; Pça. = praça; Jd. = jardim; Sto. = santo; Sta. = santa; n.º = número; nº = número;
        n° = número; núm. = número; pág. = página; págs. = páginas; p. = página; cap. = capítulo; art. = artigo;
        vol. = volume; tel. = telefone; etc. = etcétera; p. ex. = por exemplo; a. C. = antes de Cristo;
        d. C. = depois de Cristo; aprox. = aproximadamente; máx. = máximo; mín. = mínimo; apto. = apartamento;
        EUA = Estados Unidos; Ltda. = limitada; S.A. = sociedade anônima; V. Exa. = Vossa Excelência"""
    ),
    final=frozenset({"etc.", "a. C.", "d. C.", "Ltda.", "S.A."}),
    signs=pairs(
        """& = e; + = mais; = = é igual a; @ = arroba; # = hashtag; % = por cento; § = parágrafo; × = vezes;
        ÷ = dividido por; ± = mais ou menos; → = seta; < = menor que; > = maior que; ≈ = aproximadamente;
        ≤ = menor ou igual a; ≥ = maior ou igual a; ≠ = diferente de; ° = graus; ² = ao quadrado; ³ = ao cubo;
        √ = raiz de; π = pi; ∞ = infinito; © = direitos autorais; ™ = marca; ® = marca registrada"""
    ),
    decimal_word="vírgula",
    decimals_together=3,
    minus="menos",
    to="a",
    spelled=pairs(
        """. = ponto; / = barra; - = hífen; _ = underline; @ = arroba; : = dois pontos; ? = interrogação; = = igual;
        & = e comercial; # = cerquilha; + = mais; ~ = til; % = por cento"""
    ),
    power="elevado a",
    version_word="versão",
    roman_before=dict.fromkeys(
        words("século séculos capítulo tomo volume ato cena parte livro título fase nível tipo canto artigo anexo"),
        "cardinal",
    ),
    phones=(
        r"(?<![\w+.,-])\([0-9]{2}\) ?(?:9 ?)?[0-9]{4}[- ][0-9]{4}(?![\w-])",
        r"(?<![\w+.,-])(?:9[0-9]{4}|[2-5][0-9]{3})-[0-9]{4}(?![\w-])",
    ),
    formulas={"H2O": "agá dois o", "CO2": "cê o dois", "O2": "ó dois", "H2SO4": "agá dois esse o quatro"},
    rules=(
        rule(
            rf"{START}(?P<hour>[01]?[0-9]|2[0-4]){SPACE}?h(?:{SPACE}?(?P<minute>[0-5][0-9])(?:min\b|(?!\w)))?(?!\w|/)",
            _clock,
        ),
        rule(
            r"\b(?i:à|da|às|das|as) (?:1|2|21|22)\b(?![:.,/%-]?\w| ?h)", lambda match: re.sub("[0-9]+", _hour, match[0])
        ),
        half(lambda gender: "meia" if gender == "f" else "meio", lambda _, word: gender_of(1, word) or "m"),
        half_of_unit(lambda gender: "meia" if gender == "f" else "meio", UNITS),
        priced("o|por|cada", UNITS),
        numeral(rf"\b(?P<s>[sS])éc\.{SPACE}", r"(?![\w'’])", lambda match, value: f"{match['s']}éculo {bare(value)}"),
        kings(KINGS + tuple(QUEENS), _king),
        counted(cardinal, gender_of, UNITS | CURRENCIES),
        rule(r"\b[nN]\.?[º°](?=[0-9])", lambda _: "número"),
    ),
)
