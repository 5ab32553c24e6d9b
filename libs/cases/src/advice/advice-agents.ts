/** Whom a part of a sentence makes do something. */
export type Agent = 'victim' | 'other';

// Heads of phrases for those who may do these things as part of their work, or whose doing them is the aim.
const OTHERS = new Set(
  `provider providers platform platforms police officer officers force bank banks school college university employer
   employers manager managers landlord landlords council team teams unit units staff service services company companies
   network networks operator operators advocate advocates idva isva isac worker workers practitioner practitioners gp gps
   doctor doctors nurse nurses solicitor solicitors lawyer lawyers court courts cps prosecutor prosecutors probation
   housing it security reception receptionist suspect suspects perpetrator perpetrators offender offenders stalker
   abuser ex agency agencies panel chair coordinator supervisor sergeant inspector neighbour neighbours teacher teachers
   head governor lead leads department dpo desk administrator admin website host carrier facebook meta google apple
   microsoft instagram tiktok snapchat twitter vodafone o2 ee bt three sky virgin prison custody marac mappa matac
   colleagues caseworker keyworker psychologist psychiatrist midwife pharmacist surgery practice hospital clinic trust
   association charity charities partner partners ex-partner ex-husband ex-wife ex-boyfriend ex-girlfriend family friends relatives
   brother sister engineer locksmith contractor installer dispatcher control switchboard crew`.split(/\s+/),
);

// A person whom somebody else serves: "ask the student", "help victim".
const ARTICLE = `(?:the |a |an |all |any |both |each |our |this |that )?`;
const PHRASE = `(${ARTICLE}(?:[\\w'-]+ ){0,4}?[\\w'-]+)`;
const DIRECT = `advis(?:e|es|ing)|tell(?:s|ing)?|ask(?:s|ing)?|suggest(?:s|ing)?|recommend(?:s|ing)?|encourag(?:e|es|ing)|urg(?:e|es|ing)|show(?:s|ing)?|help(?:s|ing)?|support(?:s|ing)?|assist(?:s|ing)?|persuad(?:e|es|ing)|remind(?:s|ing)?|get(?:s|ting)?|hav(?:e|es|ing)|instruct(?:s|ing)?|request(?:s|ing)?|invit(?:e|es|ing)|prompt(?:s|ing)?|convinc(?:e|es|ing)|let(?:s|ting)?|enabl(?:e|es|ing)|mak(?:e|es|ing)|ensur(?:e|es|ing)|guid(?:e|es|ing)|coach(?:es|ing)?|prepar(?:e|es|ing)|teach(?:es|ing)?|explain(?:s|ing)?|speak(?:s|ing)?|talk(?:s|ing)?|work(?:s|ing)?|say(?:s|ing)?|discuss(?:es|ing)?|agree(?:s|ing)?|propos(?:e|es|ing)|consider(?:s|ing)?|arrang(?:e|es|ing)|visit(?:s|ing)?|contact(?:s|ing)?|call(?:s|ing)?|ring(?:s|ing)?|phon(?:e|es|ing)|email(?:s|ing)?|text(?:s|ing)?|warn(?:s|ing)?|inform(?:s|ing)?|counsel(?:s|ling)?|facilitat(?:e|es|ing)|trial|try`;

/** "Ask the provider to", "suggest that she", "show victim how to", "support her in". */
const DIRECTED = new RegExp(
  `\\b(?:${DIRECT})(?: (?:to|with|for|sure))? ${PHRASE} (?:to|how to|how she can|how he can|how they can|that|on how to|about|with|in|into|by|on|through)\\b`,
  'g',
);
/** "Suggest she", "help her", "let him", straight before the act. */
const DIRECTED_BARE = new RegExp(
  `\\b(?:${DIRECT})(?: (?:to|with|for))? (?:that )?(her|him|them|she|he|they|victim|the victim|client|the client|[\\w'-]+ (?!(?:to|how|that|in|with|on|about)\\b)[\\w'-]+)(?: (?:should|could|might|may|can|now|just|simply|temporarily|safely|then|also|all))*$`,
  'g',
);
/** "Victim to", "she should", "police to", at the start of a sentence or after a joining word. */
const SUBJECT = new RegExp(
  `(?:^|[,:] |\\b(?:and|but|then|that|so|if|while|when) )${PHRASE} (?:is to|are to|to|should|must|needs to|need to|will|has to|have to|ought to|could|can|may|might|would|agrees to|agreed to|wants to|plans to)(?: be (?:advised|told|asked|encouraged|helped|supported|shown|urged|reminded|invited)(?: to| how to)?)?\\b`,
  'g',
);
/** "Advise blocking", "recommend a change of": nobody is named, so it is the person whom the panel is about. */
const UNNAMED = new RegExp(
  `\\b(?:advis(?:e|ing)|suggest(?:ing)?|recommend(?:ing)?|encourag(?:e|ing)|consider(?:ing)?|propos(?:e|ing)|urg(?:e|ing)|try(?:ing)?|agree(?:ing)?|advice|recommendation|plan|options?)(?: (?:to|on|of|about|the|a|temporarily|possibly|also|either|for now))*$`,
  'g',
);
/** "Victim advised to": taken down as advice given. */
const REPORTED =
  /^(?:the )?(?:victim|client|she|he|they|survivor|complainant)(?: (?:has|have|had|was|is|were|been|be))* (?:advised|told|encouraged|urged|supported|helped|asked)(?: to| how to)?\b/g;

const VICTIM_WORDS = /^(?:her|him|them|she|he|they|herself|himself|themselves|you)$/;

function agentOf(phrase: string): Agent {
  if (/\b(?:was|were|been|being|had)\b/.test(phrase)) return 'other';
  // "The officer in the case": what comes before the first preposition says who it is.
  const words = phrase
    .trim()
    .split(/ (?:in|of|for|from|at|on|with) /)[0]!
    .split(/\s+/);
  const head = words.at(-1)!.replace(/'s$|s'$/, '');
  if (VICTIM_WORDS.test(head)) return 'victim';
  return OTHERS.has(words.at(-1)!) || OTHERS.has(head) ? 'other' : 'victim';
}

/**
 * Who is to do what comes next after this beginning of a sentence: the nearest word that makes somebody do something
 * decides. Null: nobody is named, the agency does it itself.
 */
export function agentBefore(beginning: string): Agent | null {
  let nearest = -1;
  let agent: Agent | null = null;
  const look = (pattern: RegExp, read: (match: RegExpMatchArray) => Agent) => {
    for (const match of beginning.matchAll(pattern)) {
      const end = match.index + match[0].length;
      if (end >= nearest) {
        nearest = end;
        agent = read(match);
      }
    }
  };
  const trimmed = beginning.trimEnd();
  look(REPORTED, () => 'victim');
  look(SUBJECT, (match) => agentOf(match[1]!));
  look(DIRECTED, (match) => agentOf(match[1]!));
  beginning = trimmed;
  look(DIRECTED_BARE, (match) => agentOf(match[1]!));
  look(UNNAMED, () => 'victim');
  return agent;
}
