"""Italian: the tables of nouns, units, currencies, abbreviations and signs."""

from pipeline.normalize.tables import currencies, nouns, pairs, word_set, words

MONTHS = words("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre")
MASCULINE = word_set(
    "problema sistema tema programma clima poema schema dilemma diagramma dramma pianeta artista turista giornalista"
    " poeta pigiama collega atleta cinema panda delta sofà papà bantu comma trauma sintomo enigma teorema reclamo"
    " utente dentista autista barista ciclista farmacista pilota profeta emblema problema carisma asma"
)
FEMININE = word_set(
    "notte volta parte ragione mano classe chiave voce luce fine gente legge rete sede torre nave nube pelle mente"
    " morte sorte fonte fronte serie specie base frase crisi analisi foto moto radio auto estate arte carne croce"
    " cornice neve pace madre moglie valle febbre fame sete fede fase tesi ipotesi sintesi diagnosi corte stazione"
    " elementare media superiore corrente canzone lezione immagine origine regione indagine pagine ore bici metro"
    " email mail app password chat newsletter paralisi oasi dose patente vite volpe tigre clientela attrice autrice"
    " scrittrice direttrice carie superficie circoscrizione appendice olimpiade"
)
NOT_COUNTED = word_set(
    "che con per tra fra non più come era del della dei delle nel nella sul sulla dal dalla alla allo agli alle"
    " degli dello negli nelle sulle dalle dagli fino circa meno oppure anche solo contro sono hanno ogni"
)
QUEENS = word_set("Elisabetta Caterina Maria Cristina Margherita Giovanna Isabella Maria_Teresa Beatrice Anna Bianca")
KINGS = words(
    """Luigi Carlo Enrico Filippo Ferdinando Francesco Umberto Vittorio_Emanuele Vittorio_Amedeo Carlo_Alberto
    Emanuele_Filiberto Pio Leone Benedetto Giovanni Giovanni_Paolo Paolo Clemente Gregorio Urbano Giulio Innocenzo
    Bonifacio Sisto Alessandro Federico Guglielmo Giorgio Edoardo Riccardo Napoleone Nicola Alfonso Pietro Ludovico
    Massimiliano Leopoldo Amedeo Cosimo Ivan Martino Callisto Eugenio Niccolò Nicolò Adriano Celestino Silvestro
    Teodosio Costantino Giacomo Tolomeo Dario Serse Artaserse Maometto Solimano Gustavo Cristiano Ottone Corrado
    Ruggero Ramses Ramsete Lotario Berengario Baldovino Sigismondo Rodolfo Giuseppe Alberto Felipe Stefano Onorio
    Vaticano Lateranense Mattia Michele Manuele Basilio Augusto Gustavo_Adolfo Harald Hussein Abdullah Tutmosi Seti
    Psammetico Attalo V._Emanuele"""
)
UNITS = nouns(
    """km, chilometro, chilometri; hm, ettometro, ettometri; m|mt|mt., metro, metri; dm, decimetro, decimetri
    ; cm, centimetro, centimetri; mm, millimetro, millimetri; µm|μm, micrometro, micrometri; nm, nanometro, nanometri
    ; m²|m2|mq, metro quadrato, metri quadrati; km²|km2|kmq, chilometro quadrato, chilometri quadrati
    ; cm²|cm2|cmq, centimetro quadrato, centimetri quadrati; mm²|mm2, millimetro quadrato, millimetri quadrati
    ; m³|m3|mc, metro cubo, metri cubi; cm³|cm3|cc, centimetro cubo, centimetri cubi; mm³|mm3, millimetro cubo
    , millimetri cubi; km/h|Km/h, chilometro orario, chilometri orari
    ; m/s, metro al secondo, metri al secondo; m/s²|m/s2, metro al secondo quadrato, metri al secondo quadrato
    ; km/s, chilometro al secondo, chilometri al secondo; km/l, chilometro al litro, chilometri al litro
    ; l/100 km, litro per cento chilometri, litri per cento chilometri; giri/min, giro al minuto, giri al minuto
    ; bpm, battito al minuto, battiti al minuto; mph, miglio orario, miglia orarie, f
    ; kg|Kg, chilogrammo, chilogrammi; hg, ettogrammo, ettogrammi; g|gr|gr., grammo, grammi
    ; mg, milligrammo, milligrammi; µg|μg|mcg, microgrammo, microgrammi; ng, nanogrammo, nanogrammi
    ; pg, picogrammo, picogrammi; q, quintale, quintali; t, tonnellata
    , tonnellate, f; Mt, megatonnellata, megatonnellate, f; Gt, gigatonnellata, gigatonnellate, f
    ; hl, ettolitro, ettolitri; l|L|lt|lt., litro, litri; dl|dL, decilitro, decilitri
    ; cl, centilitro, centilitri; ml|mL, millilitro, millilitri; µl|μl, microlitro, microlitri
    ; h, ora, ore, f; min|min., minuto, minuti; s|sec|sec., secondo, secondi; ms, millisecondo, millisecondi
    ; µs|μs, microsecondo, microsecondi; ns, nanosecondo, nanosecondi; gg|gg., giorno, giorni
    ; °C|° C|ºC, grado Celsius, gradi Celsius; °F, grado Fahrenheit, gradi Fahrenheit
    ; %, per cento, per cento, n; ‰, per mille, per mille, n
    ; W, watt; kW, chilowatt; MW, megawatt; GW, gigawatt; Wh, wattora; kWh|KWh|kwh, chilowattora; MWh, megawattora
    ; GWh, gigawattora; TWh, terawattora; V, volt; kV, chilovolt; mV, millivolt; mA, milliampere; mAh, milliamperora
    ; Ah, amperora; Ω, ohm; kΩ, chiloohm; Nm|N·m, newton metro; Pa, pascal; hPa, ettopascal; kPa, chilopascal
    ; MPa, megapascal; bar, bar; mbar, millibar; mmHg, millimetro di mercurio, millimetri di mercurio
    ; kJ, chilojoule; Hz, hertz; kHz|KHz, chilohertz; MHz|Mhz, megahertz; GHz|Ghz, gigahertz
    ; kB|KB, kilobyte; MB, megabyte; GB, gigabyte; TB, terabyte; PB, petabyte
    ; kbps|kbit/s, kilobit al secondo; Mbps|Mbit/s|Mb/s, megabit al secondo; Gbps|Gbit/s|Gb/s, gigabit al secondo
    ; MB/s, megabyte al secondo; GB/s, gigabyte al secondo; kcal, chilocaloria, chilocalorie, f
    ; cal, caloria, calorie, f; dB, decibel; lm, lumen; CV|cv, cavallo, cavalli; px, pixel; Mpx|MP, megapixel
    ; ab./km²|ab/km²|ab./kmq|ab/kmq, abitante per chilometro quadrato, abitanti per chilometro quadrato
    ; ab., abitante, abitanti; cpr|cp, compressa, compresse, f; mol, mole, moli, f; mmol, millimole, millimoli, f
    ; UI, unità internazionale
    , unità internazionali, f; ppm, parte per milione, parti per milione, f; fps, fotogramma al secondo
    , fotogrammi al secondo; mSv, millisievert; ft, piede, piedi; lb|lbs, libbra, libbre, f
    ; oz, oncia, once, f; dpi|ppp, punto per pollice, punti per pollice; cent, centesimo, centesimi"""
)
MEASURED = nouns(
    """tazza, tazza, tazze, f; tazzina, tazzina, tazzine, f; ora, ora, ore, f; giornata, giornata, giornate, f
    ; anno, anno, anni; giorno, giorno, giorni; mese, mese, mesi; settimana, settimana, settimane, f
    ; bicchiere, bicchiere, bicchieri; bustina, bustina, bustine, f; litro, litro, litri; chilo, chilo, chili
    ; etto, etto, etti; grammo, grammo, grammi; chilometro, chilometro, chilometri; metro, metro, metri
    ; cucchiaio, cucchiaio, cucchiai; cucchiaino, cucchiaino, cucchiaini; pollice, pollice, pollici
    ; pagina, pagina, pagine, f; compressa, compressa, compresse, f; pastiglia, pastiglia, pastiglie, f
    ; mela, mela, mele, f; cipolla, cipolla, cipolle, f; limone, limone, limoni; giro, giro, giri; punto, punto, punti
    ; dose, dose, dosi, f; bottiglia, bottiglia, bottiglie, f; pizza, pizza, pizze, f; stella, stella, stelle, f
    ; minuto, minuto, minuti; quintale, quintale, quintali; tonnellata, tonnellata, tonnellate, f"""
)
CURRENCIES = currencies(
    """€|EUR, euro, euro, centesimo, centesimi; $|US$|USD, dollaro, dollari, centesimo, centesimi
    ; £|GBP, sterlina, sterline, penny, pence, f; ¥|JPY, yen, yen, sen, sen; CHF, franco svizzero, franchi svizzeri
    , centesimo, centesimi; CNY|RMB, yuan, yuan, fen, fen; R$|BRL, real, real, centesimo, centesimi
    ; ₹|INR, rupia, rupie, paisa, paisa, f; CA$|CAD|C$, dollaro canadese, dollari canadesi, centesimo, centesimi
    ; A$|AUD, dollaro australiano, dollari australiani, centesimo, centesimi
    ; HK$|HKD, dollaro di Hong Kong, dollari di Hong Kong, centesimo, centesimi; ₽|RUB, rublo, rubli, copeco, copechi
    ; ₩|KRW, won, won, jeon, jeon; ₺|TRY, lira turca, lire turche, kuruş, kuruş, f; ₴|UAH, grivnia, grivnie, copeco
    , copechi, f; ₪|ILS, shekel, shekel, agorà, agorà; ₿|BTC, bitcoin, bitcoin, satoshi, satoshi
    ; SEK, corona svedese, corone svedesi, öre, öre, f; NOK, corona norvegese, corone norvegesi, øre, øre, f
    ; DKK, corona danese, corone danesi, øre, øre, f; CZK|Kč, corona ceca, corone ceche, haléř, haléř, f
    ; PLN|zł, zloty, zloty, grosz, grosz; HUF, fiorino ungherese, fiorini ungheresi, fillér, fillér
    ; RON, leu, lei, ban, bani; MAD, dirham, dirham, centesimo, centesimi; AED, dirham, dirham, fils, fils
    ; TND, dinaro tunisino, dinari tunisini, millesimo, millesimi; MXN, peso messicano, pesos messicani
    , centavo, centavos; ARS, peso argentino, pesos argentini, centavo, centavos; ZAR, rand, rand, cent, cent
    ; SGD, dollaro di Singapore, dollari di Singapore, centesimo, centesimi; ALL, lek, lek, qindarka, qindarka"""
)
TITLES = pairs(
    """sig. = signor; sig.ra = signora; sig.na = signorina; sigg. = signori; dott. = dottor; dr. = dottor;
    dott.ssa = dottoressa; dr.ssa = dottoressa; prof. = professor; prof.ssa = professoressa; proff. = professori;
    ing. = ingegner; avv. = avvocato; avv.to = avvocato; arch. = architetto; geom. = geometra; rag. = ragionier;
    on. = onorevole; sen. = senatore; mons. = monsignor; gen. = generale; col. = colonnello;
    cav. = cavalier; comm. = commendator; ten. = tenente; rev. = reverendo;
    d.ssa = dottoressa; sigg.ri = signori; on.le = onorevole; dir. = direttore"""
)
"""Before names, alike with a capital letter."""
SHORT = pairs(
    """cap. = capitolo; egr. = egregio; gent. = gentile; gent.mo = gentilissimo; gent.ma = gentilissima;
    gent.le = gentile;
    gent.mi = gentilissimi; spett. = spettabile; spett.le = spettabile; ill.mo = illustrissimo;
    ill.ma = illustrissima; preg.mo = pregiatissimo; preg.ma = pregiatissima; chiar.mo = chiarissimo;
    v.le = viale; p.le = piazzale; p.zza = piazza; p.za = piazza; c.so = corso; l.go = largo; vic. = vicolo;
    str. = strada; loc. = località; fraz. = frazione; prov. = provincia; tel. = telefono; cell. = cellulare;
    pag. = pagina; pagg. = pagine; art. = articolo; artt. = articoli; vol. = volume; voll. = volumi;
    fig. = figura; figg. = figure; tab. = tabella; cfr. = confronta; max. = massimo; min. = minimo; nr. = numero;
    num. = numero; par. = paragrafo; all. = allegato; rif. = riferimento; prot. = protocollo; lett. = lettera;
    vs. = vostro; ns. = nostro; ed. = edizione; cit. = citato; cod. = codice; civ. = civile; pen. = penale;
    tot. = totale; op. = opera; ecc. = eccetera; etc. = eccetera; es. = per esempio; c.m. = corrente mese;
    fam. = famiglia; f.to = firmato; att.ne = attenzione; n.d.r. = nota del redattore; c.d. = cosiddetto;
    p.c. = per conoscenza; p.s. = post scriptum; rep. = repubblica; pers. = persone; u.s. = ultimo scorso;
    p.v. = prossimo venturo; ca. = circa; c.ca = circa; cad. = cadauno; ogg. = oggetto; gg. = giorni"""
)
ABBREVIATIONS = (
    TITLES
    | {written.capitalize(): spoken for written, spoken in TITLES.items()}
    | SHORT
    | pairs(
        """n. = numero; n° = numero; nº = numero; N. = numero; nn. = numeri; p. es. = per esempio;
    p.es. = per esempio; ad es. = ad esempio; a. C. = avanti Cristo; d. C. = dopo Cristo; a.C. = avanti Cristo;
    d.C. = dopo Cristo; P.I. = partita IVA; P. IVA = partita IVA; P.IVA = partita IVA; p. IVA = partita IVA;
    p.iva = partita IVA; C.F. = codice fiscale; D.Lgs. = decreto legislativo; D. Lgs. = decreto legislativo;
    d.lgs. = decreto legislativo; D.L. = decreto legge; D.P.R. = decreto del Presidente della Repubblica;
    D.M. = decreto ministeriale; c.c. = codice civile; c.p. = codice penale; N.B. = nota bene; NB = nota bene;
    P.S. = post scriptum; S.p.A. = società per azioni; S.P.A. = società per azioni; SpA = società per azioni;
    s.r.l. = società a responsabilità limitata; S.r.l. = società a responsabilità limitata;
    S.R.L. = società a responsabilità limitata;
    Srl = società a responsabilità limitata; i.v. = interamente versato;
    s.p.a. = società per azioni; C.P. = casella postale; a.s. = anno scolastico; a.a. = anno accademico;
    incl. = incluso; escl. = escluso;
     i.e. = cioè; e.g. = per esempio; vs = contro; s.n.c. = senza numero civico; F.lli = fratelli; ss. = seguenti;
    cmq = comunque; nn = non; qlc = qualcosa; qlcn = qualcuno; tt = tutto; xké = perché; xke = perché; xché = perché;
    xche = perché; grz = grazie; tvb = ti voglio bene; dx = destra; sx = sinistra"""
    )
)
FINAL = word_set(
    "ecc. etc. a._C. d._C. a.C. d.C. S.p.A. S.r.l. s.r.l. s.p.a. c.m. u.s. p.v. ss. c.c. c.p. S.P.A. S.R.L."
)
SIGNS = pairs(
    """& = e; + = più; = = uguale; @ = chiocciola; # = cancelletto; % = per cento; § = paragrafo; × = per;
    ÷ = diviso; ± = più o meno; → = freccia; < = minore di; > = maggiore di; ≈ = circa; ≤ = minore o uguale a;
    ≥ = maggiore o uguale a; ≠ = diverso da; ° = gradi; ² = al quadrato; ³ = al cubo; √ = radice di; π = pi greco;
    ∞ = infinito; © = diritti d'autore; ™ = marchio; ® = marchio registrato; ‰ = per mille"""
)
SPELLED = pairs(
    """. = punto; / = barra; - = trattino; _ = trattino basso; @ = chiocciola; : = due punti;
    ? = punto interrogativo; = = uguale; & = e; # = cancelletto; + = più; ~ = tilde; % = per cento"""
)
LETTERS = pairs(
    """A = a; B = bi; C = ci; D = di; E = e; F = effe; G = gi; H = acca; I = i; K = kappa; L = elle; M = emme; N = enne;
    O = o; P = pi; R = erre; S = esse; T = ti; U = u; V = vu; W = doppia vu; X = ics; Z = zeta"""
)
SPORT = (
    r"\bvinc|\bvint|\bvins|vittori|\bbatt|sconfi|paregg|\bperd|\bpers[eio]\b|risultato|punteggio|\bset\b|\bgol\b|partita"
    r"|\bfinale|semifinal|finit|finisc|termin|primo tempo|derby|serie a\b|impon|\bsuper|domina|travol|eliminat"
    r"|qualifica|tie-break|\bmatch|parzial|campionato|rimont|espugna|passa in|vantaggio|conquist|rigori"
)
UNENDING = (
    r"\bpp?\.\s?[0-9]|, c\.\s?[0-9]|\bS\.\s[A-Z]|\bint\.\s[0-9A-Z]|\b[lL]\.\s?(?:n\.\s?)?[0-9]|[IVX] sec\.\s\w"
    r"|\bsec\.\s[IVX]|\b(?:[iI]l|[dD]al|[aA]l) (?:lun|mar|mer|gio|ven|sab|dom)\.\s\S"
)
"""What the rules of Italian read with a full stop that ends no sentence."""
