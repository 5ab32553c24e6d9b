/** The five kinds of advice that guidance says not to give to somebody who is being stalked. */
export const ADVICE_KINDS = [
  'block',
  'change_number',
  'close_accounts',
  'stay_offline',
  'meet_or_talk',
] as const;

/** One value of {@link ADVICE_KINDS}. */
export type AdviceKind = (typeof ADVICE_KINDS)[number];

/**
 * One way of putting an act into words. `needs` says who must be the one to do it before it is advice to a victim:
 * `victim` somebody must be told or helped to do it; `anybody` doing it to the victim's own things is enough;
 * `nobody` the words alone are enough, whoever arranges it.
 */
export type ActPattern = { kind: AdviceKind; pattern: RegExp; needs: 'victim' | 'anybody' | 'nobody' };

// All patterns read text in small letters, without hyphens in e-mail and on-line, with straight apostrophes.
const OWN = `(?:(?:her|his|their|your|the victim's|victim's|the client's|client's) (?:own |old |current |existing )?)`;
const GAP = (most: number) => `(?: [\\w'-]+){0,${most}}`;
const WORDS = (most: number) => `(?:[\\w'-]+ ){0,${most}}`;
const SERVICES = `facebook|instagram|tik ?tok|snapchat|twitter|linkedin|whatsapp|telegram|messenger|discord|youtube|gmail|outlook|hinge|tinder|bumble`;
const ONLINE = `internet|web|social media|social networks?|social networking|social platforms?|socials|online|emails?|apps?|messaging|online gaming|devices?|screens|${SERVICES}`;
const SUSPECT = `(?:the |this |that |any )?(?:suspect|perpetrator|stalker|offender|abuser|respondent|defendant|subject of concern|ex|ex[ -]?partner|ex[ -]?husband|ex[ -]?wife|ex[ -]?boyfriend|ex[ -]?girlfriend|(?:former|old) (?:\\w+ )?(?:partner|colleague|husband|wife|boyfriend|girlfriend|friend|client|patient|student|tenant))`;
// Him, her or them alone: not "her advocate", "his solicitor".
const ALONE = `(?:him|her|them)(?= ?(?:$|[,.)!?]|(?:in|at|on|to|and|or|once|again|about|face|so|if|calmly|one|that|when|before|after|over|for|from|by|with|directly|politely|firmly|back|only|until|because|clear|why|what|how|it|as|via|through|off|everywhere|altogether|completely|immediately|straight|now|herself|himself|first|just|last|out|down|this|next|today|tomorrow|tonight|every|all|each|forever|temporarily|permanently|using|while|without|despite|during|within|asap|pending|please|whenever|unless|rather|instead|joint)\\b))`;
const HIM = `(?:${OWN}?${SUSPECT}(?:'s)?|${ALONE})`;

const BLOCK: ActPattern[] = [
  {
    kind: 'block',
    needs: 'victim',
    pattern: new RegExp(
      `(?<!\\b(?:the|a|an|this|that|each|tower|housing|office|flat|cell|same|next|own|whole) )\\bblock(?:s|ing)?\\b(?= (?:and \\w+ )?(?:${HIM}|${OWN}?${WORDS(3)}(?:numbers?|calls?|callers?|profiles?|accounts?|contacts?|messages?|texts?|emails?|${SERVICES})\\b|(?:all|any|every|further|unwanted|both)\\b)|(?: (?:on|from|in) ))`,
      'g',
    ),
  },
  {
    kind: 'block',
    needs: 'victim',
    pattern: new RegExp(`\\b(?:unfriend|unfollow|blacklist|ghost)(?:s|ing)? ${HIM}`, 'g'),
  },
  {
    kind: 'block',
    needs: 'victim',
    pattern: new RegExp(`\\b(?:put(?:s|ting)? a block on|bar(?:s|ring)?) (?:${HIM}|${OWN})${GAP(2)}`, 'g'),
  },
  {
    kind: 'block',
    needs: 'victim',
    pattern: new RegExp(
      `\\b(?:remov(?:e|es|ing)|delet(?:e|es|ing)) ${HIM} (?:from|off|as) (?:all |any )?${OWN}?(?:friends?|contacts?|${ONLINE})`,
      'g',
    ),
  },
  {
    kind: 'block',
    needs: 'anybody',
    pattern: new RegExp(
      `\\bblock(?:s|ing)? (?:${HIM}|his|her|their)${GAP(3)} (?:on|from) ${OWN}(?:\\w+ )?(?:phone|mobile|handset|device|tablet|laptop|accounts?|${ONLINE})`,
      'g',
    ),
  },
  {
    kind: 'block',
    needs: 'anybody',
    pattern: new RegExp(
      `\\b(?:fit|install|set up|activate|turn on|switch on|add) (?:a |an )?(?:call|number|contact)[ -]block(?:er|ing)?\\b`,
      'g',
    ),
  },
];

const NUMBER = `(?:(?:mobile|phone|telephone|cell|contact|landline|home) )*(?:phone )?(?:numbers?\\b(?! (?:plates?|of)\\b)|sims?\\b(?: cards?)?)`;
const CHANGE_NUMBER: ActPattern[] = [
  {
    kind: 'change_number',
    needs: 'victim',
    pattern: new RegExp(
      `\\b(?:chang(?:e|es|ing)|swap(?:s|ping)?|switch(?:es|ing)?|replac(?:e|es|ing)|ditch(?:es|ing)?|drop(?:s|ping)?|cancel(?:s|ling)?|giv(?:e|es|ing) up|get(?:s|ting)? rid of|discard(?:s|ing)?|throw(?:s|ing)? away)(?: (?:out|over|to))? (?:${OWN}|the |a |both |all |${OWN}?(?:new|different|another) )*${NUMBER}(?! on (?:the |our |all )?(?:record|file|system|form|referral|alert|plan))`,
      'g',
    ),
  },
  {
    kind: 'change_number',
    needs: 'anybody',
    pattern: new RegExp(
      `\\b(?:get(?:s|ting)?|obtain(?:s|ing)?|buy(?:s|ing)?|arrang(?:e|es|ing)|us(?:e|es|ing)|tak(?:e|es|ing)(?: out)?|set(?:s|ting)? up|giv(?:e|es|ing)|provid(?:e|es|ing)|issu(?:e|es|ing)|order(?:s|ing)?|mov(?:e|es|ing) to|switch(?:es|ing)? to|hav(?:e|es|ing)|sort(?:s|ing)?(?: out)?|fund(?:s|ing)?|pay(?:s|ing)? for|supply(?:ing)?)(?: (?:her|him|them|herself|himself|themselves|the|a|an|victim|client|with|for|to)){0,4} (?:new|different|another|fresh|replacement|unlisted|secret) (?:\\w+ )?(?:${NUMBER}|(?:phone|mobile|handset|contract) (?:and|with (?:a |an )?(?:new|different)) (?:\\w+ )?${NUMBER})`,
      'g',
    ),
  },
  {
    kind: 'change_number',
    needs: 'anybody',
    pattern: new RegExp(
      `\\b(?:a )?chang(?:e|ing) of (?:(?:her|his|their) )?(?:mobile |phone |telephone |contact )*(?:number|sim)\\b|\\b(?:number|sim) change\\b|\\bchang(?:e|ing) (?:her|his|their|the victim's|victim's|the client's) (?:mobile |phone |telephone |contact |landline )*(?:number|sim)\\b(?! on (?:the |our |all )?(?:record|file|system|form|referral|alert|plan))`,
      'g',
    ),
  },
  {
    kind: 'change_number',
    needs: 'nobody',
    pattern:
      /^(?:a )?new (?:mobile |phone )*(?:number|sim)(?: card)?(?: and \w+)? (?:for|to be (?:given|issued|bought))\b/g,
  },
];

const SHUT = `(?:clos(?:e|es|ing)(?: down)?|delet(?:e|es|ing)|deactivat(?:e|es|ing)|remov(?:e|es|ing)|shut(?:s|ting)?(?: down)?|com(?:e|es|ing) off|get(?:s|ting)? off|leav(?:e|es|ing)|quit(?:s|ting)?|tak(?:e|es|ing) down|disabl(?:e|es|ing)|suspend(?:s|ing)?|eras(?:e|es|ing)|cancel(?:s|ling)?|giv(?:e|es|ing) up|log(?:s|ging)? out of|sign(?:s|ing)? out of|get(?:s|ting)? rid of|wip(?:e|es|ing)|abandon(?:s|ing)?)`;
const NOT_HERS = `(?!(?: [\\w'-]+){0,4} (?:bank|joint|savings|current account|utility|energy|credit|fake|false|bogus|imposter|impostor|cloned|impersonat\\w+|pretend|suspect's|perpetrator's|offender's|stalker's|abuser's|school|council|rent|shared)\\b)`;
const CLOSE_ACCOUNTS: ActPattern[] = [
  {
    kind: 'close_accounts',
    needs: 'victim',
    pattern: new RegExp(
      `\\b${SHUT}${NOT_HERS}${GAP(5)} (?:accounts?|profiles?|social media|socials|social networks?|online presence|email address(?:es)?|${SERVICES})\\b`,
      'g',
    ),
  },
  {
    kind: 'close_accounts',
    needs: 'anybody',
    pattern: new RegExp(
      `\\b${SHUT}${NOT_HERS} (?:all (?:of )?)?${OWN}${WORDS(3)}(?:accounts?|profiles?|social media|online presence|email address(?:es)?|${SERVICES})\\b`,
      'g',
    ),
  },
  {
    kind: 'close_accounts',
    needs: 'anybody',
    pattern: new RegExp(
      `\\b(?:closure|deletion|deactivation|removal) of (?:all (?:of )?)?${OWN}${WORDS(3)}(?:accounts?|profiles?|${SERVICES})\\b`,
      'g',
    ),
  },
];

const STAY_OFFLINE: ActPattern[] = [
  {
    kind: 'stay_offline',
    needs: 'victim',
    pattern: new RegExp(
      `\\b(?:stay(?:s|ing)?|keep(?:s|ing)?|remain(?:s|ing)?|be(?:ing)?|go(?:es|ing)?)(?: (?:completely|totally|entirely|right|well))? (?:off|away from|clear of|out of|off of)(?: (?:the|all|her|his|their|any|using))*(?: \\w+)? ?(?:${ONLINE})\\b`,
      'g',
    ),
  },
  {
    kind: 'stay_offline',
    needs: 'victim',
    pattern:
      /\b(?:stay(?:s|ing)?|keep(?:s|ing)?|remain(?:s|ing)?|go(?:es|ing)?|be) (?:completely |totally |entirely )?(?:off[ -]?line|off grid|off the grid|dark online)\b/g,
  },
  {
    kind: 'stay_offline',
    needs: 'victim',
    pattern: new RegExp(
      `\\b(?:avoid(?:s|ing)?|stop(?:s|ping)?|not|quit(?:s|ting)?|limit(?:s|ing)?|reduc(?:e|es|ing)|restrict(?:s|ing)?|cut(?:s|ting)? down(?: on)?|minimis(?:e|es|ing)|giv(?:e|es|ing) up|paus(?:e|es|ing)|tak(?:e|es|ing) a (?:break|rest) from)(?: (?:to|use|using|go|going|log|logging|look|looking|be|being|on|in|into|onto|at|of|the|all|any|her|his|their|time|to use|access|accessing)){0,6} (?:${ONLINE})\\b(?! (?:about|with|account password))`,
      'g',
    ),
  },
  {
    kind: 'stay_offline',
    needs: 'victim',
    pattern: new RegExp(
      `\\bcom(?:e|es|ing) (?:right )?off(?: (?:the|all|her|his|their|of))*(?: \\w+)? ?(?:${ONLINE})\\b`,
      'g',
    ),
  },
  {
    kind: 'stay_offline',
    needs: 'victim',
    pattern:
      /\b(?:stop(?:s|ping)?|avoid(?:s|ing)?|not) (?:to use|using|use) (?:her|his|their|the) (?:phone|mobile|handset)\b(?! numbers?| for| near)/g,
  },
  {
    kind: 'stay_offline',
    needs: 'anybody',
    pattern: new RegExp(
      `\\b(?:turn(?:s|ing)?|switch(?:es|ing)?|cut(?:s|ting)?|take(?:s)?|remov(?:e|es|ing)|disconnect(?:s|ing)?) (?:off |away |out )?${OWN}(?:phone|mobile|internet|broadband|wi-?fi|router|internet access|online access)(?: (?:off|away|access))?(?! (?:location|password|from the suspect|sharing|calls?|numbers?|tracking))`,
      'g',
    ),
  },
];

const TALK = `(?:meet(?:s|ing)?(?: up)?(?: with)?|talk(?:s|ing)? (?:to|with)|speak(?:s|ing)? (?:to|with)|see(?:s|ing)?|ring(?:s|ing)?|call(?:s|ing)?|phon(?:e|es|ing)|text(?:s|ing)?|messag(?:e|es|ing)|email(?:s|ing)?|writ(?:e|es|ing) to|repl(?:y|ies|ying) to|respond(?:s|ing)? to|answer(?:s|ing)?|contact(?:s|ing)?|reach(?:es|ing)? out to|visit(?:s|ing)?|confront(?:s|ing)?|reason(?:s|ing)? with|negotiat(?:e|es|ing) with|apologis(?:e|es|ing) to|explain(?:s|ing)? to|sit(?:s|ting)? down with|engag(?:e|es|ing) with|mak(?:e|es|ing) (?:up|peace) with|reconcil(?:e|es|ing) with|deal(?:s|ing)? with|ask(?:s|ing)?|tell(?:s|ing)?|appeas(?:e|es|ing)|hear(?:s|ing)?|go(?:es|ing)? (?:back to|for (?:a )?\\w+ with)|(?:hav(?:e|es|ing)|arrang(?:e|es|ing)|agree(?:s|ing)? to|try(?:ing)?) (?:a |an )?(?:(?:calm|quick|quiet|final|last|honest|frank|proper|friendly) )?(?:meeting|word|chat|conversation|talk|coffee|discussion|phone call) with)`;
const EACH_OTHER = `(?:between|with|victim|both|her|him|parties|couple|them|suspect)`;
const MEET_OR_TALK: ActPattern[] = [
  {
    kind: 'meet_or_talk',
    needs: 'victim',
    pattern: new RegExp(`\\b${TALK} (?:${OWN}?${SUSPECT}\\b(?!'s)|${ALONE})`, 'g'),
  },
  {
    kind: 'meet_or_talk',
    needs: 'victim',
    pattern: new RegExp(
      `\\b(?:talk(?:s|ing)? (?:it|things|this|matters) (?:over|through|out)|sort(?:s|ing)? (?:it|things|this) out (?:with|between)|(?:resolv|settl|work)(?:e|es|ing|s)? (?:it|things|this|matters|their differences|the dispute)(?: out)? (?:with ${HIM}|between|directly|face to face|together|amicably)|clear(?:s|ing)? the air|com(?:e|es|ing) to an (?:agreement|understanding) with|giv(?:e|es|ing) ${HIM} (?:one more|another|a last|a second|a) chance|let(?:s|ting)? ${HIM} (?:explain|say|have)|accept(?:s|ing)? (?:his|her|their) (?:apology|apologies|calls?|friend request)|unblock(?:s|ing)? ${HIM} (?:and|to) (?:talk|speak|reply|explain))`,
      'g',
    ),
  },
  {
    kind: 'meet_or_talk',
    needs: 'nobody',
    pattern: new RegExp(
      `\\b(?:mediation|mediated (?:meeting|session|conversation|contact)|restorative (?:justice|meeting|conference|session|conversation|circle|approach)|reconciliation|face[ -]to[ -]face (?:meeting|talk|apology))\\b(?:(?<=\\b${EACH_OTHER}\\b.*)|(?=.*\\b${EACH_OTHER}\\b))`,
      'g',
    ),
  },
  {
    kind: 'meet_or_talk',
    needs: 'nobody',
    pattern: /^(?:please )?(?:offer|suggest|arrange|propose|recommend|consider|try) (?:\w+ )?mediation\b/g,
  },
  {
    kind: 'meet_or_talk',
    needs: 'nobody',
    pattern: /\b(?:couples?'? (?:counselling|therapy)|relationship counselling)\b/g,
  },
  {
    kind: 'meet_or_talk',
    needs: 'nobody',
    pattern: new RegExp(
      `\\b(?:meeting|conversation|call|talk|contact|discussion|sit[ -]down) between (?:the )?(?:two|pair|couple|both|them|victim and|her and|him and|(?:the )?${SUSPECT} and)\\b|\\b(?:bring|get) (?:the two|both|the pair|victim and ${SUSPECT}|the victim and (?:the )?${SUSPECT}|them both|both parties|both of them)(?: of them)? (?:together|into (?:a|the same) room|to (?:meet|talk))`,
      'g',
    ),
  },
];

// A line of a safety plan that names nobody, or says only what is to happen to the victim's things.
const UNNAMED: ActPattern[] = [
  {
    kind: 'block',
    needs: 'nobody',
    pattern: new RegExp(
      `^block (?:${SUSPECT}|him|her)(?:'s)? ?${WORDS(2)}(?:on|from|via|across) (?:all |any )?(?:${ONLINE}|phones?|mobile|platforms?|apps?)|^block (?:${SUSPECT}'s|his|her) (?:\\w+ )?(?:number|calls)|\\b(?:suspect|he|him|perpetrator|ex|number)(?:'s \\w+)? (?:to be|should be|must be) blocked (?:on|from|by) (?:${OWN}|victim|the victim|her|client|the client)`,
      'g',
    ),
  },
  {
    kind: 'change_number',
    needs: 'nobody',
    pattern: new RegExp(
      `^(?:change|swap|replace) (?:of )?(?:mobile |phone |telephone )*(?:number|sim)\\b(?! on)|\\b${OWN}(?:mobile |phone |telephone |contact )*(?:number|sim)s? (?:to be|should be|must be|needs to be) (?:changed|swapped|replaced)\\b(?! on (?:the |our |all )?(?:record|file|system|form|referral|alert|plan))`,
      'g',
    ),
  },
  {
    kind: 'close_accounts',
    needs: 'nobody',
    pattern: new RegExp(
      `^(?:close|delete|deactivate|come off|get off|leave|quit) (?:all |down )?(?:social media|socials|${SERVICES}|online accounts?|online profiles?)\\b(?! case| report)|\\b${OWN}${NOT_HERS}(?:\\w+ )?(?:accounts?|profiles?|social media|${SERVICES}) (?:to be|should be|must be|needs? to be) (?:closed|deleted|deactivated|shut|taken down|removed|suspended)`,
      'g',
    ),
  },
  {
    kind: 'stay_offline',
    needs: 'nobody',
    pattern: new RegExp(
      `^(?:avoid (?:going |being |using )?|(?:keep|stay) (?:off|away from) |stop using )(?:the |all )?(?:${ONLINE}|offline)\\b(?! contact| meeting)|^(?:stay|go) off[ -]?line`,
      'g',
    ),
  },
];

/** Every way of putting one of the acts into words that we know of. */
export const ACT_PATTERNS: readonly ActPattern[] = [
  ...BLOCK,
  ...CHANGE_NUMBER,
  ...CLOSE_ACCOUNTS,
  ...STAY_OFFLINE,
  ...MEET_OR_TALK,
  ...UNNAMED,
];
