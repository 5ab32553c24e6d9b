import { ACT_PATTERNS, type AdviceKind } from './advice-acts.js';
import { agentBefore } from './advice-agents.js';

/** Where a sentence of guidance comes from. */
export type GuidanceSource = { title: string; publisher: string; date: string };

/** Advice in a text that may raise the risk for the person it is given to. */
export type AdviceFinding = {
  kind: AdviceKind;
  /** The words of the text that were taken for it. */
  words: string;
  /** What guidance says about it, in plain words. */
  says: string;
  /** What is usually done in its place. */
  instead: string;
  source: GuidanceSource;
};

const BRIEFING: GuidanceSource = {
  title: '7 Minute Briefing: Stalking & Harassment',
  publisher: 'Bexley, citing Paladin and the College of Policing',
  date: 'undated',
};

const GUIDANCE: Record<AdviceKind, Pick<AdviceFinding, 'says' | 'instead'>> = {
  block: {
    says: 'Guidance says not to advise blocking. Blocking generally makes a stalker’s behaviour escalate.',
    instead: 'Keep the messages as evidence, check privacy settings, and let police ask the platform.',
  },
  change_number: {
    says: 'Guidance says not to advise a change of mobile number: evidence is lost, and the stalker looks for another way.',
    instead: 'Keep the number for evidence, and consider a second phone for safe contact.',
  },
  close_accounts: {
    says: 'Guidance says not to advise closing social media or other online accounts.',
    instead: 'Check privacy settings with the person, and keep what was sent as evidence.',
  },
  stay_offline: {
    says: 'Guidance says not to advise staying off the internet or e-mail: it isolates the person who is stalked.',
    instead: 'Offer a digital safety check of devices and accounts.',
  },
  meet_or_talk: {
    says: 'Guidance says not to suggest that the victim talks to or meets the stalker to resolve things.',
    instead: 'Leave contact with the suspect to police or probation, and record what the victim wants.',
  },
};

const NEGATED =
  /\b(?:not|never|cannot|nor|neither|without|against|rather than|instead of|refrain\w*|discourag\w+|dissuad\w+|deter\w*|prevent\w*|stop(?:s|ping)? (?:advising|telling|asking|suggesting|encouraging)|avoid(?:s|ing)? (?:advising|telling|asking|suggesting|encouraging|any advice)|no (?:need|longer|advice|suggestion)|(?:risks?|dangers?|harms?|effects?|consequences?|downsides?) of|why(?: not)?(?= ?$)|unsafe to|unwise to|wrong to|who (?:told|advised|asked)|whether|before(?= ?$)|evidence (?:on|that)|nobody|no one|condition that|order that|prohibit\w*|forbid\w*|ban\w* )\b|n't\b/;
const RESET = /\b(?:but|instead,|then|and to|and then|and instead|otherwise)\b|[;:]/g;
const PROFESSIONAL =
  /\b(?:police|officers?|advocates?|team|school|services?|agency|agencies|staff|family|friends?|neighbours?|bank|provider|panel|worker|solicitor|doctor|gp|teacher|manager|practitioner|nurse|brother|sister|mother|father|son|daughter|idva|counsellor|helpline|employer|landlord|coordinator|lead|clinic|midwife|social worker|children|child)\b/;

/**
 * Finds advice that guidance says not to give to a victim of stalking: to block the suspect, change number, close
 * accounts, stay offline, or meet or talk to the suspect. Reads who would do it: what a platform, the police or the
 * suspect's supervisor do is fine, and so is a text that warns against it. A reading of words, not of meaning: it may
 * miss an unusual wording, and an advocate may go on with a reason.
 */
export function adviceThatRaisesRisk(text: string): AdviceFinding[] {
  const found = new Map<AdviceKind, AdviceFinding>();
  for (const sentence of sentencesOf(text)) {
    for (const { kind, pattern, needs } of ACT_PATTERNS) {
      if (found.has(kind)) continue;
      for (const match of sentence.matchAll(pattern)) {
        if (!isAdvice(sentence, match, needs)) continue;
        found.set(kind, { kind, words: match[0].trim(), ...GUIDANCE[kind], source: BRIEFING });
        break;
      }
    }
  }
  return [...found.values()];
}

function isAdvice(
  sentence: string,
  match: RegExpMatchArray,
  needs: 'victim' | 'anybody' | 'nobody',
): boolean {
  const beginning = sentence.slice(0, match.index);
  if (isNegated(sentence, beginning, match[0])) return false;
  if (needs === 'nobody') return true;
  const agent = agentBefore(beginning);
  if (agent === 'other') return false;
  if (agent === null) return needs === 'anybody';
  return !speaksOfSomebodyElse(beginning, match[0]);
}

/** "Ask her to call the advocate and tell him": the pronoun is the advocate's. */
function speaksOfSomebodyElse(beginning: string, act: string): boolean {
  if (!/\b(?:him|her|them)$/.test(act.trim())) return false;
  const since = Math.max(...[' to ', ' that ', ' how '].map((word) => beginning.indexOf(word)), 0);
  return PROFESSIONAL.test(beginning.slice(since));
}

/** Whether what comes before the act turns it round: "not to advise her to", "the risks of". */
function isNegated(sentence: string, beginning: string, act: string): boolean {
  let scope = beginning;
  for (const reset of beginning.matchAll(RESET)) scope = beginning.slice(reset.index + reset[0].length);
  const isGerund = /^\w+ing\b/.test(act);
  const joined = isGerund ? -1 : scope.lastIndexOf(' and ');
  if (joined >= 0) scope = scope.slice(joined + 5);
  const comma = scope.lastIndexOf(', ');
  const listGoesOn = /\b(?:or|nor)\b/.test(sentence.slice(beginning.length - scope.length));
  if (comma >= 0 && !listGoesOn) scope = scope.slice(comma + 2);
  return NEGATED.test(scope);
}

function sentencesOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/\b(e|on|off)-(mail|line)/g, '$1$2')
    .replace(/\bweb ?sites?\b/g, 'web')
    .split(/[.!?\n]+(?:\s|$)/)
    .map((sentence) =>
      sentence
        .replace(/\s*[()]\s*/g, ', ')
        .replace(/["“”]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((sentence) => sentence !== '');
}
export { ADVICE_KINDS, type AdviceKind } from './advice-acts.js';
