import type { Day, RuleSource } from '#kernel';

/** The rule that keeps advice out that can raise the risk. */
export const ADVICE_RULE: RuleSource = {
  name: 'advice-guard',
  version: 1,
  source: 'Bexley 7 Minute Briefing: Stalking and Harassment, citing Paladin and the College of Policing',
};

/** A piece of advice for a referrer whose referral is not taken on: its text, where it comes from, and when that was checked. */
export type Signpost = { code: string; text: string; source: string; checkedOn: Day };

const BEXLEY = 'Bexley 7 Minute Briefing: Stalking and Harassment';
const CHECKED = '2026-11-22' as Day;

/**
 * Safe advice only. Nothing here tells a victim to block, to change a number, to close accounts, to stay offline or to
 * talk it over: blocking generally leads to an escalation.
 */
export const SIGNPOSTS: readonly Signpost[] = [
  {
    code: 'danger_999',
    text: 'If anybody is in danger now, ring 999. Refer again at once when something new happens: risk changes.',
    source: BEXLEY,
    checkedOn: CHECKED,
  },
  {
    code: 'stalking_helpline',
    text: 'The National Stalking Helpline (0808 802 0300) advises victims and the people who work with them.',
    source: BEXLEY,
    checkedOn: CHECKED,
  },
  {
    code: 'paladin',
    text: 'Paladin, the National Stalking Advocacy Service (020 3866 4107), supports high-risk victims.',
    source: BEXLEY,
    checkedOn: CHECKED,
  },
  {
    code: 'advocate',
    text: 'Offer a referral to a stalking or domestic abuse advocate while the victim is still with you.',
    source: BEXLEY,
    checkedOn: CHECKED,
  },
  {
    code: 'risk_plan',
    text: 'Make the victim part of a risk management plan and look at the risk again: it is never settled once.',
    source: BEXLEY,
    checkedOn: CHECKED,
  },
  {
    code: 'keep_evidence',
    text: 'Keep messages and other evidence as they are, check privacy settings, and report to the platform through the police.',
    source: 'Our reading of the same briefing: accounts and numbers stay as they are',
    checkedOn: CHECKED,
  },
  {
    code: 'civil_order',
    text: 'Explain the benefits of a civil order and ask for the victim’s views on one as early as possible.',
    source: BEXLEY,
    checkedOn: CHECKED,
  },
];

/** The codes of {@link SIGNPOSTS}. */
export const SIGNPOST_CODES: readonly string[] = SIGNPOSTS.map(({ code }) => code);

const WHO =
  '(?:the |this |that )?(?:him|her|them|suspect|perpetrator|stalker|ex|ex-partner|person|number|caller|contact|sender)s?';
const OWN = '(?:her |his |their |your |the |a )?';

// Words of advice, not of report: "he changed his number" and "she blocked him and he came to the house" are facts.
const UNSAFE: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\b(?:block|unfriend|unfollow)(?:ing)?\\s+${WHO}\\b`, 'i'), 'blocking'],
  [
    new RegExp(
      `\\b(?:change|changing|get|getting) ${OWN}(?:new |mobile |phone |telephone )*(?:number|sim|phone number|new phone)\\b`,
      'i',
    ),
    'changing a number',
  ],
  [
    new RegExp(
      `\\b(?:close|closing|delete|deleting|deactivate|deactivating|come off|coming off|leave|leaving) ${OWN}(?:all )?(?:social media|accounts?|profiles?|facebook|instagram|snapchat|tiktok|whatsapp)`,
      'i',
    ),
    'closing accounts',
  ],
  [
    /\b(?:stay|staying|keep|keeping|go|going) (?:off ?line|off (?:the )?(?:internet|social media|email))\b/i,
    'staying offline',
  ],
  [
    /\b(?:avoid|avoiding|stop|stopping) (?:using )?(?:the )?(?:internet|e-?mail|social media|going online)\b/i,
    'staying offline',
  ],
  [
    /\b(?:talk|talking|speak|speaking|meet|meeting|reason|reasoning) (?:it over |things over |to |with |up with )(?:him|the suspect|the perpetrator|the stalker|the ex|their ex|her ex|his ex)\b/i,
    'meeting the suspect',
  ],
  [/\b(?:talk|talking) (?:it|things) (?:over|through|out)\b/i, 'talking it over'],
  [/\bmediat(?:e|ion|ing)\b/i, 'mediation'],
];

/** What in a text for a referrer can raise the risk, with a sentence that says why; null: nothing was found. */
export function unsafeAdvice(text: string): { about: string; warning: string } | null {
  const found = UNSAFE.find(([pattern]) => pattern.test(text));
  if (!found) return null;
  const about = found[1];
  return {
    about,
    warning: `This reads like advice on ${about}, which can lead to an escalation (${ADVICE_RULE.source}). Write it without.`,
  };
}
