"""Words that training sentences are made of, by what they can stand for."""

NAMES = """Anna Ben Carol David Emma Frank Grace Henry Irene Jack Karen Leo Maria Nathan Olivia Peter Quentin Rachel
Simon Tara Ursula Victor Wendy Xavier Yvonne Zachary Alice Bruce Chloe Derek Eleanor Felix George Hannah Isaac Joyce
Keith Laura Martin Nora Oscar Paula Roger Sophie Thomas Vera Walter Zoe Charles Beth Arthur Judy Hugh Faith Sean""".split()

PEOPLE = """teacher doctor neighbour farmer driver nurse judge painter singer writer baker pilot lawyer student child
mother father brother sister cousin uncle stranger visitor captain soldier engineer gardener butcher waiter librarian
manager secretary plumber scientist tailor shepherd merchant thief king queen boy girl woman man crowd committee team
audience guard guide priest barber chemist poet jury""".split()

THINGS = """book letter window door table chair lamp clock bottle basket bridge river mountain garden engine machine
camera kettle hammer ladder mirror blanket pillow jacket shoe glove hat scarf ring coin key lock rope wheel boat ship
train bus bicycle truck aeroplane rocket map picture song story poem newspaper magazine ticket parcel envelope pencil
brush knife fork spoon plate bowl cup glass oven fridge sofa carpet curtain shelf drawer box bag suitcase umbrella toy
ball drum violin piano guitar flute bell whistle candle match fire smoke cloud storm rain snow ice frost wind wave
beach island forest field valley hill path road street corner village town city castle church school hospital station
airport harbour market shop bank office factory farm barn fence gate wall roof chimney cellar kitchen bathroom bedroom
apple orange lemon cherry grape peach banana carrot potato onion cabbage pepper tomato bean pea mushroom bread butter
cheese milk cream egg soup salad sandwich pie cake biscuit sugar honey salt vinegar coffee tea juice water wine beer
horse cow sheep goat pig dog cat mouse rabbit fox wolf bear lion tiger elephant giraffe monkey snake frog fish shark
whale bird eagle owl duck goose chicken pigeon spider beetle butterfly bee wasp tree leaf branch root flower rose
thistle grass seed nut stone sand gold silver copper iron glue paint cloth leather wool cotton paper plastic rubber
question answer problem reason choice chance plan idea dream memory secret rumour joke lesson mistake promise warning
measure vision garage beige treasure pleasure youth month truth breath path bath thumb tooth thread throat""".split()

QUALITIES = """old young new big small large little long short tall high low wide narrow deep shallow heavy light fast
slow early late quiet loud bright dark warm cold hot cool dry wet clean dirty empty full open closed rich poor cheap
strong weak hard soft smooth rough sharp blunt sweet sour bitter fresh stale happy sad angry calm brave shy clever
foolish honest polite rude kind cruel gentle lazy busy tired hungry thirsty sick healthy strange common rare famous
unknown beautiful ugly pretty plain simple difficult easy dangerous safe careful careless curious red orange yellow
green blue purple brown black white grey golden round square flat straight crooked broken useful useless perfect awful
wonderful enormous tiny thick thin casual usual unusual precious vague huge fair rare pure fierce loyal royal
thorough worthy northern southern""".split()

DID = """found lost bought sold carried dropped opened closed painted cleaned repaired broke watched heard noticed liked
loved hated wanted needed remembered forgot described mentioned showed gave took brought sent kept hid stole borrowed
returned moved pushed pulled lifted threw caught kicked touched tasted smelled cooked ate drank washed dried folded cut
measured counted weighed changed chose refused accepted followed passed reached crossed left visited admired judged
examined photographed questioned followed ignored enjoyed destroyed built planned finished began""".split()

DO = """find lose buy sell carry drop open close paint clean repair break watch hear notice like love need remember forget
describe mention show give take bring send keep hide borrow return move push pull lift throw catch touch taste smell cook
eat drink wash dry fold cut measure count weigh change choose refuse accept follow pass reach cross leave visit judge
check press turn start stop read write call answer record play repeat save delete copy print""".split()

HOW = """quickly slowly quietly loudly carefully carelessly happily sadly suddenly finally usually rarely often always never
gently roughly easily hardly nearly almost certainly probably perhaps again together alone outside inside upstairs
downstairs yesterday today tomorrow tonight early late soon already everywhere somewhere twice once properly
thoroughly""".split()

WHERE = """behind the house|under the bridge|near the station|in the garden|on the table|at the market|across the river|by
the window|over the hill|beside the road|through the forest|along the beach|inside the box|above the door|between the
trees|around the corner|after the storm|before the meeting|during the winter|without a word|with a smile|for an hour|in
the early morning|at the end of the year|on the first floor|in the middle of the night|from north to south|towards the
valley|beyond the village|against the wall|beneath the surface|throughout the month""".replace("\n", " ").split("|")

BECAUSE = """because it was raining|although nobody had asked|when the bell rang|while the others were sleeping|before the sun
came up|after the guests had gone|if the weather stays fine|unless something goes wrong|as soon as possible|so that everyone
could see|until the lights went out|since the road was closed|even though it was too late|which surprised us all|as I had
expected|and then he laughed|but she did not answer|and that was the end of it|though I am not sure|just in
case""".replace("\n", " ").split("|")

OPENINGS = """Yesterday|Last week|In the evening|A long time ago|Every now and then|To be honest|As far as I know|After
lunch|On Monday morning|By the way|For example|In other words|At first|In the end|Of course|Without doubt|Next year|Once
upon a time|This afternoon|On the other hand""".replace("\n", " ").split("|")

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
UNITS = (
    "minutes hours days weeks months years metres miles kilograms pounds dollars euros degrees percent litres".split()
)
"""Counted things."""

SHORT = """Yes.|No.|Thank you.|Good morning.|Good night.|Hello.|Goodbye.|Of course.|I see.|Well done!|Not yet.|Never mind.|Come
in.|Sit down.|Wait here.|Look out!|Hurry up!|Stop!|Why?|Who?|Where?|When?|What?|How?|Really?|Excuse me.|I am sorry.|You are
welcome.|See you soon.|Help!|Let us go.|It depends.|That is fine.|Me too.|Nothing.|Okay.|Sure.|Welcome back.|Be quiet.|Good
luck!|Happy birthday!|Enjoy your meal.|Take care.|Have a nice day.|Please hold the line.|One moment, please.|Try
again.|Access denied.|Battery low.|Connection lost.|Download complete.|New message.|Turn left.|Turn right.|Go straight
on.|You have arrived.""".replace("\n", " ").split("|")
