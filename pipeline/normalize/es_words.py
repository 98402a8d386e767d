"""Spanish: words, units, currencies, abbreviations and signs."""

from pipeline.normalize.tables import currencies, nouns, pairs, word_set, words

MONTHS = words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
DAYS = "lunes martes miércoles jueves viernes sábado domingo"
SHORT_DAYS = (("L M X J V S D", DAYS), ("lun mar mié jue vie sáb dom", DAYS))
MASCULINE = word_set(
    "día mapa problema sistema tema programa idioma planeta clima poema síntoma esquema kilograma dilema diagrama"
    " drama fantasma turista artista periodista futbolista policía poeta pijama sofá gorila cura guardia colega"
    " centímetro gramo tranvía cometa"
)
FEMININE = word_set(
    "vez veces tarde noche mujer mujeres mano calle llave parte flor flores ley leyes red redes clase sede voz"
    " voces luz luces imagen imágenes foto moto torre serie especie base frase fuente nube nave cárcel cárceles"
    " señal señales suerte clave actriz actrices raíz raíces carne leche sangre gente muerte muertes crisis tesis"
    " dosis sílaba superficie corriente orden órdenes cruz cruces piel pieles sal nariz perdiz sobredosis"
)
NOT_COUNTED = word_set(
    "más menos tras mientras entonces además después antes quizás era fue está para cuando donde como pero por con"
    " sin sobre hasta desde hacia que mil son sólo solo según entre las los unas unos todas todos ellas ellos nos"
    " una ese del millón millones jamás esas esos estas estos nuestras nuestros tres seis dos esta este les sus mis"
    " tus ahora nunca afuera también tampoco siempre ahí allí aquí hoy ayer mañana bien mal así aún casi todavía"
)
ROMAN_NOUNS = (
    "edición|ediciones|congreso|guerra|aniversario|centenario|jornadas?|premios?|torneo|copa|certamen|festival|ciclo"
    "|campeonato|legislatura|dinastía|república|internacional|cumbre|conferencia|asamblea|encuentro|simposio|concurso"
    "|convenio|reunión|feria|carrera|semana|juegos|concilio|cruzada|foro|seminario|curso|plan|reich|milenio|cohorte"
)
BEFORE_ROMAN = words(
    "siglo siglos capítulo tomo volumen acto escena parte libro título fase nivel tipo canto mundial artículo anexo"
    " apéndice sección temporada episodio clase categoría grado grupo zona región factor tabla figura lámina tema"
    " bloque módulo unidad estadio par página sinfonía estación mundial apartado punto"
)
KINGS = words(
    """Alfonso Benedicto Carlos Clemente Enrique Felipe Fernando Francisco Gregorio Guillermo Jorge Juan Juan_Carlos
    Juan_Pablo León Luis Napoleón Pablo Pedro Pío Sancho Urbano Inocencio Alejandro Adriano Sixto Bonifacio Celestino
    Eugenio Julio Martín Nicolás Ramsés Tutmosis Darío Jerjes Ptolomeo Mohamed Mohammed Hassan Abderramán Gustavo
    Cristián Federico Otón Ricardo Eduardo Jacobo Ramiro Jaime Alberto Balduino Leopoldo Iván Víctor_Manuel Humberto
    Esteban Teodosio Constantino Amadeo José Maximiliano Pipino Harald Haroldo Rodolfo Segismundo Abdalá Hussein
    Isabel Catalina Cristina Juana María Margarita Beatriz Ana Cleopatra Berenguela"""
)
QUEENS = word_set("Isabel Catalina Cristina Juana María Margarita Beatriz Ana Cleopatra Berenguela")
UNITS = nouns(
    """km|Km|KM|kms, kilómetro, kilómetros; m|mts, metro, metros; cm|cms, centímetro, centímetros
    ; mm, milímetro, milímetros; µm|μm, micrómetro, micrómetros; nm, nanómetro, nanómetros; dm, decímetro, decímetros
    ; m²|m2, metro cuadrado, metros cuadrados; km²|km2, kilómetro cuadrado, kilómetros cuadrados
    ; cm²|cm2, centímetro cuadrado, centímetros cuadrados; m³|m3, metro cúbico, metros cúbicos
    ; cm³|cm3|cc, centímetro cúbico, centímetros cúbicos; hm³|hm3, hectómetro cúbico, hectómetros cúbicos
    ; ft, pie, pies; lb|lbs, libra
    , libras, f; oz, onza, onzas, f; gal, galón, galones
    ; msnm|m.s.n.m., metro sobre el nivel del mar, metros sobre el nivel del mar
    ; mph, milla por hora, millas por hora, f
    ; km/h|Km/h|kmh, kilómetro por hora, kilómetros por hora; m/s, metro por segundo, metros por segundo
    ; m/s²|m/s2, metro por segundo al cuadrado, metros por segundo al cuadrado
    ; kg|Kg|KG|kgs, kilogramo, kilogramos; g|gr|grs, gramo, gramos; mg, miligramo, miligramos
    ; µg|μg|mcg, microgramo, microgramos; t|Tn|ton|ton., tonelada, toneladas, f; Mt, megatonelada, megatoneladas, f
    ; l|L|lt|lts, litro, litros; cl, centilitro, centilitros; ml|mL, mililitro, mililitros; dl|dL, decilitro, decilitros
    ; hl, hectolitro, hectolitros; cda.|cdas.|cda|cdas, cucharada, cucharadas, f
    ; cdta.|cdtas.|cdta|cdtas|cdita.|cditas., cucharadita, cucharaditas, f; ud.|uds.|ud|uds, unidad, unidades, f
    ; pza.|pzas., pieza, piezas, f
    ; h|hs|hrs|hr, hora, horas, f; min|mins, minuto, minutos; s|seg|segs, segundo, segundos
    ; ms, milisegundo, milisegundos; °C|ºC|° C|º C|℃, grado Celsius, grados Celsius
    ; °F|ºF|° F|º F, grado Fahrenheit, grados Fahrenheit
    ; %, por ciento, por ciento, n; ‰, por mil, por mil, n; pp|p.p., punto porcentual, puntos porcentuales
    ; W, vatio, vatios; kW, kilovatio, kilovatios; MW, megavatio, megavatios; GW, gigavatio, gigavatios
    ; Wh, vatio hora, vatios hora; kWh, kilovatio hora, kilovatios hora; MWh, megavatio hora, megavatios hora
    ; GWh, gigavatio hora, gigavatios hora; TWh, teravatio hora, teravatios hora; CV|cv, caballo, caballos
    ; V, voltio, voltios; kV, kilovoltio, kilovoltios; mA, miliamperio, miliamperios
    ; mAh, miliamperio hora, miliamperios hora; Ω, ohmio, ohmios; kJ, kilojulio, kilojulios
    ; Nm|N·m, newton metro, newtons metro; Pa, pascal, pascales; kPa, kilopascal, kilopascales
    ; Hz, hercio, hercios; kHz, kilohercio, kilohercios; MHz, megahercio, megahercios
    ; GHz, gigahercio, gigahercios; kB|KB|kb, kilobyte, kilobytes; MB|Mb, megabyte, megabytes; GB|Gb, gigabyte
    , gigabytes; TB, terabyte, terabytes; PB, petabyte, petabytes; kbps, kilobit por segundo, kilobits por segundo
    ; Mbps|Mbit/s|Mb/s, megabit por segundo, megabits por segundo; Gbps|Gbit/s|Gb/s, gigabit por segundo
    , gigabits por segundo; MB/s, megabyte por segundo, megabytes por segundo; Mpx|MP, megapíxel, megapíxeles
    ; kcal, kilocaloría, kilocalorías, f; cal, caloría, calorías, f; dB, decibelio, decibelios; px, píxel, píxeles
    ; A, amperio, amperios; N, newton, newtons; kN, kilonewton, kilonewtons; J, julio, julios; mV, milivoltio
    , milivoltios; MPa, megapascal, megapascales; lx, lux, lux; lm, lumen, lúmenes
    ; in|pulg.|pulg, pulgada, pulgadas, f; yd, yarda, yardas, f; MJ, megajulio, megajulios; ¢, centavo, centavos
    ; ppb, parte por mil millones, partes por mil millones, f; KiB, kibibyte, kibibytes; MiB, mebibyte, mebibytes
    ; GiB, gibibyte, gibibytes; Sv, sievert, sieverts; mSv, milisievert, milisieverts; Bq, becquerel, becquereles
    ; hPa, hectopascal, hectopascales; bar, bar, bares; atm, atmósfera, atmósferas, f; mmHg, milímetro de mercurio
    , milímetros de mercurio; pb, punto básico, puntos básicos; hab.|hab, habitante, habitantes;
    pts.|pts|ptos., punto, puntos; ppm, parte por millón, partes por millón, f
    ; lpm, latido por minuto, latidos por minuto
    ; rpm, revolución por minuto, revoluciones por minuto, f; fps, fotograma por segundo, fotogramas por segundo
    ; mol, mol, moles; mmol, milimol, milimoles; UI, unidad internacional, unidades internacionales, f
    ; kg/m², kilogramo por metro cuadrado, kilogramos por metro cuadrado; ″, pulgada
    , pulgadas, f"""
)
CURRENCIES = currencies(
    """€|EUR, euro, euros, céntimo, céntimos; $|US$|USD|U$S, dólar, dólares, centavo, centavos
    ; £|GBP, libra, libras, penique, peniques, f; ¥|JPY, yen, yenes, sen, sen
    ; M€, millón de euros, millones de euros, céntimo, céntimos; k€|K€, mil euros, mil euros, céntimo, céntimos
    ; M$|MUSD, millón de dólares, millones de dólares, centavo, centavos
    ; mdd, millón de dólares, millones de dólares, centavo, centavos
    ; mdp, millón de pesos, millones de pesos, centavo, centavos; CNY|RMB, yuan, yuanes, fen, fen
    ; CHF, franco suizo, francos suizos, céntimo, céntimos; R$|BRL, real, reales, centavo, centavos
    ; MX$|MXN, peso mexicano, pesos mexicanos, centavo, centavos; ARS, peso argentino, pesos argentinos
    , centavo, centavos; COP, peso colombiano, pesos colombianos, centavo, centavos; CLP, peso chileno, pesos chilenos
    , centavo, centavos; UYU, peso uruguayo, pesos uruguayos, centavo, centavos; DOP|RD$, peso dominicano
    , pesos dominicanos, centavo, centavos; CUP, peso cubano, pesos cubanos, centavo, centavos
    ; S/|S/.|PEN, sol, soles, céntimo, céntimos; ₹|INR, rupia, rupias, paisa, paisas, f; Bs|Bs., bolívar, bolívares
    , céntimo, céntimos; BOB, boliviano, bolivianos, centavo, centavos; PYG|₲, guaraní, guaraníes, céntimo, céntimos
    ; CRC|₡, colón, colones, céntimo, céntimos; GTQ, quetzal, quetzales, centavo, centavos
    ; CAD, dólar canadiense, dólares canadienses, centavo, centavos; AUD, dólar australiano, dólares australianos
    , centavo, centavos; SEK, corona sueca, coronas suecas, öre, öre, f; NOK, corona noruega, coronas noruegas, öre
    , öre, f; DKK, corona danesa, coronas danesas, öre, öre, f; CZK, corona checa, coronas checas, heller, heller, f
    ; PLN|zł, esloti, eslotis, grosz, grosz; RUB|₽, rublo, rublos, kopek, kopeks; TRY|₺, lira turca, liras turcas
    , kuruş, kuruş, f; KRW|₩, won, wones, jeon, jeon; UAH|₴, grivna, grivnas, kopek, kopeks, f; MAD, dírham, dírhams
    , céntimo, céntimos; BTC|₿, bitcóin, bitcoines, satoshi, satoshis; ETH, ether, ethers, gwei, gwei"""
)
CURRENCIES |= {f"{code} $": CURRENCIES[code] for code in words("USD MXN ARS CLP COP UYU CAD AUD DOP CUP")}
MAGNITUDES = nouns(
    """millón, millón, millón; millones|mill.|M|m|MM, millón, millones; billón|billones, billón, billones
    ; mil millones|bn|B, mil millones, mil millones; mil|k|K, mil, mil; trillón|trillones, trillón, trillones"""
)
TITLED = pairs(
    """Sr. = señor; Sra. = señora; Srta. = señorita; Sres. = señores; Sras. = señoras; Srs. = señores; Dr. = doctor;
    Dra. = doctora; Dres. = doctores; Drs. = doctores; Mr. = míster; Mrs. = míssis; Lcdo. = licenciado;
    Lcda. = licenciada; Fco. = Francisco; Mª = María; M.ª = María; Ayto. = ayuntamiento; Univ. = universidad;
    Edif. = edificio; Bº = barrio; V.º B.º = visto bueno; Vº Bº = visto bueno; N. B. = nota bene;
    R. D. = real decreto; s. n. m. = sobre el nivel del mar; Cd. = ciudad; Cra. = carrera; Ltda. = limitada;
    a. e. c. = antes de la era común; d. e. c. = después de la era común; e. g. = por ejemplo; v. gr. = verbigracia;
    Dª. = doña; Srª. = señora; Sr.ª = señora; etc = etcétera; vs = contra;
    D. = don; Dña. = doña; D.ª = doña; Dª = doña; D.a = doña; Prof. = profesor;
    Profa. = profesora; Prof.ª = profesora; Ing. = ingeniero; Lic. = licenciado; Licda. = licenciada;
    Arq. = arquitecto; Abg. = abogado; Mtro. = maestro; Mtra. = maestra; Ud. = usted; Uds. = ustedes; Vd. = usted;
    Vds. = ustedes; Excmo. = excelentísimo; Excma. = excelentísima; Exmo. = excelentísimo; Ilmo. = ilustrísimo;
    Ilma. = ilustrísima; Rvdo. = reverendo; Mons. = monseñor; Gral. = general; Cnel. = coronel; Tte. = teniente;
    Sgto. = sargento; Cte. = comandante; Pdte. = presidente; Pdta. = presidenta; Hnos. = hermanos; Hno. = hermano;
    Hna. = hermana; Cía. = compañía; Bco. = banco; Av. = avenida; Avda. = avenida; Avd. = avenida; C/ = calle;
    Cl. = calle; Pza. = plaza; Plza. = plaza; Pl. = plaza; P.º = paseo; Pº = paseo; Ctra. = carretera;
    Crta. = carretera; Urb. = urbanización; Pol. Ind. = polígono industrial; pol. ind. = polígono industrial;
    Sto. = santo; Sta. = santa;
    izda. = izquierda; izqda. = izquierda; izq. = izquierda; dcha. = derecha; dcho. = derecho; esc. = escalera;
    s/n = sin número; n.º = número; n.° = número; nº = número; n° = número; n.os = números; nros. = números;
    nro. = número; núm. = número; num. = número;
    nº. = número; núms. = números; pág. = página; págs. = páginas; pp. = páginas; cap. = capítulo;
    caps. = capítulos; art. = artículo; arts. = artículos; vol. = volumen; vols. = volúmenes; ed. = edición;
    fig. = figura; figs. = figuras; y ss. = y siguientes; tel. = teléfono;
    tel: = teléfono:; teléf. = teléfono; tfno. = teléfono;
    tlf. = teléfono; tfn. = teléfono; ext. = extensión; ref. = referencia; apdo. = apartado; prov. = provincia;
    C.P. = código postal; CP = código postal; depto. = departamento; dpto. = departamento; dto. = descuento;
    dtos. = descuentos; admón. = administración; admin. = administración; gob. = gobierno; etc. = etcétera;
    p. ej. = por ejemplo; ej. = ejemplo; i. e. = es decir; vs. = contra; cf. = confróntese; cfr. = confróntese;
    a. C. = antes de Cristo; d. C. = después de Cristo; a. de C. = antes de Cristo; d. de C. = después de Cristo;
    EE. UU. = Estados Unidos; EE.UU. = Estados Unidos; EE UU = Estados Unidos; EEUU = Estados Unidos;
    JJ. OO. = Juegos Olímpicos; JJOO = Juegos Olímpicos; RR. HH. = recursos humanos; RRHH = recursos humanos;
    FF. AA. = Fuerzas Armadas; CC. AA. = comunidades autónomas; CCAA = comunidades autónomas;
    CC. OO. = Comisiones Obreras; RR. SS. = redes sociales; RRSS = redes sociales; P. D. = posdata; P. S. = posdata;
    q. e. p. d. = que en paz descanse; D. E. P. = descanse en paz; aprox. = aproximadamente; máx. = máximo;
    mín. = mínimo; incl. = incluido; c/u = cada uno; c. c. = con copia; S. A. = sociedad anónima;
    S. L. = sociedad limitada; a. m. = a eme; p. m. = pe eme; a.m. = a eme; p.m. = pe eme; tb. = también;
    s. f. = sin fecha; s. d. = sin datos; N. del T. = nota del traductor; N. del E. = nota del editor;
    temp. = temperatura; cta. = cuenta; cte. = corriente; pdo. = pasado; fdo. = firmado;
    atte. = atentamente; tít. = título;
    párr. = párrafo; inc. = inciso; Inc. = Inc; fracc. = fracción; const. = constitución;
    col. = colonia; Edo. = estado"""
)
LOWER_TOO = words(
    "Sr. Sra. Srta. Sres. Dr. Dra. Prof. Profa. Ing. Lic. Ud. Uds. Vd. Vds. Gral. Pdte. Hnos. Cía. Av. Avda. Avd. Pza."
    " Plza. Ctra. Crta. Urb. Sto. Sta. Dña."
)
ABBREVIATIONS = {each.lower(): TITLED[each] for each in LOWER_TOO} | TITLED
FINAL = word_set(
    "etc. a._C. d._C. a.C. d.C. EE._UU. EE.UU. JJ._OO. Ud. Uds. S._A. S.A. S._L. S.L. a._m. p._m. a.m. "
    "p.m. y_ss. aprox. izda. dcha. izq. máx. mín. incl."
)
SIGNS = pairs(
    """& = y; + = más; = = igual a; @ = arroba; # = almohadilla; % = por ciento; § = sección; × = por; ÷ = entre;
    ± = más menos; → = flecha; < = menor que; > = mayor que; ≈ = unos; ≤ = menor o igual que;
    ≥ = mayor o igual que; ≠ = distinto de; ° = grados; ² = al cuadrado; ³ = al cubo; √ = raíz de; π = pi;
    ∞ = infinito; © = derechos de autor; ™ = marca registrada; ® = marca registrada; Δ = delta; α = alfa; β = beta;
    γ = gamma; μ = mu; Ω = omega; λ = lambda; σ = sigma; θ = theta; ∑ = sumatorio; ∈ = pertenece a"""
)
SPELLED = pairs(
    """. = punto; / = barra; - = guion; _ = guion bajo; @ = arroba; : = dos puntos; ? = interrogación; = = igual;
    & = y; # = almohadilla; + = más; ~ = virgulilla; % = por ciento; \\ = barra invertida"""
)
BOOKS = pairs(
    """Gn = Génesis; Gén = Génesis; Éx = Éxodo; Lv = Levítico; Nm = Números; Dt = Deuteronomio; Jos = Josué;
    Sal = Salmos; Salmo = Salmo; Prov = Proverbios; Ecl = Eclesiastés; Is = Isaías; Jer = Jeremías; Ez = Ezequiel;
    Dn = Daniel;
    Mt = Mateo; Mc = Marcos; Lc = Lucas; Jn = Juan; Hch = Hechos; Rom = Romanos; Rm = Romanos; Cor = Corintios;
    Co = Corintios; Gál = Gálatas; Ef = Efesios; Flp = Filipenses; Col = Colosenses; Tes = Tesalonicenses;
    Tim = Timoteo; Heb = Hebreos; Sant = Santiago; Pe = Pedro; Ap = Apocalipsis"""
)
LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        words(
            "a be ce de e efe ge hache i jota ka ele eme ene o pe cu erre ese te u uve uve_doble equis i_griega zeta"
        ),
        strict=True,
    )
)
