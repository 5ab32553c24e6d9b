import type { ResultOf } from '#api-client';
import type { Tag, TagTone } from '../../components/parts.view.js';
import type { TriageOfRow } from './referrals.graphql.js';

type Triage = ResultOf<typeof TriageOfRow>;
type Clock = NonNullable<Triage['clock']>;

/** How urgent a referral is, in words. */
export const URGENCY_WORDS: Readonly<Record<Triage['urgency'], string>> = {
  URGENT: 'Urgent',
  HIGH: 'High',
  STANDARD: 'Standard',
};

/** Where a referral may belong instead, in words. */
export const FORUM_WORDS = {
  MARAC: 'MARAC, for the highest-risk victims of domestic abuse',
  MAPPA: 'MAPPA, for dangerous offenders',
  MATAC: 'MATAC, for the most harmful domestic abuse perpetrators',
  CHANNEL: 'Channel, for people drawn into terrorism',
  SINGLE_AGENCY: 'One agency can deal with it alone',
} as const;

/** The forums in the order in which they are offered. */
export const FORUM_CODES = Object.keys(FORUM_WORDS) as (keyof typeof FORUM_WORDS)[];

const CLOCK_TONES: Readonly<Record<Clock['colour'], TagTone>> = {
  GREEN: 'green',
  AMBER: 'yellow',
  RED: 'orange',
  MISSED: 'red',
  STOPPED: 'grey',
};

/** The clock as a tag: "Late by 3 hours", "2 hours left", "Clock stopped". The words carry the meaning. */
export function clockTag({ colour, inWords }: Pick<Clock, 'colour' | 'inWords'>): Tag {
  const text = colour === 'STOPPED' ? 'Clock stopped' : upperFirst(inWords);
  return { text, tone: CLOCK_TONES[colour] };
}

const URGENCY_TONES: Readonly<Record<Triage['urgency'], TagTone>> = {
  URGENT: 'magenta',
  HIGH: 'orange',
  STANDARD: 'grey',
};

/** The urgency as a tag. */
export function urgencyTag(urgency: Triage['urgency']): Tag {
  return { text: URGENCY_WORDS[urgency], tone: URGENCY_TONES[urgency] };
}

/** A rule with its version: "Triage urgency, version 1". */
export function ruleInWords({ name, version }: { name: string; version: number }): string {
  return `${upperFirst(name.replaceAll('-', ' '))}, version ${version}`;
}

/** What happened to a referral, in words, by the code of the step. */
export const STEP_WORDS = {
  SUBMITTED: 'Referral received',
  URGENCY_RAISED: 'Urgency changed',
  URGENCY_BY_RULE: 'Urgency changed by rule',
  RETURNED: 'Returned for information',
  ANSWERED: 'The referrer answered',
  ACCEPTED: 'Taken on by the panel',
  DECLINED: 'Not taken on',
  REDIRECTED: 'Sent to another forum',
  APPEALED: 'The referrer asked for another look',
  REOPENED: 'Opened again',
  UNDONE: 'The decision was taken back',
  EMERGENCY_MEETING_PROPOSED: 'An emergency meeting was proposed',
  EMERGENCY_MEETING_PLANNED: 'An emergency meeting was planned',
  TRANSFER_ASKED: 'Another panel was asked to take it over',
  TRANSFER_ACKNOWLEDGED: 'Another panel has it now',
  TRANSFER_TAKEN_BACK: 'The panel keeps it',
  SECOND_LOOK_AGREED: 'Second look: agreed with the decision',
  SECOND_LOOK_REOPENED: 'Second look: sent back',
} as const;

/** Text with its first letter large. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
