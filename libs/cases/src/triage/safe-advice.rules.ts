import type { Day } from '#kernel';

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
