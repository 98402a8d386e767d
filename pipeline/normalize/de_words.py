"""German words: months, currencies, units, abbreviations, signs."""

from pipeline.normalize.tables import currencies, nouns

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
MONTH_NAMES = {short.lower(): n for n, name in enumerate(MONTHS, 1) for short in (name, name[:3])}

CURRENCIES = currencies(
    "€|EUR|Euro, Euro, Euro, Cent, Cent; $|USD|Dollar, Dollar, Dollar, Cent, Cent"
    "; US$|US-Dollar, US-Dollar, US-Dollar, Cent, Cent; £|GBP|Pfund, Pfund, Pfund, Penny, Pence, n"
    "; CHF|Franken|SFr.|sFr.|Fr.|Franken, Franken, Franken, Rappen, Rappen; ¥|JPY|Yen, Yen, Yen, Sen, Sen"
    "; CNY|RMB, Yuan, Yuan, Fen, Fen; DM|D-Mark, Mark, Mark, Pfennig, Pfennig, f; kr|Kr., Krone, Kronen, Öre, Öre, f"
    "; NOK, norwegische Krone, norwegische Kronen, Öre, Öre, f"
    "; SEK, schwedische Krone, schwedische Kronen, Öre, Öre, f; DKK, dänische Krone, dänische Kronen, Öre, Öre, f"
    "; ISK, isländische Krone, isländische Kronen, Aurar, Aurar, f"
    "; CZK, tschechische Krone, tschechische Kronen, Heller, Heller, f; PLN|zł|Zloty, Zloty, Zloty, Grosz, Groszy"
    "; HUF|Forint, Forint, Forint, Filler, Filler; ₺|TRY, türkische Lira, türkische Lira, Kurusch, Kurusch, f"
    "; ₽|RUB|Rubel, Rubel, Rubel, Kopeke, Kopeken; ₴|UAH, Hrywnja, Hrywnja, Kopeke, Kopeken, f"
    "; ₹|INR, Rupie, Rupien, Paisa, Paise, f; ₩|KRW, Won, Won, Jeon, Jeon; ₪|ILS, Schekel, Schekel, Agora, Agorot"
    "; CAD|CA$|C$, kanadischer Dollar, kanadische Dollar, Cent, Cent"
    "; AUD|A$|AU$, australischer Dollar, australische Dollar, Cent, Cent; R$|BRL, Real, Reais, Centavo, Centavos"
    "; ZAR, Rand, Rand, Cent, Cent; BTC|₿, Bitcoin, Bitcoin, Satoshi, Satoshi"
)
MAGNITUDES = nouns(
    "Mio.|Mio|Mill.|Million|Millionen, Million, Millionen, f; Mrd.|Mrd|Milliarde|Milliarden, Milliarde, Milliarden, f"
    "; Bio.|Billion|Billionen, Billion, Billionen, f; Tsd.|Tsd|k, tausend, tausend"
)
UNITS = nouns(
    "km|KM|Km, Kilometer; m, Meter; cm, Zentimeter; mm, Millimeter; µm|μm, Mikrometer; nm, Nanometer"
    "; kg|KG|Kg, Kilogramm, Kilogramm, n; g, Gramm, Gramm, n; TL, Teelöffel; EL, Esslöffel"
    "; dag, Dekagramm, Dekagramm, n; ct|Ct|ct.|Ct., Cent; Zoll, Zoll; J., Jahr, Jahre, n; PS, PS; Nm, Newtonmeter"
    "; kN, Kilonewton; mmHg, Millimeter Quecksilbersäule; mmol, Millimol; mol, Mol; ppm, ppm; mbar, Millibar"
    "; mV, Millivolt; kV, Kilovolt; Ω, Ohm; lx, Lux; lm, Lumen; PB, Petabyte; MP, Megapixel"
    "; Stk.|Stk, Stück, Stück, n; Pkt., Punkt, Punkte; Pck.|Pkg., Packung, Packungen, f; dm, Dezimeter"
    "; Msp., Messerspitze, Messerspitzen, f; IE, internationale Einheit, internationale Einheiten, f; ft, Fuß"
    "; mi, Meile, Meilen, f; lb|lbs, Pfund; oz, Unze, Unzen, f; yd, Yard; kn|kt, Knoten; fps, Bilder pro Sekunde"
    "; mph, Meilen pro Stunde; sm, Seemeile, Seemeilen, f; ccm, Kubikzentimeter; bpm, Schläge pro Minute; kΩ, Kiloohm"
    "; MΩ, Megaohm; U/min|rpm, Umdrehungen pro Minute; Pers., Person, Personen, f; Lj, Lichtjahr, Lichtjahre, n"
    "; AE, astronomische Einheit, astronomische Einheiten, f; µl|μl, Mikroliter; ng, Nanogramm; MPa, Megapascal"
    "; kPa, Kilopascal; mW, Milliwatt; Ah, Amperestunde, Amperestunden, f; cal, Kalorie, Kalorien, f"
    "; mSv, Millisievert; Bq, Becquerel; ns, Nanosekunde, Nanosekunden, f; µs|μs, Mikrosekunde, Mikrosekunden, f"
    "; gal, Gallone, Gallonen, f; THz, Terahertz; Wo., Woche, Wochen, f; Mon., Monat, Monate; bit|Bit, Bit"
    "; kByte|KByte, Kilobyte; MByte, Megabyte; GByte, Gigabyte; Tr., Tropfen; Zi., Zimmer, Zimmer, n"
    "; Fl., Flasche, Flaschen, f; kVA, Kilovoltampere; Nm³, Normkubikmeter; mg, Milligramm; µg|μg, Mikrogramm"
    "; l|L, Liter; ml|mL, Milliliter; cl, Zentiliter; dl, Deziliter; hl, Hektoliter"
    "; km/h|km/H|Km/h|KM/H|KM/h|kmh, Kilometer pro Stunde; m/s, Meter pro Sekunde"
    "; m/s²|m/s2|m/s^2, Meter pro Quadratsekunde; m²|m2|qm|m^2, Quadratmeter; cm²|cm2|cm^2, Quadratzentimeter"
    "; mm²|mm2, Quadratmillimeter; km²|km2|km^2|qkm, Quadratkilometer; m³|m3|m^3, Kubikmeter"
    "; cm³|cm3|cm^3, Kubikzentimeter; dm³, Kubikdezimeter"
    "; kg/m³, Kilogramm pro Kubikmeter, Kilogramm pro Kubikmeter, n; ha, Hektar; °C|° C|℃, Grad Celsius"
    "; °F, Grad Fahrenheit; °, Grad; K, Kelvin; %, Prozent; ‰, Promille; W, Watt; kW, Kilowatt; MW, Megawatt"
    "; GW, Gigawatt; V, Volt; A, Ampere; mA, Milliampere; mAh, Milliamperestunde, Milliamperestunden, f; Hz, Hertz"
    "; kHz, Kilohertz; MHz, Megahertz; GHz, Gigahertz; kB|KB, Kilobyte; MB, Megabyte; GB, Gigabyte; TB, Terabyte"
    "; kbit/s|kBit/s, Kilobit pro Sekunde; Mbit/s|MBit/s|Mbps|MBit/Sek., Megabit pro Sekunde"
    "; Gbit/s|GBit/s|Gbps, Gigabit pro Sekunde; Mbit|MBit, Megabit; Gbit|GBit, Gigabit; GiB, Gibibyte; MiB, Mebibyte"
    "; dB, Dezibel; Pa, Pascal; hPa, Hektopascal; bar, Bar; kcal, Kilokalorie, Kilokalorien, f; kJ, Kilojoule"
    "; J, Joule; N, Newton; px, Pixel; Wh, Wattstunde, Wattstunden, f; GWh, Gigawattstunde, Gigawattstunden, f"
    "; TWh, Terawattstunde, Terawattstunden, f; kWp, Kilowatt peak"
    "; kWh|kwh|KWh|KWH, Kilowattstunde, Kilowattstunden, f; MWh, Megawattstunde, Megawattstunden, f"
    "; h|Std.|Std|std., Stunde, Stunden, f; min|Min.|Min|min., Minute, Minuten, f"
    "; s|Sek.|Sek|sek., Sekunde, Sekunden, f; ms, Millisekunde, Millisekunden, f; t, Tonne, Tonnen, f"
    "; l/100 km, Liter auf hundert Kilometer"
)

ABBREVIATIONS = {
    "z. B.": "zum Beispiel", "d. h.": "das heißt", "u. a.": "unter anderem", "usw.": "und so weiter",
    "bzw.": "beziehungsweise", "ca.": "circa", "Nr.": "Nummer", "Dr.": "Doktor", "Prof.": "Professor", "Hr.": "Herr",
    "Hrn.": "Herrn", "Fr.": "Frau", "St.": "Sankt", "Str.": "Straße", "inkl.": "inklusive", "zzgl.": "zuzüglich",
    "exkl.": "exklusive", "evtl.": "eventuell", "ggf.": "gegebenenfalls", "vgl.": "vergleiche", "Abs.": "Absatz",
    "Art.": "Artikel", "Kap.": "Kapitel", "Bd.": "Band", "Abb.": "Abbildung", "Tab.": "Tabelle",
    "u. v. m.": "und vieles mehr", "o. Ä.": "oder Ähnliches", "u. Ä.": "und Ähnliches", "i. d. R.": "in der Regel",
    "u. U.": "unter Umständen", "z. T.": "zum Teil", "v. a.": "vor allem", "s. o.": "siehe oben",
    "s. u.": "siehe unten", "v. Chr.": "vor Christus", "n. Chr.": "nach Christus", "Tel.": "Telefon",
    "max.": "maximal", "min.": "minimal", "mind.": "mindestens", "geb.": "geboren", "Jh.": "Jahrhundert",
    "sog.": "sogenannt", "bspw.": "beispielsweise", "etc.": "et cetera", "Dipl.-Ing.": "Diplomingenieur",
    "Mio.": "Millionen", "Mrd.": "Milliarden", "z. Zt.": "zurzeit", "zzt.": "zurzeit", "i. A.": "im Auftrag",
    "i. V.": "in Vertretung", "Std.": "Stunden", "Hbf.": "Hauptbahnhof", "Bhf.": "Bahnhof", "Verf.": "Verfasser",
    "Jhd.": "Jahrhundert", "Jhdt.": "Jahrhundert", "Dr. med.": "Doktor med", "Dr. jur.": "Doktor jur",
    "Dr. phil.": "Doktor phil", "Dr. rer. nat.": "Doktor rer nat", "Dr. h. c.": "Doktor honoris causa",
    "Dres.": "Doktores", "Dipl.-Kfm.": "Diplomkaufmann", "Mag.": "Magister", "Ing.": "Ingenieur", "e. V.": "e V",
    "a. D.": "außer Dienst", "o. g.": "oben genannt", "u. g.": "unten genannt", "z. Hd.": "zu Händen", "lt.": "laut",
    "gem.": "gemäß", "bzgl.": "bezüglich", "betr.": "betreffend", "ehem.": "ehemalig", "einschl.": "einschließlich",
    "ausschl.": "ausschließlich", "Fa.": "Firma", "Fam.": "Familie", "Hrsg.": "Herausgeber", "jährl.": "jährlich",
    "tägl.": "täglich", "tgl.": "täglich", "mtl.": "monatlich", "monatl.": "monatlich", "wöchentl.": "wöchentlich",
    "Jg.": "Jahrgang", "rd.": "rund", "wg.": "wegen", "zw.": "zwischen", "Ziff.": "Ziffer", "Rn.": "Randnummer",
    "Aufl.": "Auflage", "Ausg.": "Ausgabe", "Nrn.": "Nummern", "Whg.": "Wohnung", "Einw.": "Einwohner",
    "MwSt.": "Mehrwertsteuer", "MwSt": "Mehrwertsteuer", "USt.": "Umsatzsteuer", "ggü.": "gegenüber",
    "p. a.": "pro anno", "p. P.": "pro Person", "m. E.": "meines Erachtens", "od.": "oder",
    "v. l. n. r.": "von links nach rechts", "i. H. v.": "in Höhe von", "i. d. F.": "in der Fassung", "vs.": "versus",
    "usf.": "und so fort", "u. a. m.": "und anderes mehr", "u. s. w.": "und so weiter", "vsl.": "voraussichtlich",
    "voraussichtl.": "voraussichtlich", "Anm.": "Anmerkung", "Bsp.": "Beispiel", "Tel.-Nr.": "Telefonnummer",
    "Art.-Nr.": "Artikelnummer", "Best.-Nr.": "Bestellnummer", "Kd.-Nr.": "Kundennummer", "Hausnr.": "Hausnummer",
    "Red.": "Redaktion", "Geb.": "Gebäude", "Abt.": "Abteilung", "Pos.": "Position", "durchschn.": "durchschnittlich",
    "entspr.": "entsprechend", "insb.": "insbesondere", "insbes.": "insbesondere", "jun.": "junior", "sen.": "senior",
    "Stck.": "Stück", "Wdh.": "Wiederholung", "Co.": "Co", "i. S. v.": "im Sinne von", "i. S. d.": "im Sinne des",
    "s. a.": "siehe auch", "zus.": "zusammen", "ugs.": "umgangssprachlich", "österr.": "österreichisch",
    "dt.": "deutsch", "engl.": "englisch", "frz.": "französisch", "lat.": "lateinisch", "urspr.": "ursprünglich",
    "lit.": "Buchstabe", "Gl.": "Gleichung", "Hj.": "Halbjahr", "Ref.": "Referat", "Bgm.": "Bürgermeister",
    "Jt.": "Jahrtausend", "v. H.": "vom Hundert", "Feb.": "Februar", "Jul.": "Juli", "Jun.": "Juni", "Anl.": "Anlage",
    "Anh.": "Anhang", "Jgst.": "Jahrgangsstufe", "Bde.": "Bände", "ggfs.": "gegebenenfalls", "resp.": "respektive",
    "ppa.": "per prokura", "Az.": "Aktenzeichen", "Re.-Nr.": "Rechnungsnummer", "Rg.-Nr.": "Rechnungsnummer",
    "St.-Nr.": "Steuernummer", "Kto.": "Konto", "Kto.-Nr.": "Kontonummer",
    "USt-IdNr.": "Umsatzsteuer-Identifikationsnummer", "v. d. H.": "vor der Höhe", "a. d. O.": "an der Oder",
    "a. d. R.": "an der Ruhr", "i. Br.": "im Breisgau", "Priv.-Doz.": "Privatdozent",
    "Univ.-Prof.": "Universitätsprofessor", "Frhr.": "Freiherr", "Hptm.": "Hauptmann", "etc. pp.": "et cetera pp",
    "Wo.": "Woche", "Mrz.": "März", "Apr.": "April", "Abtlg.": "Abteilung", "geg.": "gegen", "gg.": "gegen",
    "Gew.": "Gewicht", "gegr.": "gegründet", "Frl.": "Fräulein", "Sek.": "Sekunden", "Tsd.": "Tausend",
    "k. A.": "keine Angabe", "o. J.": "ohne Jahr", "u. A. w. g.": "um Antwort wird gebeten", "z. Z.": "zurzeit",
    "allg.": "allgemein", "bes.": "besonders", "dgl.": "dergleichen", "u. dgl.": "und dergleichen",
    "o. B. d. A.": "ohne Beschränkung der Allgemeinheit", "m. a. W.": "mit anderen Worten", "i. O.": "in Ordnung",
    "i. Allg.": "im Allgemeinen", "a. a. O.": "am angegebenen Ort", "ebd.": "ebenda", "gez.": "gezeichnet",
    "i. R.": "im Ruhestand", "lfd.": "laufend", "n. V.": "nach Vereinbarung", "v. u. Z.": "vor unserer Zeitrechnung",
    "n. u. Z.": "nach unserer Zeitrechnung", "techn.": "technisch", "vorm.": "vormittags", "nachm.": "nachmittags",
    "stellv.": "stellvertretend", "Vors.": "Vorsitzender", "Forts.": "Fortsetzung", "Anz.": "Anzahl",
    "o. ä.": "oder ähnlich", "u. ä.": "und ähnlich", "Pers.": "Personen", "Zi.": "Zimmer", "Ltg.": "Leitung",
    "röm.": "römisch", "kath.": "katholisch", "ev.": "evangelisch", "zit.": "zitiert", "Ges.": "Gesellschaft",
    "Ges. m. b. H.": "Gesellschaft mit beschränkter Haftung", "c/o": "bei", "o. d. T.": "ob der Tauber",
    "i. w. S.": "im weiteren Sinne", "i. e. S.": "im engeren Sinne", "z. K.": "zur Kenntnis", "z. H.": "zu Händen",
    "b. w.": "bitte wenden", "Nds.": "Niedersachsen", "Okt.": "Oktober", "Dez.": "Dezember", "Nov.": "November",
    "Jan.": "Januar", "Febr.": "Februar", "Sept.": "September", "Aug.": "August", "Temp.": "Temperatur",
    "amtl.": "amtlich", "bayer.": "bayerisch", "ital.": "italienisch", "span.": "spanisch", "amerik.": "amerikanisch",
    "Mitgl.": "Mitglied", "Verl.": "Verlag", "Übers.": "Übersetzung", "rechtl.": "rechtlich",
    "steuerl.": "steuerlich", "mögl.": "möglich", "erm.": "ermäßigt", "mdl.": "mündlich", "schriftl.": "schriftlich",
    "telef.": "telefonisch", "p. m.": "pro Monat", "Mo-Fr": "Montag bis Freitag", "24/7": "rund um die Uhr",
    "gest.": "gestorben", "verh.": "verheiratet",
}  # fmt: skip

MAY_END_A_SENTENCE = ("usw.", "usf.", "etc.", "u. v. m.", "u. a. m.", "o. Ä.", "u. Ä.")

SIGNS = {
    "∑": "Summe", "Σ": "Summe", "∫": "Integral", "∈": "Element von", "∩": "geschnitten mit", "∪": "vereinigt mit",
    "⇒": "daraus folgt", "⇔": "genau dann, wenn", "∆": "Delta", "&": "und", "+": "plus", "=": "gleich", "@": "at",
    "#": "Raute", "%": "Prozent", "§": "Paragraf", "×": "mal", "÷": "geteilt durch", "±": "plus minus", "→": "zu",
    "≈": "ungefähr", "~": "etwa", "≤": "kleiner oder gleich", "≥": "größer oder gleich", "≠": "ungleich",
    "<": "kleiner als", ">": "größer als", "°": "Grad", "²": "Quadrat", "³": "hoch drei", "√": "Wurzel aus",
    "π": "Pi", "∞": "unendlich", "‰": "Promille", "©": "Copyright", "®": "registriert", "™": "Trademark",
}  # fmt: skip
SPELLED = {
    ".": "Punkt", "/": "Schrägstrich", "-": "Minus", "_": "Unterstrich", "@": "at", ":": "Doppelpunkt",
    "?": "Fragezeichen", "=": "gleich", "&": "und", "#": "Raute", "+": "plus", "~": "Tilde", "%": "Prozent",
    "\\": "Backslash",
}  # fmt: skip
STARTERS = (
    r"\s(?:Der|Die|Das|Er|Sie|Es|Ich|Wir|Im|In|Am|Nach|Doch|Und|Aber|Sein|Seine|Ihr|Ihre|Danach|Dann|Damals|Dort|Da"
    r"|Bitte|Bis)\b"
)
"""Regular expression of words that begin a sentence and hardly stand within one: the full stop before them ends one."""
