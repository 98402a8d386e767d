"""English words: months, currencies, units, abbreviations, signs."""

from pipeline.normalize.tables import currencies, nouns

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

CURRENCIES = currencies(
    "$|USD|dollars, dollar, dollars, cent, cents; US$|US $|USD $|$US, US dollar, US dollars, cent, cents"
    "; C$|CA$|CAD, Canadian dollar, Canadian dollars, cent, cents"
    "; A$|AU$|AUD, Australian dollar, Australian dollars, cent, cents"
    "; NZ$|NZD, New Zealand dollar, New Zealand dollars, cent, cents"
    "; HK$|HKD, Hong Kong dollar, Hong Kong dollars, cent, cents"
    "; S$|SGD, Singapore dollar, Singapore dollars, cent, cents; TWD, Taiwan dollar, Taiwan dollars, cent, cents"
    "; €|EUR|euros, euro, euros, cent, cents; £|GBP|pounds, pound, pounds, penny, pence"
    "; ¥|JPY, yen, yen, sen, sen; CNY|RMB, yuan, yuan, fen, fen; CHF, Swiss franc, Swiss francs, centime, centimes"
    "; ₹|INR|Rs.|Rs, rupee, rupees, paisa, paise; ₩|KRW, won, won, jeon, jeon"
    "; R$|BRL, real, reais, centavo, centavos; SEK, Swedish krona, Swedish kronor, öre, öre"
    "; NOK, Norwegian krone, Norwegian kroner, øre, øre; DKK, Danish krone, Danish kroner, øre, øre"
    "; ISK, Icelandic krona, Icelandic kronur, eyrir, aurar; PLN|zł, zloty, zlotys, grosz, groszy"
    "; CZK, Czech koruna, Czech korunas, heller, hellers; HUF, forint, forints, filler, filler"
    "; ₺|TRY, Turkish lira, Turkish lira, kurus, kurus; ₽|RUB, ruble, rubles, kopek, kopeks"
    "; ₴|UAH, hryvnia, hryvnias, kopiyka, kopiykas; ₪|ILS, shekel, shekels, agora, agorot"
    "; ZAR, rand, rand, cent, cents; ฿|THB, baht, baht, satang, satang; ₱|PHP, peso, pesos, centavo, centavos"
    "; MX$|MXN, Mexican peso, Mexican pesos, centavo, centavos; ₫|VND, dong, dong, xu, xu"
    "; ₦|NGN, naira, naira, kobo, kobo; AED, dirham, dirhams, fils, fils; SAR, riyal, riyals, halala, halalas"
    "; IDR|Rp, rupiah, rupiah, sen, sen; kr|kr., krone, kroner, øre, øre; MYR|RM, ringgit, ringgit, sen, sen"
    "; PKR, Pakistani rupee, Pakistani rupees, paisa, paise; EGP, Egyptian pound, Egyptian pounds, piastre, piastres"
    "; ARS, Argentine peso, Argentine pesos, centavo, centavos; CLP, Chilean peso, Chilean pesos, centavo, centavos"
    "; COP, Colombian peso, Colombian pesos, centavo, centavos; RON, leu, lei, ban, bani; ETH, ether, ether, wei, wei"
    "; KES, Kenyan shilling, Kenyan shillings, cent, cents; QAR, Qatari riyal, Qatari riyals, dirham, dirhams"
    "; KWD, Kuwaiti dinar, Kuwaiti dinars, fils, fils"
    "; ₿|BTC, bitcoin, bitcoins, satoshi, satoshis"
)
MAGNITUDES = nouns(
    "K|k|thousand, thousand; M|m|mn|million, million; B|b|bn|billion, billion; T|tn|trillion, trillion; lakh,"
    " lakh; crore|cr, crore"
)
UNITS = nouns(
    "km|Km|KM|kms, kilometer, kilometers; m, meter, meters; cm, centimeter, centimeters; mm, millimeter, millimeters"
    "; μm|µm, micrometer, micrometers; nm, nanometer, nanometers; mi, mile, miles; yd, yard, yards; ft|ft., foot, feet"
    "; lb|lbs|lb.|lbs.|Lbs|LBS, pound, pounds; oz|oz.|Oz, ounce, ounces; tsp|tsp.|Tsp|Tsp., teaspoon, teaspoons"
    "; tbsp|tbsp.|Tbsp|Tbsp.|TBSP, tablespoon, tablespoons"
    "; kg|kgs|Kg|KG, kilogram, kilograms; g, gram, grams; mg, milligram, milligrams"
    "; μg|µg, microgram, micrograms; L|l, liter, liters; ml|mL, milliliter, milliliters; cl, centiliter, centiliters"
    "; dl|dL, deciliter, deciliters; gal, gallon, gallons; km/h|kph, kilometer per hour, kilometers per hour"
    "; mph|MPH, mile per hour, miles per hour"
    "; m/s, meter per second, meters per second; m²|m2|sq m, square meter, square meters"
    "; km²|km2, square kilometer, square kilometers; m³|m3, cubic meter, cubic meters"
    "; cm³|cm3, cubic centimeter, cubic centimeters; sq ft|ft², square foot, square feet; ha, hectare, hectares"
    "; °C|° C|℃, degree Celsius, degrees Celsius; °F|° F|℉, degree Fahrenheit, degrees Fahrenheit; °, degree, degrees"
    "; %, percent; ‰, per mille; W, watt, watts; kW, kilowatt, kilowatts; MW, megawatt, megawatts; V, volt, volts"
    "; GW, gigawatt, gigawatts; Wh, watt hour, watt hours; kWh, kilowatt hour, kilowatt hours"
    "; MWh, megawatt hour, megawatt hours; GWh, gigawatt hour, gigawatt hours; TWh, terawatt hour, terawatt hours"
    "; mA, milliamp, milliamps; mAh, milliamp hour, milliamp hours; Hz, hertz"
    "; kHz, kilohertz; MHz, megahertz; GHz, gigahertz; kB|KB, kilobyte, kilobytes; MB, megabyte, megabytes"
    "; GB, gigabyte, gigabytes; TB, terabyte, terabytes; kbps|kbit/s, kilobit per second, kilobits per second"
    "; Mbps|Mbit/s, megabit per second, megabits per second; Gbps|Gbit/s, gigabit per second, gigabits per second"
    "; ms, millisecond, milliseconds; s|sec|secs|sec., second, seconds; min|mins|min., minute, minutes"
    "; h|hr|hrs|hr.|hrs., hour, hours; yr|yrs|yrs., year, years"
    "; dB, decibel, decibels; Pa, pascal, pascals; kPa, kilopascal, kilopascals; hPa, hectopascal, hectopascals"
    "; psi, pound per square inch, pounds per square inch; kcal, kilocalorie, kilocalories; kJ, kilojoule, kilojoules"
    "; J, joule, joules; N, newton, newtons; px, pixel, pixels"
    "; mpg, mile per gallon, miles per gallon; rpm, revolution per minute, revolutions per minute"
    "; in., inch, inches; mi., mile, miles; nmi, nautical mile, nautical miles"
    "; fl oz|fl. oz., fluid ounce, fluid ounces"
    "; mmHg, millimeter of mercury, millimeters of mercury; hp, horsepower; bps, basis point, basis points"
    "; ppm, part per million, parts per million"
    "; mmol, millimole, millimoles; mol, mole, moles; mV, millivolt, millivolts; kV, kilovolt, kilovolts"
    "; Ω, ohm, ohms; kΩ, kilohm, kilohms; Nm, newton meter, newton meters; kN, kilonewton, kilonewtons"
    "; lm, lumen, lumens; lx, lux; MP, megapixel, megapixels; PB, petabyte, petabytes; t, tonne, tonnes; ¢, cent, cents"
    "; qt, quart, quarts; pts, point, points; IU, international unit, international units"
    "; cm²|cm2, square centimeter, square centimeters; mm²|mm2, square millimeter, square millimeters"
    "; VDC, volt D C, volts D C; VAC, volt A C, volts A C"
    "; km/s, kilometer per second, kilometers per second"
    "; m/s²|m/s2|m/s^2, meter per second squared, meters per second squared; N·m|N m, newton meter, newton meters"
    "; KiB, kibibyte, kibibytes; MiB, mebibyte, mebibytes; GiB, gibibyte, gibibytes; TiB, tebibyte, tebibytes"
    "; Kb|kb, kilobit, kilobits; Mb, megabit, megabits; Gb, gigabit, gigabits; Gb/s, gigabit per second,"
    " gigabits per second"
    "; Mb/s, megabit per second, megabits per second; sqm, square meter, square meters; sq. ft., square foot,"
    " square feet"
    "; sq mi|sq. mi.|mi², square mile, square miles; sq km, square kilometer, square kilometers; sq in|in²,"
    " square inch, square inches"
    "; cu ft|ft³, cubic foot, cubic feet; µL|μL|µl|μl, microliter, microliters; mcg, microgram, micrograms; cc, cc"
    "; MPa, megapascal, megapascals; GPa, gigapascal, gigapascals; atm, atmosphere, atmospheres; mbar,"
    " millibar, millibars"
    "; MJ, megajoule, megajoules; GJ, gigajoule, gigajoules; THz, terahertz; dpi, dot per inch, dots per inch"
    "; μs|µs, microsecond, microseconds; ns, nanosecond, nanoseconds; wk|wks|wk.|wks., week, weeks; mo|mos|mo."
    "|mos., month, months"
    "; pcs|pcs., piece, pieces; doz|doz., dozen, dozen; Ah, amp hour, amp hours; kVA, kilovolt-ampere, kilovolt-amperes"
    "; µF|μF, microfarad, microfarads; nF, nanofarad, nanofarads; pF, picofarad, picofarads; MΩ, megohm, megohms"
    "; eV, electron volt, electron volts; keV, kiloelectron volt, kiloelectron volts; MeV, megaelectron volt,"
    " megaelectron volts"
    "; GeV, gigaelectron volt, gigaelectron volts; AU, astronomical unit, astronomical units; ly, light-year,"
    " light-years"
    "; kt|kts|kn, knot, knots; ppb, part per billion, parts per billion; ft/s, foot per second, feet per second"
    "; g/mol, gram per mole, grams per mole"
    "; mSv, millisievert, millisieverts; µA|μA, microamp, microamps; hl|hL, hectoliter, hectoliters"
    "; lbf, pound-force, pounds-force; BTU, B T U, B T Us; arcsec, arcsecond, arcseconds; sr, steradian,"
    " steradians; rad, radian, radians"
    "; kgf, kilogram-force, kilograms-force; cd, candela, candelas; EB, exabyte, exabytes; yr., year, years;"
    " pt., pint, pints; gal., gallon, gallons"
    "; qt., quart, quarts; yd., yard, yards; sq yd, square yard, square yards; in², square inch, square inches;"
    " mol/L, mole per liter, moles per liter"
    "; bpm, beat per minute, beats per minute; fps, frame per second, frames per second"
)

ABBREVIATIONS = {
    "Dr.": "Doctor", "Drs.": "Doctors", "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Prof.": "Professor",
    "Jr.": "Junior", "Sr.": "Senior", "Gen.": "General", "Maj.": "Major", "Col.": "Colonel", "Lt. Col.":
    "Lieutenant Colonel", "Capt.": "Captain", "Lt.": "Lieutenant", "Sgt.": "Sergeant", "Cpl.": "Corporal",
    "Adm.": "Admiral", "Cmdr.": "Commander", "Rev.": "Reverend", "Hon.": "Honorable", "Gov.": "Governor",
    "Sen.": "Senator", "Sens.": "Senators", "Rep.": "Representative", "Reps.": "Representatives", "Pres.": "President",
    "Esq.": "Esquire", "M.D.": "M D", "B.A.": "B A", "M.A.": "M A", "B.Sc.": "B S C",
    "M.Sc.": "M S C", "e.g.": "for example", "i.e.": "that is", "etc.": "et cetera", "vs.": "versus", "vs": "versus",
    "approx.": "approximately", "ca.": "circa", "cf.": "compare", "a.m.": "A M", "p.m.": "P M", "w/o": "without",
    "w/": "with", "c/o": "care of", "b/c": "because", "Inc.": "Incorporated", "Ltd.": "Limited", "Corp.":
    "Corporation", "Co.": "Company", "Bros.": "Brothers", "Assn.": "Association", "Univ.": "University",
    "Govt.": "Government", "Intl.": "International", "Dept.": "Department", "Rm.": "Room", "Apt.": "Apartment",
    "Mt.": "Mount", "Ft.": "Fort", "est.": "established", "vol.": "volume", "vols.": "volumes", "pp.": "pages",
    "min.": "minimum", "max.": "maximum", "incl.": "including", "excl.": "excluding", "misc.": "miscellaneous",
    "avg.": "average", "qty.": "quantity", "tel.": "telephone", "attn.": "attention", "ibid.": "ibidem",
    "viz.": "namely", "Ref.": "Reference",
    "N.B.": "note well", "et al.": "and others", "U.S.": "U S", "U.K.": "U K", "p.a.": "per annum",
    "U.N.": "U N", "U.S.A.": "U S A", "E.U.": "E U", "D.C.": "D C", "Ph.D.": "P H D", "P.S.": "P S", "P.O.": "P O",
    "a.k.a.": "also known as", "Jan.": "January", "Feb.": "February", "Aug.": "August", "Sept.": "September",
    "Oct.": "October", "Nov.": "November", "Dec.": "December", "24/7": "twenty-four seven", "9/11": "nine eleven",
    "assoc.": "associate", "asst.": "assistant", "gov't": "government",
    "bldg.": "building",     "dept.": "department", "govt.": "government", "intl.": "international",
    "assn.": "association",
    "univ.": "university",
    "apt.": "apartment", "blvd.": "boulevard", "mgr.": "manager",
    "mfg.": "manufacturing",
    "ext.": "extension", "yrs.": "years", "hrs.": "hours", "mins.": "minutes", "secs.": "seconds", "lbs.": "pounds",
    "etc": "et cetera", "approx": "approximately", "appx.": "appendix", "Co. Ltd.": "Company Limited",
    "Co., Ltd.": "Company, Limited",
    "int'l": "international", "cont'd": "continued", "ref. no.": "reference number",
    "std. dev.": "standard deviation", "std.": "standard",
    "q.v.": "Q V", "op. cit.": "op cit", "n/a": "not applicable", "N/A": "not applicable", "and/or": "and or",
    "he/she": "he or she", "she/he": "she or he", "his/her": "his or her", "him/her": "him or her", "s/he": "she or he",
    "Mx.": "Mix", "Messrs.": "Messers", "Fr.": "Father", "Br.": "Brother", "Pvt.": "Private", "Brig.": "Brigadier",
    "Cpt.": "Captain",
    "Atty.": "Attorney", "Supt.": "Superintendent", "Jun.": "June", "Jul.": "July", "Apr.": "April", "Mar.": "March",
    "Ph.D": "P H D", "A.K.A.": "also known as", "c.f.": "compare",     "Tues.": "Tuesday", "Thurs.": "Thursday",
    "Thu.": "Thursday", "Mon.": "Monday", "Fri.": "Friday",
    "esp.": "especially",
            "tbsp.": "tablespoon", "tsp.": "teaspoon", "pkg.": "package",         "B.C.": "B C", "A.D.": "A D",
    "B.C.E.": "B C E", "C.E.": "C E",
}  # fmt: skip
MAY_END_A_SENTENCE = (
    "a.m. p.m. etc. Inc. Ltd. Corp. Co. Bros. Jr. Sr. Ph.D. M.D. B.A. M.A. D.C. U.S.A. B.C. A.D. B.C.E. C.E. Esq. Assn."
    " p.a."
)

SIGNS = {
    "&": "and", "+": "plus", "=": "equals", "@": "at", "#": "hash", "%": "percent", "§": "section", "×": "times",
    "÷": "divided by", "±": "plus or minus", "→": "to", "≈": "approximately", "~": "about",
    "≤": "less than or equal to",
    "≥": "greater than or equal to", "≠": "not equal to", "<": "less than", ">": "greater than", "°": "degrees",
    "²": "squared", "³": "cubed", "π": "pi", "∞": "infinity", "©": "copyright", "‰": "per mille",
    "®": "registered", "™": "trademark", "≡": "is equivalent to", "∈": "in", "√": "square root of", "∑": "sum of",
    "∛": "cube root of", "∫": "integral of", "∂": "partial", "⇒": "implies", "∝": "is proportional to",
    "∴": "therefore", "∀": "for all", "∃": "there exists", "∪": "union", "∩": "intersection", "∉": "not in",
    "⊂": "is a subset of", "↑": "up", "↓": "down", "←": "from", "↔": "to and from", "Σ": "sum of",
}  # fmt: skip
SPELLED = {
    ".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at", ":": "colon", "?": "question mark",
    "=": "equals", "&": "and", "#": "hash", "+": "plus", "~": "tilde", "%": "percent", "\\": "backslash",
}  # fmt: skip
