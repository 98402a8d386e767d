"""German adjectives that are written short, with the ending that their noun asks for: die Dt. Bank."""

import re

from pipeline.normalize.de_endings import ending
from pipeline.normalize.de_nouns import gender_of
from pipeline.normalize.de_ones import before
from pipeline.normalize.numbers import any_of, as_listed
from pipeline.normalize.rules import Rule, rule
from pipeline.normalize.tables import pairs

SHORT = pairs(
    "dt. = deutsch; engl. = englisch; frz. = französisch; österr. = österreichisch; ital. = italienisch"
    "; span. = spanisch; amerik. = amerikanisch; russ. = russisch; bayer. = bayerisch; röm. = römisch"
    "; kath. = katholisch; ev. = evangelisch; ehem. = ehemalig; sog. = sogenannt; allg. = allgemein"
    "; stellv. = stellvertretend; techn. = technisch; lfd. = laufend; max. = maximal; min. = minimal; rel. = relativ"
    "; zul. = zulässig; gepl. = geplant; akt. = aktuell; elektr. = elektrisch; chem. = chemisch; soz. = sozial"
    "; priv. = privat; mündl. = mündlich; schriftl. = schriftlich; freundl. = freundlich; o. g. = oben genannt"
    "; u. g. = unten genannt; wiss. = wissenschaftlich; staatl. = staatlich; städt. = städtisch"
    "; öffentl. = öffentlich; ärztl. = ärztlich; versch. = verschieden; hist. = historisch; eur. = europäisch"
    "; gesetzl. = gesetzlich; jährl. = jährlich; monatl. = monatlich; tägl. = täglich; amtl. = amtlich"
    "; bes. = besonder; durchschn. = durchschnittlich"
)


def _inflected(match: re.Match[str]) -> str:
    """In the plural, which the words before it do not tell, as in the feminine."""
    short, noun = match["short"], match["noun"]
    gender = gender_of(noun)
    known = gender if not (noun.endswith("en") and gender == "n") else "f"
    word = SHORT[as_listed(short.lower(), SHORT)] + "e" + ending(before(match), known or "f")
    return word.capitalize() if short[0].isupper() else word


RULES: tuple[Rule, ...] = (
    rule(rf"(?<![\w.])(?P<short>(?i:{any_of(SHORT)}))(?= (?P<noun>[A-ZÄÖÜ][\w-]{{1,40}}))", _inflected),
)
