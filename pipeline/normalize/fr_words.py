"""French: the tables of nouns, units, currencies, abbreviations and signs."""

from pipeline.normalize.tables import currencies, nouns, pairs, word_set, words

MONTHS = words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
SHORT_MONTHS = {"janv": 1, "jan": 1, "févr": 2, "fév": 2, "fevr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10} | {
    "nov": 11,
    "déc": 12,
    "dec": 12,
}
FEMININE = word_set(
    "heure minute seconde page place fois fille femme voiture maison ville classe chambre table porte lettre"
    " carte chose part école île fleur nuit photo équipe image marche pomme poire tasse note piste banque boîte"
    " salle œuvre règle étape goutte chaise chemise date dent feuille fenêtre langue main mère sœur plante pièce"
    " pierre planète question région route rue tête tonne vache vie voix abeille assiette balle barre base bombe"
    " boucle bouche branche brique cause clé clef copie corde côte couche coupe course croix dame demande dette"
    " église entreprise épreuve époque espèce étoile faute feuille ferme fête file fin foire forme foule guerre"
    " herbe idée jambe joie jupe larme liste livraison loi lune machine médaille messe mesure méthode montre moto"
    " musique offre opération option orange ombre ouverture panne patte peine pente perle phrase phase pile plage"
    " planche plume poche police poule preuve prise recherche réforme remarque reine remise réponse"
    " ressource robe roue saison série source surprise tâche tarte taxe tempête tente terre théorie tour usine"
    " vague valise vallée veste victoire vigne vis visite vitesse vitre zone histoire aile arme bière crème"
    " cuillère dose gare grève journée année soirée matinée armée entrée durée arrivée gousse tranche pincée"
    " poignée semaine personne victime banane carotte tomate gélule ligne colonne manche case"
    " marque mission vidéo commande facture adresse candidature entrevue affaire agence attaque banlieue bataille"
    " caméra chaîne cellule centaine cigarette colline commune couleur couronne défaite demeure douche enquête"
    " enveloppe erreur étude façade famille fraise fuite gorge hausse icône infirmière larve"
    " ligue lampe mairie majeure maladie maman merveille mine molécule montagne niche norme nouvelle oreille parole"
    " partie pensée pétition peur plainte pluie pompe poutre primaire priorité procédure promesse propriété province"
    " puce quinzaine radio rame rangée rivière rose ruse scène sculpture serviette signature soupe"
    " statue structure sœur tablette tasse télé tendance tomate touche toile troupe veuve vidéo virgule voile"
)
MASCULINE = word_set(
    """silence million lion camion avion champion groupe signe cygne règne maitre pion scorpion squelette musée lycée
    trophée comité été côté domaine capitaine moine gymnase peigne murmure mercure stade grade jade nomade camarade
    malade gorille vermicelle violoncelle incendie génie parapluie foie sosie messie espace palace portefeuille
    intervalle mille pamplemousse carrosse colosse scarabée apogée camée véhicule module scrupule préambule globule
    crépuscule tentacule conciliabule pécule matricule pétrole symbole monopole protocole uniforme gendarme charme
    derme orme monde esclave conclave libelle braille drone interprète"""
)
KINGS = words(
    """Louis Charles François Henri Philippe Napoléon Jean Jean-Paul Paul Pie Léon Benoît Clément Grégoire Georges
    Guillaume Frédéric Alexandre Nicolas Catherine Élisabeth Elizabeth Albert Léopold Baudouin Édouard Richard
    Alphonse Ferdinand Jacques Othon Christian Frederik Gustave Carl Ivan Pierre Marie Isabelle"""
)
UNITS = nouns(
    """km, kilomètre, kilomètres; hm, hectomètre, hectomètres; m, mètre, mètres; dm, décimètre, décimètres
    ; cm, centimètre, centimètres; mm, millimètre, millimètres; µm|μm, micromètre, micromètres
    ; nm, nanomètre, nanomètres; m²|m2, mètre carré, mètres carrés; cm²|cm2, centimètre carré, centimètres carrés
    ; mm²|mm2, millimètre carré, millimètres carrés; km²|km2, kilomètre carré, kilomètres carrés
    ; m³|m3, mètre cube, mètres cubes; cm³|cm3, centimètre cube, centimètres cubes; mm³|mm3, millimètre cube
    , millimètres cubes; ha, hectare, hectares; km/h|Km/h, kilomètre par heure, kilomètres par heure
    ; m/s, mètre par seconde, mètres par seconde; m/s²|m/s2, mètre par seconde carrée, mètres par seconde carrée
    ; km/s, kilomètre par seconde, kilomètres par seconde; tr/min, tour par minute, tours par minute
    ; bpm, battement par minute, battements par minute; mph, mille à l'heure, milles à l'heure
    ; kg|Kg|kgs, kilogramme, kilogrammes; hg, hectogramme, hectogrammes; g|gr, gramme, grammes
    ; mg, milligramme, milligrammes; µg|μg, microgramme, microgrammes; ng, nanogramme, nanogrammes
    ; pg, picogramme, picogrammes; t, tonne, tonnes, f; Mt, mégatonne, mégatonnes, f
    ; Gt, gigatonne, gigatonnes, f; hl|hL, hectolitre, hectolitres; l|L, litre, litres; dl|dL, décilitre, décilitres
    ; cl|cL, centilitre, centilitres; ml|mL, millilitre, millilitres; µl|μl|µL, microlitre, microlitres
    ; l/100 km|L/100 km, litre aux cent kilomètres, litres aux cent kilomètres
    ; c. à s.|c. à soupe|cuil. à soupe|cuil. à s.|c.à.s.|c.à.s|cs|càs, cuillère à soupe, cuillères à soupe, f
    ; c. à c.|c. à café|cuil. à café|cuil. à c.|c.à.c.|c.à.c|cc|càc, cuillère à café, cuillères à café, f
    ; min|mn, minute, minutes, f; s|sec|sec., seconde, secondes, f; ms, milliseconde, millisecondes, f
    ; µs|μs, microseconde, microsecondes, f; ns, nanoseconde, nanosecondes, f; h, heure, heures, f; j, jour, jours
    ; °, degré, degrés; °C|° C|ºC, degré Celsius, degrés Celsius; °F, degré Fahrenheit, degrés Fahrenheit
    ; %, pour cent, pour cent; ‰, pour mille, pour mille; W, watt, watts; kW, kilowatt, kilowatts
    ; MW, mégawatt, mégawatts; GW, gigawatt, gigawatts; Wh, wattheure, wattheures, m
    ; kWh|KWh|kwh, kilowattheure, kilowattheures; MWh, mégawattheure, mégawattheures
    ; GWh, gigawattheure, gigawattheures; TWh, térawattheure, térawattheures; V, volt, volts; kV, kilovolt, kilovolts
    ; mV, millivolt, millivolts; mA, milliampère, milliampères; mAh, milliampère-heure, milliampères-heures
    ; Ah, ampère-heure, ampères-heures; Ω, ohm, ohms; kΩ, kilohm, kilohms; Nm|N.m|N·m, newton-mètre, newtons-mètres
    ; Pa, pascal, pascals; kPa, kilopascal, kilopascals; MPa, mégapascal, mégapascals; hPa, hectopascal, hectopascals
    ; bar, bar, bars; mbar, millibar, millibars; mmHg, millimètre de mercure, millimètres de mercure
    ; kJ, kilojoule, kilojoules; Hz, hertz; kHz|KHz, kilohertz; MHz|Mhz, mégahertz; GHz|Ghz, gigahertz
    ; ko|Ko, kilooctet, kilooctets; Mo, mégaoctet, mégaoctets; Go, gigaoctet, gigaoctets; To, téraoctet, téraoctets
    ; Po, pétaoctet, pétaoctets; kB|KB, kilobyte, kilobytes; GB, gigabyte, gigabytes; MB, mégabyte, mégabytes
    ; TB, térabyte, térabytes; kbit/s|kbps, kilobit par seconde, kilobits par seconde
    ; Mbit/s|Mb/s|Mbps, mégabit par seconde, mégabits par seconde
    ; Gbit/s|Gb/s|Gbps, gigabit par seconde, gigabits par seconde; Mo/s, mégaoctet par seconde, mégaoctets par seconde
    ; Go/s, gigaoctet par seconde, gigaoctets par seconde; Mpx|MP, mégapixel, mégapixels; px, pixel, pixels
    ; kcal, kilocalorie, kilocalories, f; cal, calorie, calories, f; dB, décibel, décibels; lm, lumen, lumens
    ; ch, cheval, chevaux; cts|ct, centime, centimes; gtt, goutte, gouttes, f; hab., habitant, habitants
    ; hab./km²|hab/km²|hab./km2, habitant par kilomètre carré
    , habitants par kilomètre carré; pers., personne, personnes, f; cp|cpr, comprimé, comprimés; mol, mole, moles, f
    ; mmol, millimole, millimoles, f
    ; UI, unité internationale, unités internationales, f; ppm, partie par million, parties par million, f
    ; fps, image par seconde, images par seconde, f; mSv, millisievert, millisieverts
    ; ft, pied, pieds; pts, point, points; lb|lbs, livre, livres, f; oz, once, onces, f
    ; dpi|ppp, point par pouce, points par pouce"""
)
MEASURED = nouns(
    """tasse, tasse, tasses, f; heure, heure, heures, f; journée, journée, journées, f; année, année, années, f
    ; jour, jour, jours; an, an, ans; verre, verre, verres; sachet, sachet, sachets; litre, litre, litres
    ; kilo, kilo, kilos; gramme, gramme, grammes; kilomètre, kilomètre, kilomètres; mètre, mètre, mètres
    ; tonne, tonne, tonnes, f; cuillère, cuillère, cuillères, f; cuillerée, cuillerée, cuillerées, f
    ; pouce, pouce, pouces; page, page, pages, f; tablette, tablette, tablettes, f; comprimé, comprimé, comprimés
    ; pomme, pomme, pommes, f; oignon, oignon, oignons; citron, citron, citrons; tour, tour, tours; point, point, points
    ; semaine, semaine, semaines, f; dose, dose, doses, f; livre, livre, livres, f; bouteille, bouteille, bouteilles, f
    ; pizza, pizza, pizzas, f; part, part, parts, f; pièce, pièce, pièces, f; étoile, étoile, étoiles, f
    ; gousse, gousse, gousses, f; minute, minute, minutes, f"""
)
CURRENCIES = currencies(
    """€|EUR, euro, euros, centime, centimes; $|US$|USD|$US, dollar, dollars, cent, cents; £|GBP, livre, livres, penny
    , pence, f; ¥|JPY, yen, yens, sen, sen; F|FRF, franc, francs, centime, centimes
    ; CHF, franc suisse, francs suisses, centime, centimes
    ; CNY|RMB, yuan, yuans
    , fen, fen; R$|BRL, real, réaux, centavo, centavos; CA$|CAD|C$|$CA, dollar canadien, dollars canadiens, cent, cents
    ; A$|AUD, dollar australien, dollars australiens, cent, cents; HK$|HKD, dollar de Hong Kong, dollars de Hong Kong
    , cent, cents; F CFA|FCFA|XOF|XAF, franc CFA, francs CFA, centime, centimes
    ; ₹|INR, roupie, roupies, paisa, paisas, f; ₽|RUB, rouble, roubles, kopeck, kopecks
    ; ₩|KRW, won, wons, jeon, jeon; ₺|TRY, livre turque, livres turques, kuruş, kuruş, f; ₴|UAH, hryvnia, hryvnias
    , kopiyka, kopiykas, f; ₪|ILS, shekel, shekels, agora, agorot; ₿|BTC, bitcoin, bitcoins, satoshi, satoshis
    ; kr, couronne, couronnes, øre, øre, f; SEK, couronne suédoise, couronnes suédoises, öre, öre, f
    ; NOK, couronne norvégienne, couronnes norvégiennes
    , øre, øre, f; DKK, couronne danoise, couronnes danoises, øre, øre, f; CZK|Kč, couronne tchèque
    , couronnes tchèques, haléř, haléř, f; PLN|zł, zloty, zlotys, grosz, groszy; HUF, forint, forints, fillér, fillér
    ; RON, leu, leus, ban, bani; MAD|DH, dirham, dirhams, centime, centimes; DZD|DA, dinar algérien, dinars algériens
    , centime, centimes; TND, dinar tunisien, dinars tunisiens, millime, millimes; AED, dirham, dirhams, fils, fils
    ; MXN, peso mexicain, pesos mexicains, centavo, centavos; ZAR, rand, rands, cent, cents
    ; SGD, dollar de Singapour, dollars de Singapour, cent, cents
    ; NZD, dollar néo-zélandais, dollars néo-zélandais, cent, cents; SAR, riyal, riyals, halala, halalas"""
)
ABBREVIATIONS = pairs(
    """M. = monsieur; MM. = messieurs; Mr = monsieur; Mr. = monsieur; Mme = madame; Mme. = madame; Mmes = mesdames;
    Mlle = mademoiselle; Mlles = mesdemoiselles; Dr = docteur; Dr. = docteur; Dre = docteure; Drs = docteurs;
    Pr = professeur; Pr. = professeur; Pre = professeure; Prof. = professeur; Mgr = monseigneur; av. = avenue;
    bd = boulevard; bd. = boulevard; blvd = boulevard; bld = boulevard; boul. = boulevard;
    pl. = place; rte = route; imp. = impasse;
    fbg = faubourg; bât. = bâtiment; appt = appartement; appt. = appartement; apt. = appartement; rés. = résidence;
    n° = numéro; nº = numéro; n os = numéros; n°s = numéros; p. ex. = par exemple; par ex. = par exemple;
    ex. = exemple; c.-à-d. = c'est-à-dire; c.-à-d = c'est-à-dire; c'est-à-d. = c'est-à-dire; càd = c'est-à-dire;
    c-à-d = c'est-à-dire; etc. = et cetera; etc… = et cetera; cf. = confer; cf = confer; chap. = chapitre;
    vol. = volume; art. = article; al. = alinéa; éd. = édition; coll. = collection; fig. = figure; réf. = référence;
    suiv. = suivantes; env. = environ; ét. = étage; op. = opus; pdt = pendant; c/o = chez; tél. = téléphone;
    tél = téléphone; dép. = département; arr. = arrondissement;
    hab. = habitants; pers. = personnes; max. = maximum; min. = minimum; resp. = respectivement; ibid. = ibidem;
    et al. = et alii; op. cit. = opere citato; vs = versus; vs. = versus; av. J.-C. = avant Jésus-Christ;
    apr. J.-C. = après Jésus-Christ; ap. J.-C. = après Jésus-Christ; av. JC = avant Jésus-Christ;
    apr. JC = après Jésus-Christ; ap. JC = après Jésus-Christ; J.-C. = Jésus-Christ; s. v. p. = s'il vous plaît;
    svp = s'il vous plaît; SVP = s'il vous plaît; stp = s'il te plaît; rdv = rendez-vous; RDV = rendez-vous;
    bcp = beaucoup; bjr = bonjour; slt = salut; tjrs = toujours; tjs = toujours; qqn = quelqu'un;
    qqch = quelque chose; pcq = parce que; dsl = désolé; cdt = cordialement; pb = problème; N.B. = nota bene;
    NB = nota bene; P.-S. = post-scriptum; S.A. = société anonyme; Cie = compagnie; Éts = établissements;
    Sté = société; qté = quantité; R.-V. = rendez-vous; gén. = général; lun. = lundi; jeu. = jeudi; ven. = vendredi;
    sam. = samedi; dim. = dimanche; incl. = inclus; trad. = traduction;
    i.e. = c'est-à-dire; e.g. = par exemple; P.S. = post-scriptum"""
)
FINAL = word_set("etc. J.-C. av._J.-C. apr._J.-C. ap._J.-C. s._v._p. S.A. suiv. et_al. hab. pers.")
SIGNS = pairs(
    """& = et; + = plus; = = égale; @ = arobase; # = dièse; % = pour cent; § = paragraphe; × = fois;
    ÷ = divisé par; ± = plus ou moins; → = flèche; < = inférieur à; > = supérieur à; ≈ = environ;
    ≤ = inférieur ou égal à; ≥ = supérieur ou égal à; ≠ = différent de; ° = degrés; ² = au carré; ³ = au cube;
    √ = racine de; π = pi; ∞ = l'infini; © = droits d'auteur; ™ = marque déposée; ® = marque déposée; ‰ = pour mille"""
)
SPELLED = pairs(
    """. = point; / = barre oblique; - = tiret; _ = tiret bas; @ = arobase; : = deux points;
    ? = point d'interrogation; = = égale; & = et; # = dièse; + = plus; ~ = tilde; % = pour cent"""
)
LETTERS = pairs(
    """A = a; B = bé; C = cé; D = dé; E = e; F = effe; G = gé; H = hache; I = i; K = ka; L = elle; M = emme; N = enne;
    O = o; P = pé; R = erre; S = esse; T = té; U = u; V = vé; W = double vé; X = iks; Z = zède"""
)
SPORT = (
    r"\bgagn|\bbat(?:tu|tent|s)?\b|\bbattr|victoire|défait|\bscore|\bmèn|\bimpos|inclin|\bperd|\bbuts?\b|match|\bsets?\b"
    r"|\bnul|\bfinale|mi-temps|tie-break|écras|domin|étrill|emport|qualifi|élimin|manche|\bligue 1|coupe du monde"
    r"|vainqueur|tennis|égalis|remont"
)
UNENDING = r"\b(?:pp?|t|th)\.\s?[0-9IVX]|[IVX]e s\.\s\w|\b(?:[dD]u|[aA]u|[lL]e|[,(;]) (?:mar|mer)\.\s\S"
"""What `fr_rules` and `fr_times` read with a full stop that ends no sentence."""
