/**
 * First names that are common in Britain and Ireland, among families from everywhere: one name a line, with the ways in
 * which it is spelled or brought into Latin letters. Two names of different lines are two names however alike they look:
 * Jayden and Hayden are twins, not a slip. Compared names, without accents. Written for this tool; areas may send
 * additions.
 */
const SPELLINGS = `
aaliyah aliyah aliya alia
aaron aron arron
abdel abdul abdal abdoul
abdulrahman abdurrahman abdelrahman abdurahman abdirahman
abdullah abdallah abdulla abdoulaye abdullahi
abraham
ada
adam adem
adele adelle
adeola adeolu
adrian adrien
adriana adrianna
agata agatha
agnieszka
ahmed ahmad achmed ahmet ahmadou
aidan aiden aden
aileen eileen ailin
aisha ayesha aysha aishah aicha aysa ayse aisyah
alan allan allen alun
alana alanna
alasdair alastair alistair alister alisdair alaistair
alberto
alejandro alessandro
aleksandr aleksander alexander oleksandr alexandr alexandre aliaksandr
aleksandra alexandra oleksandra alessandra alejandra
alexis alexia
alfonso alphonse
ali aly
alicja alicia alisha elisha alysha
alina
amanda
amber
amelia amalia emelia
amina aminah ameena amena amineh
amir ameer amer emir
amit ameet
amy aimee ami amie
ana
anastasia anastasiya nastassia
andrea
andrei andrey andriy andrej andrzej
aneta anita anetta
anil
anjali
antonio antonios
antonia
aoife eefa aoiffe
april
arjun
arnold
asad assad
ashley ashleigh ashlee ashlie
ashraf
asif aasif
asma asmaa esma
astrid
audrey audrie
austin austen
ayaan ayan ayaaz
ayodele
aziz azeez
barry barrie
bartosz bartek bartlomiej
beata
beatrice beatrix beatriz
bella
ben
beverley beverly
bilal billal belal
blessing
bogdan bohdan
bolanle
boris borys
bradley
brandon brendon
brenda
brendan
brian bryan brien brayan
bridget brigid brighid
brigitte
brittany britney brittney
brooke brook
bruce
bukola
caitlin kaitlyn catelyn katelyn caitlyn kaitlin kaytlin
caleb
callum calum colum
calvin
camilla camila kamila kamilla
carl karl karol
carla karla
carlos
carmel
carmen
carol carole karol
cassandra kassandra
catherine katherine kathryn catharine katharine cathryn kathrine cathrine
cecilia cecelia
cecil
celine selina selena
chantelle chantal shantelle
charlene sharlene
chelsea chelsey
cheryl sheryl cheryll
chiara ciara keira kiera kira
chidi
chinedu
chioma
chloe khloe cloe
chukwuemeka
claire clare clair
claudia klaudia
clive
clifford
clodagh
cody kody
colin collin
colette collette
conor connor conner
corey cory kory
craig kraig
cristina kristina christina krystyna cristiana
curtis kurtis
cyril
daisy
dale
damian damien damon
dana
daniela daniella
danielle danielle daniele
daniel danyal danial danil daniil
daria darya dariya
dariusz darius
darren darran daren darryn
darryl daryl darrell
dawid
dawn
dean deane
deepak dipak
deirdre deidre
delroy
dermot diarmuid dermott
desmond
diana dianna diane dianne
diego
dieter
dilip
dinesh
dmitry dmitri dmitriy dimitri dmytro dimitry dimitrios
dolores
donna
doreen
dorota
duncan
dwayne duane dwain
dylan dillon dilan
eamon eamonn
ebony
edith
eduardo edward
edyta
eilidh ailidh
elaine elayne
elena olena helena yelena
elif
elijah
ella
ellen
elliot elliott eliot
ellis
elvis
emeka
emilia emiliya
emilie emily
emma
emmanuel emanuel
enrique
eoin owen eoghan ewan euan ewen
eric erik erick
erica erika
erin
ernest
esme
esther ester
ethan
eunice
eva ewa
evan
evelyn
evgeny yevgeny yevgeni evgenii evgeni yevhen
evie
ezekiel
fabian
faisal faysal feisal
faith
farah farrah
farhan
fatima fatimah fatma fathima fatema fatoumata fatimata
fatou
faye fay
felicity
felix
ferdinand
fernando
filip philip phillip phillipe philippe
finlay finley findlay
fiona
fionnuala finola
florin
francesco
freya freja
gareth garath
garry gary garri
gavin gavan
gemma jemma
genevieve
gerard gerrard
geoffrey jeffrey jeffery jeffry
gerda
giorgio
giovanni
giuseppe
glenn glen glyn
gloria
grace
grainne
grzegorz
guillermo
gurpreet gurprit
gustav gustavo
gwen
habib habeeb
hadija khadija khadijah khadeeja khadeja hadiya kadija
hafsa hafsah
hakan
hamid hameed
hamza hamzah
hana hanna hannah
haris harris
harpreet harprit
haroon harun haroun
hasan hassan hasaan hassaan
hayden haydn
hayley hailey haley haylee
hazel
heather
heidi
hilary hillary
holly hollie
hope
howard
hubert
hugo
hussein hussain husain hossein husein husayn hussayn hosein huseyin
ian iain
ibrahim ebrahim ibraheem ibrahima
ifeanyi
igor ihor
ikram
ilya ilia illia
imani
imogen
imran emran
ines inez agnes
ingrid
ioana
ion
irena irene irina iryna
iris
isha
ishmael ismail ismaeel ismael
israel
ivan
iwona ivona
jada jayda
jade jayde
jaden jayden jaiden jaydon
jake
jakub yakub yaqub yaqoob
jamal jamaal gamal
jamila jameela
jan
janet
janice janis
jasmin yasmin yasmeen jasmine yasmina yasemin
jason jayson
javed javaid jawed
javier xavier
jayne jane
jean
jeremiah
jermaine germaine jermain
jesus
jill
jitendra
joan
joanna joana
joao
jodie jody jodi
joel
johan johann johannes
jolene
jon
jonathan jonathon johnathan johnathon jonathen
jordan jorden jordon
jorge
jose
josef joseph yusuf yousef youssef yusef yousuf yousaf jozef
joyce
juan
julian
juliet juliette
jung
jurgen juergen
justin
justyna justina
kai
kamal kamaal
kamran
kane
kara cara
karan
karen caren karin karyn
karim kareem
kareena karina carina
karthik
kaveh
kayden caden kaden
kayleigh kayley kaylee
keith
kellie kelly
kelvin
kerry kerri kerrie
khalid khaled
kieran ciaran kieron keiran kyran
kiran
kirsten kirstin kiersten
kirsty kirstie
kofi
konrad conrad
krystian christian cristian kristian
krzysztof
kumar
kurt
kwame
kyle
kylie
lamar
lara
larry
latoya
laszlo
latifah lateefa
laura
lauren loren laurin
leah lea
leanne lianne leeanne
lee leigh
leila leyla layla laila lailah
lena
leroy
lewis louis luis
leonie
lesley leslie
liam
lidia lydia lidija
lilian
lindsay lindsey linsey lyndsey lynsey linzi
lisa
logan
lorna
lorraine loraine lorain
louisa luisa
louise
luca luka
lucas lukas lukasz
luke
lucia lucja
ludmila lyudmila liudmila
lynn lynne
magdalena
maged majid majeed
mahmoud mahmood mahmud mehmood mehmud
maisie maisy
malgorzata
malik maalik malick
mandy
manuel
marcel
marcin
marco marko
marek
margarita
maria mariya marija
mariam maryam miriam meryem mariyam myriam
marianne maryanne
marie
marina
marion marian
mario
mariusz
marlene
marlon
marta
martha
martin
martyn
marvin
marwa
mary
mateusz
mathieu
matteo
mauricio
mavis
maya maia
mehmet memet mahomet
mehdi mahdi
mercy
mia
michal michael mikhail mykhailo mihail miguel mikael
michaela mikaela mihaela
milan
mildred
millie
miroslav
mohammed muhammad mohamed mohammad mohamad muhammed mahomed mohamud muhamed mohammod
mohsin mohsen muhsin
mona muna
monica monika
morgan
moses musa moussa mousa
mustafa mustapha moustafa moustapha
muriel
myles miles
nabeel nabil
nadeem nadim
nadia nadiya
naima naeema
naomi
natalia nataliya natalya nathalia natallia natalija
natalie nathalie
naveed navid
nasir nasser naseer nasr
nasreen nasrin
neil neal niall
neha
neve niamh niav neave
ngozi
nia
nicholas nicolas nikolas nikolaos
nicole nichole
nigel
nikita
nikolai nikolay mykola
nina
noah
noel
noor nur nour noura
noreen
nuala
nuno
oksana oxana
olga olha
oliver
olivia
oluwaseun
oluwaseyi
omar umar omer
orla orlaith
oscar oskar
osman usman uthman othman
pablo
paige
parveen parvin perveen
pascal
patience
paul pawel pavel pavlo pablo
paula
paulo
pavel
pearl
pedro
petra
peter piotr petr petro
philippa
pierre
piotr
polly
precious
preeti priti
priya
przemyslaw
quentin
rabia
radoslaw
rafael rafal raphael raffaele
rahim raheem
raj
rajesh
ralph rafe
ramadan ramazan
ramon
ramona
raquel
rashid rasheed
raul
ravi
rayan rayyan riyan
reece rhys reese rees
rehana rihana
renata
rene
renee
reza
rhea
rhiannon
rhona rona
ricardo riccardo
rita
roberto
rodrigo
roisin
roksana roxana roxanne
roman
rory ruairi ruari
rosa
rosalind
rosie
ross
rowan
ruby
ruth
ryan rian
ryszard richard
sabina
sabrina
sadia
safa
said saeed sayed saeid
saima saimah
salim saleem selim
salma selma
sally
samir sameer
samira sameera
samina
sana sanaa
sandeep
sandra
sanjay
santiago
saoirse
sarah sara
sasha
scott
sean shaun shawn shane
sebastian
serena
sergio
sergei sergey serhiy sergiy serghei siarhei
shabana
shabnam
shahid shaheed
shamima
shannon shanon
sharif shareef
sharon sharron
shauna shawna
shazia
shreya
sian shan
siddharth
sidra
simon
simone
sinead
siobhan shivaun shevaun chevonne
slawomir
sofia sophia zofia sofiya
solomon suleiman suleman sulaiman suleyman souleymane
sonia sonya sonja
soren soeren
stanislaw stanislav
stefan
stella
stephen steven stephan
stephanie stefanie
stuart stewart
sufyan
sukhdeep
sultana
sunil
surinder
susanna suzanna zuzanna
susanne suzanne
svetlana svitlana
sylvester
sylwia sylvia silvia
syed sayyid
szymon
tadeusz
tahir taher
tamara
tanisha
tanya tania
tara
tariq tarek tarik
tatiana tatyana tatjana tetiana tetyana
temitope
tendai
teresa theresa
thandi
thelma
thi
thomas tomas tomasz tomos
toby
tracey tracy tracie
tristan
trevor
trinity
tunde
tyler
tyrone
uche
uzma
valentina
valeria
van
vera viera
vijay
vikram
viktor victor
viktoria victoria viktoriya wiktoria
vishal
vladimir volodymyr wladimir
vlad
waqas
waleed walid
wayne
wei
wendy
wiktor
wojciech
xiu
yolanda iolanda
yuri yuriy yurii iurii
yvette
yvonne
zahra zehra zara
zainab zaynab zeinab zeynep
zahid
zawadi
zbigniew
zoe zoey zoie
zofia
zohra zohreh
zubair zubayr
zuzana
`;

/** Pet names and short forms of names from elsewhere, in addition to those of these islands. */
const FROM_ELSEWHERE = `
agnieszka aga
aleksandr alexander sasha alex lex sanya olek
aleksandra alexandra sasha ola ala
alasdair alistair alastair ally ali al
anastasia nastya stacey
andrei andriy andrzej andrey andy
abdul abdulrahman abdullah rahman abdu
anjali anju
bartosz bartek
benedict ben
chukwuemeka emeka
chinedu nedu
claudia klaudia claudi
danielle daniela dani danni
dariusz darek
dawid david
dmitry dima dimitri mitya
ekaterina yekaterina katerina katya katia kate
eleni helen
evgeny yevgeny zhenya eugene gene
fernando nando
francisco paco pancho fran
georgios george
gerard gerry ged jerry
giovanni gianni
giuseppe beppe pino
grzegorz greg gregor
guadalupe lupe
hamza hamzah
ibrahim ibra abe
ifeanyi ify
ignacio nacho
ioannis yannis giannis
irina ira
ivan vanya
jacek jack
jakub kuba jacob
janusz jan
jaroslaw jarek
jesus chucho
jonathan jonny johnny nat
jose pepe joe
joanna asia jo
juan john
katarzyna kasia kate
krzysztof chris krzys
konstantin kostya
leonid lyonya
lesley les
lukasz lucas luke
magdalena magda lena maggie
malgorzata gosia margaret
malgorzata gosia
marcin martin
mateusz mati matthew
michal michael misha mike
mikhail misha mike
mohammed muhammad mohamed mohammad mo mohd md
mercedes merche
natalia natalya natasha nat talia
nikolai kolya nick
oksana oxana ksenia
oluwaseun seun
oluwaseyi seyi
oluwatobi tobi
oluwafemi femi
oluwadamilola dami damilola
patrycja patricia pati
pawel paul
piotr peter
przemyslaw przemek
rafael rafa
roberto beto robert
roman roma
ryszard rysiek
salvatore sal toto
samuel samir sam
sebastian seb
sergei seryozha serge
siobhan shiv
slawomir slawek
stanislaw staszek stan
svetlana sveta lana
szymon simon
tadeusz tadek
tamara toma
tatiana tatyana tanya tania
temitope tope temi
thomas tomasz tomek tom
vladimir volodymyr vlad vova volodya
wojciech wojtek
yaroslav slava
yekaterina katya
yuliya julia yulia
zbigniew zbyszek
zeynep zey
`;

const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(' '));

/** First names with their spellings, each a list of compared names. */
export const GIVEN_NAME_SPELLINGS: readonly (readonly string[])[] = linesOf(SPELLINGS);

/** Families of short forms from elsewhere, each a list of compared names. */
export const SHORT_NAMES_FROM_ELSEWHERE: readonly (readonly string[])[] = linesOf(FROM_ELSEWHERE);
