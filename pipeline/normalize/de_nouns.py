"""Genders of German nouns, told from how they end; a compound has that of its last part."""

from pipeline.normalize.language import Gender
from pipeline.normalize.tables import words

FEMININE = words(
    "ung heit keit schaft tät ion ik anz enz ie iga stadt frau hand zahl person nacht wahl welt uhr tür wand bank"
    " kraft tour fahrt schicht saison zeit kammer mutter tochter schwester nummer feder oper steuer regel formel tafel"
    " staffel mauer dauer feier ziffer faser butter arbeit geburt antwort frist klausur handvoll zwiebel kartoffel"
    " gabel figur natur agentur spur kultur temperatur reparatur partei bäckerei polizei datei ärztin ministerin"
    " lehrerin chefin präsidentin kanzlerin schülerin kandidatin siegerin trainerin leiterin ausfahrt dosis basis post"
    " kost lust million mail e-mail gmbh cd dvd app nato cdu spd fifa uefa who pin sim wm em show jury lobby party"
    " city story woche acht wurst frucht nuss maus laus gans kuh haut braut flut glut not luft vernunft unterkunft"
    " zukunft herkunft aufl nachricht gefahr idee ebene"
)
MASCULINE = words(
    "tag monat platz stock krieg versuch satz schritt teil punkt band akt gang lauf sieg titel artikel präsident"
    " könig papst rang advent sohn mann hund mensch abschnitt kongress euro dollar cent name kunde junge zeuge experte"
    " kollege gast zug bus raum termin fall grad ruf brief beitrag vertrag patient student abend morgen bund würfel"
    " löffel gipfel weg bezirk beschluss schluss zyklus kurs preis kreis tisch stuhl baum fluss see berg ort hof kopf"
    " fuß arm arzt rat staat markt erfolg rekord bericht text link film song server computer laptop käse saft kaffee"
    " tee wein apfel salat vorsitzende abgeordnete beamte wagen garten boden laden balken bogen kasten rahmen hafen"
    " streifen posten fc sc sv tsv vfb vfl pkw lkw ice ling ismus or eur anlass grund plan punkte spieltag schuss"
    " stich strich test pass korb topf schlag flug club verein verband verstoß antrag auftrag umschlag vorschlag"
    " käufer unterricht verkäufer läufer bereich deutscher eingang ausgang zugang gewinn verlust raub kuss"
)
NEUTER = words(
    "og ug eg hj jh jhd jhdt jt reich konzil deutsches vatikanum gericht"
    " kind jahr jahrhundert jahrtausend jahrzehnt quartal mal kapitel spiel tor buch bild haus gebot finale viertel"
    " drittel achtel fünftel zehntel land ziel paar stück glas kilo kilogramm gramm pfund chen lein ment um nis tum"
    " zeug werk geschoss ei blatt brot bier ticket foto video team hotel bett auto rad gebäude ende auge interesse"
    " zimmer fenster messer wasser semester wetter feuer orchester kloster theater muster alter lager ufer opfer leder"
    " register trimester silber fieber kabel mittel segel modell projekt problem angebot ergebnis gesetz verfahren"
    " system tier pferd herz ohr bein lied wort dorf schloss schiff flugzeug boot gerät handy telefon programm konzert"
    " fest geschäft unternehmen mitglied thema datum zentrum museum studium album formular dokument argument element"
    " experiment instrument medikament gebiet jubiläum tablet smartphone restaurant café büro prozent volt watt"
    " halbjahr interview kilometer-rennen heft"
)


def gender_of(word: str) -> Gender | None:
    """The gender of the longest ending that is known; None for a word that none of them tells."""
    lower = word.lower()
    known = [(len(ending), gender) for gender, endings in ENDINGS for ending in endings if lower.endswith(ending)]
    if known:
        return max(known)[1]
    return next((gender for ending, gender in LAST if lower.endswith(ending)), None)


ENDINGS: tuple[tuple[Gender, tuple[str, ...]], ...] = (("f", FEMININE), ("m", MASCULINE), ("n", NEUTER))
LAST: tuple[tuple[str, Gender], ...] = (("in", "f"), ("e", "f"), ("er", "m"), ("en", "n"))
"""What most nouns with these endings are, the more certain ones first."""
