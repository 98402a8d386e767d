"""French: how numbers, dates, sums and signs are read."""

import re
from functools import lru_cache

from num2words import num2words

from pipeline.normalize.counting import counted, half, priced
from pipeline.normalize.language import Gender, Language
from pipeline.normalize.numbers import SPACE, START
from pipeline.normalize.romans import kings, numeral
from pipeline.normalize.rules import rule
from pipeline.normalize.tables import currencies, nouns, pairs, word_set, words

MONTHS = words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
FEMININE = word_set(
    "heure minute seconde page place fois fille femme voiture maison ville classe chambre table porte lettre"
    " carte chose part école île fleur nuit photo équipe image marche pomme poire tasse note piste banque boîte"
    " salle œuvre règle étape goutte chaise chemise date dent feuille fenêtre langue main mère sœur plante pièce"
    " pierre planète question région route rue tête tonne vache vie voix abeille assiette balle barre base bombe"
    " boucle bouche branche brique cause clé clef copie corde côte couche coupe course croix dame demande dette"
    " église entreprise épreuve époque espèce étoile faute feuille ferme fête file fin foire forme foule guerre"
    " herbe idée jambe joie jupe larme liste livraison loi lune machine médaille messe mesure méthode montre moto"
    " musique offre opération option orange ombre ouverture panne patte peine pente perle phase phrase pile plage"
    " planche plume poche police pomme poule preuve prise recherche réforme remarque reine remise réponse"
    " ressource robe roue saison série source surprise tâche tarte taxe tempête tente terre théorie tour usine"
    " vague valise vallée veste victoire vigne vis visite vitesse vitre zone histoire aile arme bière crème"
    " cuillère dose gare grève journée année soirée matinée idée armée entrée durée arrivée"
)
ENDINGS = re.compile(
    "(?:[aist]ion|ette|ance|ence|esse|aison|ille|trice|euse|onne|enne|aine|gne|ière|oupe|ité|erie|ude)$"
)
MASCULINE = word_set("silence million lion camion avion champion groupe signe cygne règne maitre pion scorpion")


@lru_cache(10_000)
def cardinal(number: int, gender: Gender) -> str:
    """As num2words has it, with une for a feminine noun."""
    spoken = str(num2words(number, lang="fr"))
    return re.sub(r"\bun$", "une", spoken) if gender == "f" else spoken


def ordinal(number: int, gender: Gender) -> str:
    if number == 1:
        return "première" if gender == "f" else "premier"
    return re.sub("(vingt|cent)sième$", r"\1ième", str(num2words(number, lang="fr", to="ordinal")))


def bare(number: int) -> str:
    return cardinal(number, "m")


def date(day: int, month: int, of_year: int | None) -> str:
    spoken = f"{'premier' if day == 1 else bare(day)} {MONTHS[month - 1]}"
    return f"{spoken} {bare(of_year)}" if of_year else spoken


def time(hour: int, minute: int, second: int | None) -> str:
    spoken = f"{cardinal(hour, 'f')} {'heure' if hour < 2 else 'heures'}"
    if second is not None:
        minutes = f"{cardinal(minute, 'f')} {'minute' if minute < 2 else 'minutes'}"
        return f"{spoken} {minutes} {cardinal(second, 'f')} {'seconde' if second < 2 else 'secondes'}"
    return f"{spoken} {cardinal(minute, 'f')}" if minute else spoken


def _clock(match: re.Match[str]) -> str:
    """14h30, 9 h 05, 14 h 30 min."""
    return time(int(match["hour"]), int(match["minute"] or 0), None)


def fraction(above: int, below: int) -> str:
    part = {2: "demi", 3: "tiers", 4: "quart"}.get(below) or ordinal(below, "m")
    return f"{bare(above)} {part if above == 1 or below == 3 else part + 's'}"


def mixed(whole: int, above: int, below: int) -> str:
    return f"{bare(whole)} et {'demi' if above * 2 == below else fraction(above, below)}"


def gender_of(number: int, word: str) -> Gender | None:
    """Only un and une differ, and only for the last digit one; of a noun, by its ending or from the list."""
    if number % 10 != 1 or number % 100 in {11, 71, 91} or (number == 1 and word in MONTHS):
        return None
    one = word if number == 1 else re.sub("[sx]$", "", word)
    known = one in FEMININE or word in FEMININE or ENDINGS.search(one)
    return "f" if known and one not in MASCULINE else None


def _king(_: str, number: int) -> str:
    return "premier" if number == 1 else bare(number)


def _phone_group(digits: str) -> str:
    """Two digits are read as one number: 06 12 is zéro six, douze."""
    if len(digits) == 2 and digits[0] != "0":
        return bare(int(digits))
    return " ".join(bare(int(digit)) for digit in digits)


KINGS = words(
    """Louis Charles François Henri Philippe Napoléon Jean Jean-Paul Paul Pie Léon Benoît Clément Grégoire Georges
    Guillaume Frédéric Alexandre Nicolas Catherine Élisabeth Elizabeth Albert Léopold Baudouin Édouard Richard"""
)
UNITS = nouns(
    """km, kilomètre, kilomètres; m, mètre, mètres; cm, centimètre, centimètres; mm, millimètre, millimètres
    ; m²|m2, mètre carré, mètres carrés; km²|km2, kilomètre carré, kilomètres carrés; m³|m3, mètre cube, mètres cubes
    ; ha, hectare, hectares; km/h, kilomètre par heure, kilomètres par heure; m/s, mètre par seconde, mètres par seconde
    ; kg, kilogramme, kilogrammes; g, gramme, grammes; mg, milligramme, milligrammes; t, tonne, tonnes, f
    ; l|L, litre, litres; cl, centilitre, centilitres; ml|mL, millilitre, millilitres
    ; c. à s.|c. à soupe, cuillère à soupe, cuillères à soupe, f
    ; c. à c.|c. à café, cuillère à café, cuillères à café, f
    ; min, minute, minutes, f; s, seconde, secondes, f; ms, milliseconde, millisecondes, f; h, heure, heures, f
    ; °, degré, degrés; °C|° C, degré Celsius, degrés Celsius; °F, degré Fahrenheit, degrés Fahrenheit
    ; %, pour cent, pour cent; ‰, pour mille, pour mille; W, watt, watts; kW, kilowatt, kilowatts
    ; MW, mégawatt, mégawatts; kWh, kilowattheure, kilowattheures; V, volt, volts; mAh, milliampère-heure
    , milliampères-heures; Hz, hertz, hertz; kHz, kilohertz, kilohertz; MHz, mégahertz, mégahertz
    ; GHz, gigahertz, gigahertz; ko|Ko, kilooctet, kilooctets; Mo, mégaoctet, mégaoctets; Go, gigaoctet, gigaoctets
    ; To, téraoctet, téraoctets; GB, gigabyte, gigabytes; MB, mégabyte, mégabytes; Mbit/s, mégabit par seconde
    , mégabits par seconde; kcal, kilocalorie, kilocalories, f; dB, décibel, décibels; px, pixel, pixels
    ; hPa, hectopascal, hectopascals"""
)
CURRENCIES = currencies(
    """€|EUR, euro, euros, centime, centimes; $|US$|USD, dollar, dollars, cent, cents; £|GBP, livre, livres, penny
    , pence, f; ¥|JPY, yen, yens, sen, sen; CHF, franc suisse, francs suisses, centime, centimes
    ; M€, million d'euros, millions d'euros, centime, centimes
    ; Md€|Mds€, milliard d'euros, milliards d'euros, centime, centimes; CNY, yuan, yuans
    , fen, fen; R$|BRL, real, réaux, centavo, centavos; CA$|CAD, dollar canadien, dollars canadiens, cent, cents
    ; F CFA|FCFA|XOF, franc CFA, francs CFA, centime, centimes; ₹|INR, roupie, roupies, paisa, paisas, f"""
)

LANGUAGE = Language(
    code="fr",
    decimal_mark=",",
    group_marks=". \u00a0\u202f",
    cardinal=cardinal,
    ordinal=ordinal,
    ordinal_pattern=r"(?P<number>[0-9]{1,4})(?:(?P<feminine>re|[eè]re)|er|i?[eè]me|nde?|e|ᵉ)s?",
    year=bare,
    date=date,
    date_order="dmy",
    months=MONTHS,
    month_names={name: n for n, month in enumerate(MONTHS, 1) for name in (month, month[:4])}
    | {"janv": 1, "févr": 2, "fév": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "déc": 12},
    time=time,
    fraction=fraction,
    mixed=mixed,
    ratio="à",
    currencies=CURRENCIES,
    with_cents="{units} {cents}",
    magnitudes=nouns("million|millions, million, millions; milliard|milliards, milliard, milliards"),
    magnitude_of="de",
    magnitude_of_vowel="d'",
    units=UNITS,
    abbreviations=pairs(
        """M. = monsieur; MM. = messieurs; Mme = madame; Mmes = mesdames; Mlle = mademoiselle; Dr = docteur;
        Dr. = docteur; Pr = professeur; Me = maître; Mgr = monseigneur; St = saint; Ste = sainte; av. = avenue;
        bd = boulevard; bd. = boulevard; n° = numéro; nº = numéro; n os = numéros; p. ex. = par exemple;
        par ex. = par exemple; c.-à-d. = c'est-à-dire; c'est-à-d. = c'est-à-dire; etc. = et cetera; cf. = confer;
        chap. = chapitre; vol. = volume; art. = article; éd. = édition; env. = environ; tél. = téléphone;
        max. = maximum; min. = minimum; av. J.-C. = avant Jésus-Christ; apr. J.-C. = après Jésus-Christ;
        J.-C. = Jésus-Christ; s. v. p. = s'il vous plaît; rdv = rendez-vous;
        RDV = rendez-vous; S.A. = société anonyme"""
    ),
    final=word_set("etc. J.-C. av._J.-C. apr._J.-C. s._v._p. S.A."),
    signs=pairs(
        """& = et; + = plus; = = égale; @ = arobase; # = dièse; % = pour cent; § = paragraphe; × = fois;
        ÷ = divisé par; ± = plus ou moins; → = flèche; < = inférieur à; > = supérieur à; ≈ = environ;
        ≤ = inférieur ou égal à; ≥ = supérieur ou égal à; ≠ = différent de; ° = degrés; ² = au carré; ³ = au cube;
        √ = racine de; π = pi; ∞ = l'infini; © = droits d'auteur; ™ = marque déposée; ® = marque déposée"""
    ),
    decimal_word="virgule",
    decimals_together=3,
    minus="moins",
    to="à",
    spelled=pairs(
        """. = point; / = barre oblique; - = tiret; _ = tiret bas; @ = arobase; : = deux points;
        ? = point d'interrogation; = = égale; & = et; # = dièse; + = plus; ~ = tilde; % = pour cent"""
    ),
    power="puissance",
    version_word="version",
    roman_before=dict.fromkeys(
        words("chapitre tome volume acte scène partie livre titre phase niveau type article annexe chant"), "cardinal"
    ),
    phone_group=_phone_group,
    formulas={"H2O": "hache deux o", "CO2": "cé o deux", "O2": "o deux", "H2SO4": "hache deux esse o quatre"},
    rules=(
        rule(
            rf"{START}(?P<hour>[01]?[0-9]|2[0-4]){SPACE}?h(?:{SPACE}?(?P<minute>[0-5][0-9])(?!\w))?(?!\w|/)",
            _clock,
        ),
        numeral(r"\b(?=[IVX]{1,7}[eèᵉ])", r"(?:e|ème|ᵉ)s?\b", lambda _, value: ordinal(value, "m")),
        rule(r"\bIer\b", lambda _: "premier"),
        rule(r"\bIre\b", lambda _: "première"),
        half(lambda gender: "une demi" if gender == "f" else "un demi", gender_of),
        priced("le|la|par", UNITS),
        kings(KINGS, _king),
        counted(cardinal, gender_of, UNITS | CURRENCIES),
        rule(r"\b[nN]\.?[º°](?=[0-9])", lambda _: "numéro"),
    ),
)
