/**
 * Words from which well-known passwords are made. Written down by the authors of Accord from general knowledge of what
 * people choose: names, teams, months, keyboard patterns, the vocabulary of the work. It is not a copy of any published
 * or leaked list, and it is not complete.
 */
export const COMMON_WORDS: readonly string[] = `
aaa aaaa abc abcabc abcd abcdef abcdefg access accord admin administrator agency alfie always amanda
amazon america american andrew android angel angels anna apple april archie arsenal asd asdasd asdf
asdfgh asdfghjkl ashley august australia autumn azerty baby babyboy babygirl banana barney baseball
basketball batman bear beatles beautiful begin belfast believe bella billion birmingham birthday biscuit
bitcoin black blessed blue boss boy bristol britain british brother buddy buster butter butterfly camaro
canada cardiff care cash celtic chair champ champion change changeme charlie cheese chelsea cherry chloe
chocolate christ christmas cisco city class close coffee college computer computer1 constable cookie
coordination coordinator corvette council court cricket crystal custody cutie dad daddy daisy daniel
darling david december default dell desktop detective diamond disney doctor dollar dolphin donald dragon
dream dreams dublin eagle easter edinburgh eight elizabeth elvis email emily emma end england english
enter europe everton excel exit facebook faith falcon family father february ferrari five flower flowers
football forever four france freddie freedom friday friend friends gamer gandalf garden garfield george
germany ginger girl glasgow god gold golden golf goodbye goodpassword google gorgeous government grace
green guest guitar hacker hannah happy harley harry hawk health heaven hello hellokitty helloworld hero
history hockey holiday home honda honey honeybun hope horse hospital hottie house housing hundred hunter
ilove iloveu iloveyou instagram internet iphone ireland italy jack jaguar james january jennifer jessica
jesus jordan joshua july june justice kate katie key keyboard keys killer kimberly king kitchen knight
laptop laura lauren leeds legend lemon lesson letmein letmeinnow letmeinplease letter letters liberty
lightning lily linux lion liverpool lock login logon lola london love lovely loveme lover loveyou lucky
lucy magic mail manager manchester march maria marie mark master maths matrix matthew max may meeting
meetings megan melissa mercedes merlin metallica michael michelle mickey microsoft million minnie mobile
molly monday money monkey moon mother mouse mum mummy music mustang mypassword natalie netflix network
never newcastle newpassword nhs nicole nine ninja nirvana nothing november number numbers nurse october
office office365 officer official oldpassword oliver olivia one onetwothree open opendoor opensesame
openup oracle orange outlook p4ssword pa55word panel panther pass passcode passphrase passw0rd password
password1 passwort paul peace peanut pepper peter phoenix phone pink pirate player please pokemon police
pony poppy porsche pound prince princess probation public pumpkin purple qazwsx queen qwe qweqwe qwerty
qwerty123 qwertyuiop rachel rainbow ranger rangers rebecca red rex rich richard robert rock root rosie
rover ruby rugby safeguard safeguarding safety samantha samsung samurai sarah saturday school science
scotland secret secure security sensitive september sergeant server service sesame seven sexy shadow
silver silverado simon sister six skype smile smokey snoopy soccer social soldier something sophie spain
spiderman spring staff stalking star stars start starwars station stephanie stephen steven stop storm
strawberry student sugar summer sunday sunderland sunshine superman support sweet sweetheart sweetie
system teacher team teams teamwork temp temporary ten tennis test tester testing thanks thankyou
thepassword thomas thousand three thunder thursday tiger tigger together tottenham trinity trustno
trustnoone tuesday twitter two ubuntu united university unlock user victim victory villa wales warrior
wednesday welcome westham whatever white william windows winner winnie winter wizard wolf word work
worker working xxx yamaha yellow yourpassword youtube zero zoom zxc zxcvbn zxcvbnm zxczxc zzz
`
  .trim()
  .split(/\s+/);

/** What people put behind such a word, as typed and with look-alike signs read as letters; the empty ending too. */
export const COMMON_ENDINGS: readonly string[] = `
! !! ? . # * 1 12 123 1234 12345 123456 1234567 12345678 123456789 1234567890 321 4321 54321 654321 0 00
000 0000 01 007 07 11 111 1111 22 222 33 69 77 777 88 99 999 100 101 abc xyz qwerty asdf 1! 12! 123!
1234! 12345! !1 !12 !123 @123 @1234 #1 #123 _1 _123 -1 -123 1950 1951 1952 1953 1954 1955 1956 1957 1958
1959 1960 1961 1962 1963 1964 1965 1966 1967 1968 1969 1970 1971 1972 1973 1974 1975 1976 1977 1978 1979
1980 1981 1982 1983 1984 1985 1986 1987 1988 1989 1990 1991 1992 1993 1994 1995 1996 1997 1998 1999 2000
2001 2002 2003 2004 2005 2006 2007 2008 2009 2010 2011 2012 2013 2014 2015 2016 2017 2018 2019 2020 2021
2022 2023 2024 2025 2026 2027 2028 2029 2030 2031 2032 2033 2034 2035 2010! 2011! 2012! 2013! 2014! 2015!
2016! 2017! 2018! 2019! 2020! 2021! 2022! 2023! 2024! 2025! 2026! 2027! 2028! 2029! 2030! 2031! 2032!
2033! 2034! 2035! @2015 @2016 @2017 @2018 @2019 @2020 @2021 @2022 @2023 @2024 @2025 @2026 @2027 @2028
@2029 @2030 @2031 @2032 @2033 @2034 @2035 i ii i2 i2e i2ea i2eas i2eas6 i2eas6t i2eas6t8 i2eas6t89
i2eas6t89o e2i ae2i sae2i 6sae2i o oo ooo oooo oi oot ot iii iiii ee tt ttt ioo ioi i2i i2ei i2eai i2easi
ii2 ii2e ai2e ai2ea #i #i2e _i _i2e -i -i2e i9so i9si i9s2 i9se i9sa i9ss i9s6 i9st i9s8 i9s9 i96o i96i
i962 i96e i96a i96s i966 i96t i968 i969 i9to i9ti i9t2 i9te i9ta i9ts i9t6 i9tt i9t8 i9t9 i98o i98i i982
i98e i98a i98s i986 i98t i988 i989 i99o i99i i992 i99e i99a i99s i996 i99t i998 i999 2ooo 2ooi 2oo2 2ooe
2ooa 2oos 2oo6 2oot 2oo8 2oo9 2oio 2oii 2oi2 2oie 2oia 2ois 2oi6 2oit 2oi8 2oi9 2o2o 2o2i 2o22 2o2e 2o2a
2o2s 2o26 2o2t 2o28 2o29 2oeo 2oei 2oe2 2oee 2oea 2oes 2oioi 2oiii 2oi2i 2oiei 2oiai 2oisi 2oi6i 2oiti
2oi8i 2oi9i 2o2oi 2o2ii 2o22i 2o2ei 2o2ai 2o2si 2o26i 2o2ti 2o28i 2o29i 2oeoi 2oeii 2oe2i 2oeei 2oeai
2oesi a2ois a2oi6 a2oit a2oi8 a2oi9 a2o2o a2o2i a2o22 a2o2e a2o2a a2o2s a2o26 a2o2t a2o28 a2o29 a2oeo
a2oei a2oe2 a2oee a2oea a2oes
`.split(/\s+/);
