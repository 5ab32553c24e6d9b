/**
 * First names and the short forms by which people in Britain and Ireland are called, one family a line. A short form may
 * belong to several families. Written for this tool; areas may send additions.
 */
const FAMILIES = `
abigail abby abbie gail
abdul abdullah abdallah
agnes aggie
albert bert bertie al
alexander alex alec alick sandy xander sasha lex
alexandra alex sandra lexi sasha alexa
alfred alf alfie fred
alison ali ally alice
andrew andy drew
angela angie ange
ann anne anna annie nan hannah
anthony tony ant antony
archibald archie
arthur art artie
barbara barb babs
benjamin ben benny benji
bernard bernie
bridget biddy bridie
cameron cam
caroline carol carrie lina
catherine katherine kathryn cathy kathy kate katie katy kitty cath kath kat catriona
charles charlie chas chuck chaz
charlotte charlie lottie char
christina christine chris chrissie tina kirsty
christopher chris kit topher christy
clifford cliff
constance connie
daniel dan danny
danielle dani elle
david dave davey davy dai
deborah deb debbie debra
dennis den denny
derek del
donald don donnie
dominic dom nick
dorothy dot dottie dolly
douglas doug duggie
edward ed eddie ted teddy ned
edwin ed eddie
eleanor ellie nell nellie elena leonora nora
elizabeth liz lizzie beth betty bess betsy eliza elsie libby lisa lisbeth
emily em emmie millie
emma em emmy
eugene gene
florence flo florrie flossie
frances fran frankie fanny
francis frank frankie fran
francesca fran frankie chessie
frederick fred freddie freddy rick
gabriel gabe
gabrielle gabby gaby
geoffrey jeffrey geoff jeff
george georgie
georgina georgia georgie gina
gerald gerry jerry gerard ged
gillian gill jill jilly
gordon gord
graham graeme
gregory greg gregor
gwendoline gwen
harold harry hal
harriet hattie harry hetty
helen nell nellie ellen lena
henry harry hal hank
herbert herb bert
hugh hughie huw
ian iain
isaac ike zac
isabel isabella isobel bella izzy belle
jacob jake jack
jacqueline jackie jacqui
james jim jimmy jamie jem
jane janey jenny janet
jean jeanie
jennifer jen jenny jenna
jeremy jez jerry jem
jessica jess jessie
joan joanie
joanna joanne jo joey
john jon johnny jack jock sean ian
jonathan jon jonny nathan
joseph joe joey jo
josephine jo josie
joshua josh
judith judy jude
julia julie jules
julian jules
katrina kat trina
kenneth ken kenny
kevin kev
kimberley kim
laurence lawrence larry laurie lawrie loz
laura laurie lol
leonard len lenny leo
leslie lesley les
lewis louis lou lew
lillian lily lil
louise lou lulu
lucinda lucy cindy
lucy lu
lynda linda lyn lindy
madeleine maddie maddy
malcolm mal
margaret maggie meg peggy madge marge margie mags greta rita daisy
mark marc marcus
martha marty mattie
martin marty
martina tina
mary molly polly mae may mamie marie maria moira mairead
matilda tilly mattie
matthew matt matty
maureen mo
maurice mo morris
maxwell max
maximilian max
melanie mel
melissa mel lissa
michael mick mike mickey micky mikey mitch
michelle shell chelle
mohammed muhammad mohamed mohammad mohamad muhammed mo mohd
nadia nadine
nancy nan
natalie nat talia
natasha tasha nat
nathaniel nathan nat nate
nicholas nick nicky nico nicolas
nicola nicky nikki nic
nigel nige
norman norm
olivia liv livvy olive
oliver ollie olly
oscar ossie
pamela pam
patricia pat patsy trish tricia trisha paddy
patrick pat paddy padraig rick
pauline paula
penelope penny
peter pete
philip phil pip phillip
philippa pippa pip
phoebe phebe
priscilla cilla
rachel rach rachael
raymond ray
rebecca becky becca bex
reginald reg reggie
richard rick ricky rich richie dick dickie
robert rob robbie bob bobby bert robin
roberta bobbie
rodney rod roddy
roger rodge
roland roly
ronald ron ronnie
rosemary rose rosie
rupert robert
russell russ
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sara sally sadie
sebastian seb bastian
sharon shaz
sheila shelagh
shirley shirl
sidney sid syd
simon si
siobhan shevaun
sophia sophie
stanley stan
stephanie steph stevie
stephen steven steve stevie
stuart stewart stu
susan sue susie suzy suzanne susanna
sylvia syl
teresa theresa terry tess tessa tracy
terence terry tel
theodore theo ted teddy
thomas tom tommy tam
timothy tim timmy
tobias toby
valerie val
vanessa ness nessa
veronica ronnie vera
victor vic
victoria vicky tori vick vickie
vincent vince vinny
violet vi
vivian vivien viv
walter wally walt
wendy wends
wilfred wilf fred
william will bill billy willy liam
winifred win winnie freda
yusuf yousef youssef yosef
yvonne eve
zachary zac zach zak
`;

/** The families of short forms, each a list of compared names. */
export const SHORT_NAME_FAMILIES: readonly (readonly string[])[] = FAMILIES.trim()
  .split('\n')
  .map((line) => line.split(' '));
