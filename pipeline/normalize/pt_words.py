"""Portuguese: words, units, currencies, abbreviations and signs."""

from pipeline.normalize.tables import currencies, nouns, pairs, word_set, words

MONTHS = words("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro")
DAYS = "segunda terça quarta quinta sexta sábado domingo sábado"
SHORT_DAYS = (("seg ter qua qui sex sáb dom sab", DAYS),)
MASCULINE = word_set(
    "dia mapa problema sistema tema programa idioma planeta clima poema sintoma esquema dilema diagrama drama fantasma"
    " turista artista jornalista poeta pijama cinema telefonema grama quilograma miligrama sofá colega guarda cometa"
    " aroma centigrama decigrama policial motorista dentista atleta telegrama panorama"
)
FEMININE = word_set(
    "vez vezes tarde noite mulher mulheres mão chave parte flor flores lei leis rede classe sede voz vozes luz luzes"
    " imagem imagens foto moto torre série espécie base frase fonte nuvem nuvens viagem viagens página gente mãe mães"
    " irmã irmãs maçã maçãs manhã manhãs árvore chance análise carne pele ponte morte sorte mente crise face fase cor"
    " cores dor dores cruz cruzes raiz raízes garagem mensagem mensagens passagem passagens paisagens estante vítima"
    " dose equipe equipa hipótese greve saúde juventude porcentagem percentagem origem origens ordem ordens atriz"
    " atrizes mulher colher colheres nave chave catástrofe síndrome sílaba febre neve tese"
)
NOT_COUNTED = word_set(
    "mais menos mas depois antes para era foi está pela sem com por que seria havia ainda nossa nossas"
    " essas estas elas todas umas das nas pelas cada uma contra entre fora agora nunca"
)
ROMAN_NOUNS = (
    "edição|edições|congresso|guerra|aniversário|centenário|jornadas?|prêmios?|prémios?|torneio|copa|taça|certame"
    "|festival|ciclo|campeonato|legislatura|dinastia|república|internacional|cimeira|cúpula|conferência|assembleia"
    "|encontro|simpósio|concurso|convênio|reunião|feira|corrida|semana|jogos|concílio|cruzada|fórum|seminário|curso"
    "|plano|reich|milênio|milénio|maratona|mostra|bienal|exame|governo|império|salão"
)
BEFORE_ROMAN = words(
    "século séculos capítulo tomo volume ato cena parte livro título fase nível tipo canto artigo anexo acto apêndice"
    " seção secção temporada episódio classe categoria grau grupo zona região fator tabela figura tema bloco módulo"
    " unidade estágio par página sinfonia inciso mundial"
)
KINGS = words(
    """Pedro João Afonso Sancho Dinis Fernando Manuel Sebastião Henrique Filipe José Miguel Luís Carlos Bento Francisco
    João_Paulo Pio Paulo Leão Gregório Urbano Clemente Napoleão Guilherme Jorge Eduardo Ricardo Frederico Alexandre
    Inocêncio Adriano Sisto Bonifácio Celestino Eugênio Eugénio Júlio Martinho Nicolau Ramsés Tutmés Dario Xerxes
    Ptolomeu Mohamed Hassan Gustavo Cristiano Oto Tiago Jaime Alberto Balduíno Leopoldo Ivan Humberto Constantino
    Teodósio Juan_Carlos Felipe Filipe Duarte Luiz Rodolfo Maximiliano Isabel Maria Catarina Elizabeth Elisabete Joana
    Leonor Margarida Beatriz Cristina Ana Cleópatra"""
)
QUEENS = word_set("Isabel Maria Catarina Elizabeth Elisabete Joana Leonor Margarida Beatriz Cristina Ana Cleópatra")
UNITS = nouns(
    """km|Km|KM|kms, quilômetro, quilômetros; m|mts, metro, metros; cm|cms, centímetro, centímetros
    ; mm, milímetro, milímetros; µm|μm, micrômetro, micrômetros; nm, nanômetro, nanômetros; dm, decímetro, decímetros
    ; m²|m2, metro quadrado, metros quadrados; km²|km2, quilômetro quadrado, quilômetros quadrados
    ; cm²|cm2, centímetro quadrado, centímetros quadrados; m³|m3, metro cúbico, metros cúbicos
    ; cm³|cm3|cc, centímetro cúbico, centímetros cúbicos; hm³|hm3, hectômetro cúbico, hectômetros cúbicos
    ; ha, hectare, hectares; ft, pé, pés; lb|lbs, libra, libras, f; oz, onça, onças, f; gal, galão, galões
    ; mph, milha por hora, milhas por hora, f; km/h|Km/h|kmh, quilômetro por hora, quilômetros por hora
    ; m/s, metro por segundo, metros por segundo
    ; m/s²|m/s2, metro por segundo ao quadrado, metros por segundo ao quadrado
    ; kg|Kg|KG|kgs, quilo, quilos; g|gr|grs, grama, gramas; mg, miligrama, miligramas
    ; µg|μg|mcg, micrograma, microgramas; t|ton, tonelada, toneladas, f; Mt, megatonelada, megatoneladas, f
    ; l|L|lt|lts, litro, litros; cl, centilitro, centilitros; ml|mL, mililitro, mililitros; dl|dL, decilitro, decilitros
    ; hl, hectolitro, hectolitros; min|mins, minuto, minutos; s|seg|segs, segundo, segundos; ms, milissegundo
    , milissegundos; h|hs|hrs|hr, hora, horas, f; °C|ºC|° C|º C|℃, grau Celsius, graus Celsius
    ; °F|ºF|° F|º F, grau Fahrenheit, graus Fahrenheit; %, por cento, por cento; ‰, por mil, por mil
    ; p.p.|pp, ponto percentual, pontos percentuais; W, watt, watts; kW, quilowatt, quilowatts
    ; MW, megawatt, megawatts; GW, gigawatt, gigawatts; Wh, watt-hora, watts-hora; kWh, quilowatt-hora, quilowatts-hora
    ; MWh, megawatt-hora, megawatts-hora; GWh, gigawatt-hora, gigawatts-hora; TWh, terawatt-hora, terawatts-hora
    ; cv|CV, cavalo, cavalos; V, volt, volts; kV, quilovolt, quilovolts; mA, miliampere, miliamperes; Ω, ohm, ohms
    ; mAh, miliampere-hora, miliamperes-hora; kJ, quilojoule, quilojoules; Nm|N·m, newton-metro, newtons-metro
    ; Pa, pascal, pascais; kPa, quilopascal, quilopascais; Hz, hertz, hertz; kHz, quilohertz, quilohertz
    ; MHz, megahertz, megahertz; GHz, gigahertz, gigahertz; kB|KB|kb, quilobyte, quilobytes
    ; MB|Mb, megabyte, megabytes; GB|Gb, gigabyte, gigabytes; TB, terabyte, terabytes; PB, petabyte, petabytes
    ; kbps, quilobit por segundo, quilobits por segundo; Mbps|Mbit/s|Mb/s, megabit por segundo, megabits por segundo
    ; Gbps|Gbit/s|Gb/s, gigabit por segundo, gigabits por segundo; MB/s, megabyte por segundo, megabytes por segundo
    ; MP|Mpx, megapixel, megapixels; kcal, quilocaloria, quilocalorias, f; cal, caloria, calorias, f
    ; dB, decibel, decibéis; px, pixel, pixels
    ; A, ampere, amperes; N, newton, newtons; kN, quilonewton, quilonewtons; J, joule, joules; mV, milivolt, milivolts
    ; MPa, megapascal, megapascais; lx, lux, lux; lm, lúmen, lúmens; in|pol.|pol, polegada, polegadas, f
    ; yd, jarda, jardas, f; MJ, megajoule, megajoules; ¢, centavo, centavos
    ; dz, dúzia, dúzias, f; un.|un, unidade, unidades, f
    ; ppb, parte por bilhão, partes por bilhão, f; KiB, kibibyte, kibibytes; MiB, mebibyte, mebibytes
    ; GiB, gibibyte, gibibytes; Sv, sievert, sieverts; mSv, milisievert, milisieverts; Bq, becquerel, becquereis
    ; hPa, hectopascal, hectopascais; bar, bar, bares
    ; atm, atmosfera, atmosferas, f; mmHg, milímetro de mercúrio, milímetros de mercúrio
    ; hab.|hab, habitante, habitantes; pts.|pts, ponto, pontos; ppm, parte por milhão, partes por milhão, f;
    bpm, batimento por minuto, batimentos por minuto
    ; rpm, rotação por minuto, rotações por minuto, f; fps, quadro por segundo, quadros por segundo
    ; mol, mol, mols; mmol, milimol, milimols; UI, unidade internacional, unidades internacionais, f
    ; col., colher, colheres, f; cp., comprimido, comprimidos; ″, polegada, polegadas, f"""
)
CURRENCIES = currencies(
    """R$|BRL, real, reais, centavo, centavos; $|US$|USD|U$, dólar, dólares, centavo, centavos
    ; €|EUR, euro, euros, cêntimo, cêntimos; £|GBP, libra, libras, pêni, pence, f; ¥|JPY, iene, ienes, sen, sen
    ; M€, milhão de euros, milhões de euros, cêntimo, cêntimos; k€|K€, mil euros, mil euros, cêntimo, cêntimos
    ; CHF, franco suíço, francos suíços, cêntimo, cêntimos; CNY|RMB, yuan, yuans, fen, fen
    ; ARS, peso argentino, pesos argentinos, centavo, centavos; ₹|INR, rupia, rupias, paisa, paisas, f
    ; MXN, peso mexicano, pesos mexicanos, centavo, centavos; CLP, peso chileno, pesos chilenos, centavo, centavos
    ; COP, peso colombiano, pesos colombianos, centavo, centavos; UYU, peso uruguaio, pesos uruguaios, centavo, centavos
    ; PYG|₲, guarani, guaranis, cêntimo, cêntimos; PEN, sol, sóis, cêntimo, cêntimos
    ; CAD|C$, dólar canadense, dólares canadenses, centavo, centavos
    ; AUD|A$, dólar australiano, dólares australianos, centavo, centavos; SEK, coroa sueca, coroas suecas, öre, öre, f
    ; NOK, coroa norueguesa, coroas norueguesas, öre, öre, f; DKK, coroa dinamarquesa, coroas dinamarquesas, öre, öre, f
    ; CZK, coroa tcheca, coroas tchecas, heller, heller, f; PLN|zł, zloty, zlotys, grosz, grosz
    ; RUB|₽, rublo, rublos, copeque, copeques; TRY|₺, lira turca, liras turcas, kuruş, kuruş, f
    ; KRW|₩, won, wons, jeon, jeon; UAH|₴, hryvnia, hryvnias, copeque, copeques, f
    ; AOA|Kz, kwanza, kwanzas, cêntimo, cêntimos; MZN|MT, metical, meticais, centavo, centavos
    ; CVE, escudo cabo-verdiano, escudos cabo-verdianos, centavo, centavos; BTC|₿, bitcoin, bitcoins, satoshi, satoshis
    ; ETH, ether, ethers, gwei, gwei"""
)
CURRENCIES |= {f"{code} $": CURRENCIES[code] for code in words("USD MXN ARS CLP COP UYU CAD AUD")}
MAGNITUDES = nouns(
    """milhão, milhão, milhão; milhões|mi|M|m|MM, milhão, milhões
    ; bilhão, bilhão, bilhão; bilhões|bi|bn|B, bilhão, bilhões;
    bilião|biliões, bilião, biliões
    ; trilhão|trilhões|tri, trilhão, trilhões; mil milhões, mil milhões, mil milhões; mil|k|K, mil, mil"""
)
TITLED = pairs(
    """Sr. = senhor; Sra. = senhora; Sr.ª = senhora; Srª = senhora; Srª. = senhora; Srta. = senhorita;
    Srs. = senhores; Sras. = senhoras; Dr. = doutor; Dra. = doutora; Dr.ª = doutora; Drª = doutora; Drª. = doutora;
    Drs. = doutores; D. = dom; D.ª = dona; Dª = dona; Da. = dona; Prof. = professor; Profa. = professora;
    Prof.ª = professora; Profª = professora; Profª. = professora; Profs. = professores; Eng. = engenheiro;
    Eng.º = engenheiro; Eng.ª = engenheira; Engº = engenheiro; Arq. = arquiteto; Exmo. = excelentíssimo;
    Exma. = excelentíssima; Ilmo. = ilustríssimo; Ilma. = ilustríssima; Pe. = padre; Gen. = general; Cel. = coronel;
    Cap. = capitão; Ten. = tenente; Sgto. = sargento; Des. = desembargador; Dep. = deputado;
    Sen. = senador; Pres. = presidente; V. Exa. = Vossa Excelência; V. Ex.ª = Vossa Excelência;
    V. Exª = Vossa Excelência; V. S.ª = Vossa Senhoria; V. Sa. = Vossa Senhoria; V. Sª = Vossa Senhoria;
    Mons. = monsenhor; Fr. = frei; Exmos. = excelentíssimos; Exmas. = excelentíssimas; trim. = trimestre;
    bim. = bimestre;
    sem. = semestre; Mr. = míster; Mrs. = míssis; Mª = Maria; M.ª = Maria; S/A = sociedade anônima; etc = etcétera;
    vs = versus;
    A/C = aos cuidados de; a/c = aos cuidados de; S. Exa. = Sua Excelência;
    Av. = avenida; R. = rua; Pça. = praça; Pç. = praça; Al. = alameda; Trav. = travessa; Tv. = travessa; Lgo. = largo;
    Rod. = rodovia; Estr. = estrada; Jd. = jardim; Vl. = vila; Ed. = edifício; Bl. = bloco; Cj. = conjunto;
    Lt. = lote; Qd. = quadra; Sto. = santo; Sta. = santa; S/N = sem número; s/nº = sem número; s/n.º = sem número;
    s/n = sem número; esq. = esquerdo; Esq. = esquerdo; dto. = direito; Dto. = direito; dta. = direita;
    n.º = número; nº = número; nº. = número; n° = número; n.os = números; núm. = número; nr. = número; pág. = página;
    págs. = páginas; pp. = páginas; p. = página; cap. = capítulo; caps. = capítulos; art. = artigo; arts. = artigos;
    inc. = inciso; Inc. = Inc; e. g. = por exemplo; a. e. c. = antes da era comum;
    vol. = volume; vols. = volumes; ed. = edição; fig. = figura;
    figs. = figuras; tab. = tabela; tel. = telefone;
    tel: = telefone:; telef. = telefone; tlm. = telemóvel; telem. = telemóvel;
    cel. = celular; ref. = referência; etc. = etcétera; p. ex. = por exemplo; ex. = exemplo;
    i. e. = isto é; vs. = versus; cf. = confira; obs. = observação; a. C. = antes de Cristo; d. C. = depois de Cristo;
    aprox. = aproximadamente; máx. = máximo; mín. = mínimo; méd. = média; incl. = incluído; apto. = apartamento;
    ap. = apartamento; apt. = apartamento; dept. = departamento; depto. = departamento;
    EUA = Estados Unidos; E.U.A. = Estados Unidos; Ltda. = limitada; Lda. = limitada; S.A. = sociedade anônima;
    Cia. = companhia; C.ª = companhia; Cª = companhia; Univ. = universidade; Gov. = governo; Gov.º = governo;
    c/ = com; s/ = sem; p/ = para; c/c = conta corrente; a. a. = ao ano; a. m. = ao mês; a. d. = ao dia;
    P. S. = pós-escrito; N. T. = nota do tradutor; q. b. = quanto baste; séc. = século; sécs. = séculos;
    temp. = temperatura; trad. = tradução; org. = organização; coord. = coordenação;
    fl. = folha; fls. = folhas; proc. = processo; Res. = resolução; Dec. = decreto; resp. = responsável;
    c. sopa = colher de sopa; c. chá = colher de chá; vc = você; vcs = vocês; tb = também;
    tbm = também; pq = porque; hj = hoje; obg = obrigado; blz = beleza; msg = mensagem; qdo = quando"""
)
LOWER_TOO = words(
    "Sr. Sra. Srta. Srs. Dr. Dra. Prof. Profa. Prof.ª Profª Eng. Exmo. Exma. Av. Pça. Dep. Sen. Gov. Des. Trav."
    " Bl. Lgo. Rod. Estr. Sto. Sta."
    " Ltda. Lda. Cia. Univ."
)
ABBREVIATIONS = {each.lower(): TITLED[each] for each in LOWER_TOO} | TITLED
FINAL = word_set(
    "etc. a._C. d._C. a.C. d.C. Ltda. Lda. S.A. aprox. esq. dto. máx. mín. incl. a._a. a.a. a._m. a.m. "
    "q._b. q.b. E.U.A."
)
SIGNS = pairs(
    """& = e; + = mais; = = é igual a; @ = arroba; # = hashtag; % = por cento; § = parágrafo; × = vezes;
    ÷ = dividido por; ± = mais ou menos; → = seta; < = menor que; > = maior que; ≈ = aproximadamente;
    ≤ = menor ou igual a; ≥ = maior ou igual a; ≠ = diferente de; ° = graus; ² = ao quadrado; ³ = ao cubo;
    √ = raiz de; π = pi; ∞ = infinito; © = direitos autorais; ™ = marca; ® = marca registrada; Δ = delta; α = alfa;
    β = beta; γ = gama; μ = mi; Ω = ômega; λ = lambda; σ = sigma; θ = teta; ∑ = somatório; ∈ = pertence a"""
)
SPELLED = pairs(
    """. = ponto; / = barra; - = hífen; _ = underline; @ = arroba; : = dois pontos; ? = interrogação; = = igual;
    & = e comercial; # = cerquilha; + = mais; ~ = til; % = por cento; \\ = barra invertida"""
)
BOOKS = pairs(
    """Gn = Gênesis; Êx = Êxodo; Lv = Levítico; Nm = Números; Dt = Deuteronômio; Js = Josué; Sl = Salmos;
    Salmo = Salmo; Pv = Provérbios; Prov = Provérbios; Ecl = Eclesiastes; Is = Isaías; Jr = Jeremias; Ez = Ezequiel;
    Dn = Daniel;
    Mt = Mateus; Mc = Marcos; Lc = Lucas; Jo = João; At = Atos; Rm = Romanos; Cor = Coríntios; Co = Coríntios;
    Gl = Gálatas; Ef = Efésios; Fp = Filipenses; Cl = Colossenses; Ts = Tessalonicenses; Tm = Timóteo;
    Hb = Hebreus; Tg = Tiago; Pe = Pedro; Ap = Apocalipse"""
)
LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        words("a bê cê dê e efe gê agá i jota cá ele eme ene ó pê quê erre esse tê u vê dáblio xis ípsilon zê"),
        strict=True,
    )
)
