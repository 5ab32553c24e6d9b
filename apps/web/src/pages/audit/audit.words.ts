import type { ResultOf } from '#api-client';
import { plural } from '../../layout/format.js';
import type { UnusualPage } from './audit.graphql.js';

type Terms = ResultOf<typeof UnusualPage>['unusualTerms'];
type Sign = ResultOf<typeof UnusualPage>['unusualDays'][number]['signs'][number];

/** Why a day looks unusual, in words. */
export const SIGN_WORDS: Readonly<Record<Sign, string>> = {
  MANY_CASES: 'Many cases',
  OUTSIDE_PANELS: 'Outside own panels',
  AT_NIGHT: 'At night',
  AT_WEEKEND: 'At the weekend',
};

/** From when on a day looks unusual, as one sentence. */
export function termsWords({ cases, outside, atNight, atWeekend, nightUntil, nightFrom }: Terms): string {
  const night = `${hourWords(nightFrom)} to ${hourWords(nightUntil)}`;
  return `On one day ${plural(cases, 'case')}, ${outside} of panels that are not their own, ${plural(atNight, 'act')} at night (${night}) or ${plural(atWeekend, 'act')} at the weekend.`;
}

/** An hour of the day: 10pm, noon, midnight. */
export function hourWords(hour: number): string {
  if (hour % 12 === 0) return hour === 0 ? 'midnight' : 'noon';
  return hour < 12 ? `${hour}am` : `${hour - 12}pm`;
}

/** The kinds of acts that are looked for most, in words. Others are named by {@link whatWords}. */
export const WHAT_WORDS: Readonly<Record<string, string>> = {
  'case:read': 'Opened a case',
  'case:list': 'Saw a list of cases',
  'case:refer': 'Referred a case',
  'draft:start': 'Began a referral',
  'draft:list': 'Looked at their own referrals that are not sent',
  'draft:read': 'Opened their own referral that is not sent',
  'draft:answer': 'Answered questions of a referral',
  'draft:discard': 'Discarded a referral that was not sent',
  'draft:submit': 'Sent a referral',
  'draft:purge': 'Removed a stale referral that was not sent',
  'case:flag': 'Flagged a case',
  'case:unflag': 'Took a flag away',
  'case:change': 'Changed a case',
  'case:close': 'Closed a case',
  'case:change-handling': 'Changed the handling of a case',
  'case:restrict': 'Put somebody on a list of a case',
  'case:lift-restriction': 'Took somebody off a list of a case',
  'case:read-notes': 'Read restricted notes',
  'case:change-notes': 'Changed restricted notes',
  'case:transfer': 'Transferred a case to another panel',
  'case:break-glass': 'Opened a case by break-glass',
  'case:break-glass-failed': 'Tried break-glass in vain',
  'break-glass:list': 'Saw uses of break-glass',
  'break-glass:review': 'Judged a use of break-glass',
  'conflict:declare': 'Declared a conflict of interest',
  'conflict:dismiss': 'Looked at a suggested conflict and found none',
  'conflict:lift': 'Lifted a conflict of interest',
  'access:list': 'Saw requests to see cases',
  'access:ask': 'Asked to see a case',
  'access:grant': 'Let an agency see a case',
  'access:decline': 'Did not let an agency see a case',
  'link:read': 'Read what connects a case',
  'incident:record': 'Recorded an incident',
  'assessment:record': 'Recorded a risk result',
  'agenda:read': 'Read an agenda',
  'agenda:build': 'Built an agenda',
  'agenda:publish': 'Published an agenda',
  'discussion:record': 'Recorded a discussion',
  'attendance:record': 'Recorded attendance',
  'action:read': 'Opened an action',
  'action:list': 'Saw a list of actions',
  'action:agree': 'Agreed an action',
  'action:acknowledge': 'Acknowledged an action',
  'action:update': 'Updated an action',
  'action:assign': 'Gave an action to a person',
  'action:ask-extension': 'Asked for more time',
  'action:decide-extension': 'Decided about more time',
  'action:not-possible': 'Said that an action is not possible',
  'action:not-undertaken': 'Said that an action was not done',
  'action:withdraw': 'Withdrew an action',
  'action:progress': 'Noted progress of an action',
  'action:complete': 'Completed an action',
  'action:export': 'Took actions out as a file',
  'import:run': 'Imported a file',
  'agency:change-sign-in': 'Changed how the people of an agency sign in',
  'person:add': 'Added a person',
  'person:invite': 'Invited a person',
  'person:suspend': 'Suspended a person',
  'person:reinstate': 'Reinstated a person',
  'token:make': 'Made a token for a program',
  'token:revoke': 'Ended a token for a program',
  'session:end-others': 'Ended other sessions',
  'session:demo': 'Signed in to the demonstration',
  'session:open': 'Signed in',
  'session:end': 'Signed out',
  'sign-in:fail': 'Tried to sign in and failed',
  'audit:read': 'Looked at the audit',
  'audit:set': 'Set from when on a day looks unusual',
  'audit:export': 'Took the audit out as a file',
  'audit:open': 'Began the audit',
  'audit:checkpoint': 'Wrote a checkpoint of the audit',
};

/** What was done, in words: those of the table, else the thing and what was done with it. */
export function whatWords(what: string): string {
  const [thing = '', done = ''] = what.replaceAll('-', ' ').split(':');
  return WHAT_WORDS[what] ?? `${thing.charAt(0).toUpperCase()}${thing.slice(1)}: ${done}`;
}

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The fields read or changed, in words; of a list, how many things it showed. */
export function fieldWords(fields: readonly string[]): string {
  const ids = fields.filter((field) => ID.test(field)).length;
  const named = fields.filter((field) => !ID.test(field)).map(spacedOut);
  return [...(ids > 0 ? [ids === 1 ? '1 of them' : `${ids} of them`] : []), ...named].join(', ');
}

/** The reason that stands with an act; that of looking by break-glass stands with the break-glass itself. */
export function whyWords(why: string | null): string {
  return why?.replace(BY_GLASS, 'Opened by break-glass') ?? '';
}

const BY_GLASS = /^Break-glass [0-9a-f]{8}-[0-9a-f-]{27}$/;

function spacedOut(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
