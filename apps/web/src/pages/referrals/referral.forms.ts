import type { ResultOf } from '#api-client';
import { londonDay } from '#kernel';
import type { Choice, PostForm } from '../../components/parts.view.js';
import { type InputPlaces, type Sent, sentChoices, sentText } from '../../http/index.js';
import { shortDay } from '../../layout/format.js';
import type { Me } from '../../session/frame.js';
import { CATEGORY_WORDS } from '../actions/action.words.js';
import { choicesOf } from '../meetings/meeting.words.js';
import type { ReferralPage } from './referral.graphql.js';
import type { ReferralForms, WordsForm } from './referral.view.js';
import { FORUM_WORDS, URGENCY_WORDS } from './triage.words.js';

type Page = ResultOf<typeof ReferralPage>;

/** What may be done about a referral on its page: the end of the address that the form goes to. */
export const REFERRAL_VERBS = [
  'accept',
  'return',
  'redirect',
  'decline',
  'urgency',
  'transfer',
  'reopen',
  'answer',
  'appeal',
  'action',
  'emergency',
  'meeting',
  'undo',
] as const;

/** One value of {@link REFERRAL_VERBS}. */
export type ReferralVerb = (typeof REFERRAL_VERBS)[number];

/** A form of the page that was refused, with what was typed. */
export type RefusedReferral = { verb: ReferralVerb; sent: Sent };

/** The label of the text that each form asks for. */
export const WORDS_LABELS: Readonly<Record<ReferralVerb, string>> = {
  accept: 'A word to the referrer',
  return: 'What is missing',
  redirect: 'Why it belongs there',
  decline: 'Why it is not taken on, and why that is safe',
  urgency: 'Why',
  transfer: 'Why the other panel should have it',
  reopen: 'Why it is looked at again',
  answer: 'Your answer',
  appeal: 'Why the panel should look again',
  action: 'What the agency does now',
  emergency: 'Why it cannot wait for the next meeting',
  meeting: 'Why it cannot wait for the next meeting',
  undo: '',
};

/** Where the inputs of a form stand. */
export function placesOf(verb: ReferralVerb): InputPlaces {
  const words = { id: `${verb}-words`, label: WORDS_LABELS[verb] };
  return {
    ...{ words, reason: words, missing: words, answer: words, text: words },
    forum: { id: 'redirect-forum', label: 'Where it belongs' },
    signposts: { id: 'decline-signposts-1', label: 'Advice for the referrer' },
    urgency: { id: 'urgency-urgency', label: 'How urgent' },
    toPanelId: { id: 'transfer-panel', label: 'Panel' },
    agencyId: { id: 'action-agency', label: 'Agency' },
    category: { id: 'action-category', label: 'What sort of action' },
    heldOn: { id: 'meeting-heldOn', label: 'Day' },
    startsAt: { id: 'meeting-startsAt', label: 'Time' },
    durationMinutes: { id: 'meeting-durationMinutes', label: 'Minutes' },
    place: { id: 'meeting-place', label: 'Place' },
  };
}

const MAY_LEAVE = ['TRIAGE', 'RETURNED_FOR_INFORMATION', 'ACCEPTED', 'FLAGGED', 'DISCUSSED'];
const WAITS = [...MAY_LEAVE, 'LISTED'];

/** Who decided to decline before the appeal; null where there was none. */
export function declinedBeforeAppeal({ triage, triageSteps }: Page['case']): string | null {
  if (!triage?.appealedAt) return null;
  const appeal = triageSteps.findLastIndex(({ kind }) => kind === 'APPEALED');
  return triageSteps.slice(0, appeal).findLast(({ kind }) => kind === 'DECLINED')?.by?.id ?? null;
}

/** What the reader may do about the referral now. */
export function referralForms(data: Page, me: Me, refused: RefusedReferral | null): ReferralForms {
  const found = data.case;
  const make = formMaker(found, me, refused);
  const isReader = found.openedByBreakGlassUntil !== null;
  const runs = me.permissions.includes('case:triage') && !isReader;
  const isOpen = found.triage?.clock != null;
  const decides = runs && isOpen && declinedBeforeAppeal(found) !== me.person.id;
  const isReturned = found.state === 'RETURNED_FOR_INFORMATION';
  const refers = me.person.agency.id === found.referringAgency.id && !runs && !isReader;
  const isOver = found.state === 'DECLINED' || found.state === 'REDIRECTED';
  const asked = found.triageSteps.findLast(({ kind }) => kind === 'RETURNED')?.words ?? '';
  const mayAppeal = refers && found.state === 'DECLINED' && !found.triage?.appealedAt;
  return {
    accept: decides ? make('accept') : null,
    return: decides && !isReturned ? make('return') : null,
    redirect: decides
      ? { ...make('redirect'), forums: chosen(make.sent('redirect'), 'forum', FORUMS) }
      : null,
    decline: decides ? { ...make('decline'), signposts: signpostChoices(data, make.sent('decline')) } : null,
    urgency: isOpen && !isReader ? urgencyForm(found, runs, make) : null,
    transfer: runs && MAY_LEAVE.includes(found.state) && !found.transfer ? transferForm(data, make) : null,
    reopen: runs && isOver ? make('reopen') : null,
    answer: refers && isReturned ? { ...make('answer'), asked } : null,
    appeal: mayAppeal ? make('appeal') : null,
    action: runs && WAITS.includes(found.state) ? actionForm(found, make) : null,
    emergency: runs && WAITS.includes(found.state) ? make('emergency') : null,
    meeting: runs && WAITS.includes(found.state) ? meetingForm(found, me, make) : null,
  };
}

const FORUMS: readonly Choice[] = [
  { value: '', text: 'Choose where', selected: false },
  ...choicesOf(FORUM_WORDS, null),
];

function chosen(sent: Sent, name: string, choices: readonly Choice[]): Choice[] {
  const value = sentText(sent, name);
  return choices.map((choice) => ({ ...choice, selected: choice.value === value }));
}

type Maker = ((verb: ReferralVerb) => WordsForm) & { sent(verb: ReferralVerb): Sent };

function formMaker(found: Page['case'], { now }: Me, refused: RefusedReferral | null): Maker {
  const sentOf = (verb: ReferralVerb): Sent => (refused?.verb === verb ? refused.sent : {});
  const make = (verb: ReferralVerb): WordsForm => {
    const version = verb === 'transfer' ? found.version : (found.triage?.version ?? 0);
    const form: PostForm = {
      action: `/referrals/${found.id}/${verb}`,
      fields: { version: String(version), seenAt: now },
    };
    return { ...form, words: sentText(sentOf(verb), 'words'), isOpen: refused?.verb === verb };
  };
  return Object.assign(make, { sent: sentOf });
}

function signpostChoices({ signposts }: Page, sent: Sent): (Choice & { source: string })[] {
  const ticked = sentChoices(sent, 'signposts');
  return signposts.map(({ code, text, source, checkedOn }) => ({
    value: code,
    text,
    selected: ticked.includes(code),
    source: `${source}, checked ${shortDay(checkedOn)}`,
  }));
}

const URGENCIES = ['URGENT', 'HIGH', 'STANDARD'] as const;

/** Who runs the panel may choose anything down to what the rule finds, others only what is more urgent. */
function urgencyForm({ triage }: Page['case'], runs: boolean, make: Maker): ReferralForms['urgency'] {
  if (!triage) return null;
  const least = URGENCIES.indexOf(runs ? triage.ruleUrgency : triage.urgency);
  const choices = URGENCIES.filter((one, rank) => rank <= least && one !== triage.urgency);
  if (choices.length === 0) return null;
  const offered = choices.map((value) => ({ value, text: URGENCY_WORDS[value], selected: false }));
  return { ...make('urgency'), choices: chosen(make.sent('urgency'), 'urgency', offered) };
}

function transferForm({ panels, case: found }: Page, make: Maker): ReferralForms['transfer'] {
  const others = panels
    .filter(({ id, isActive }) => isActive && id !== found.panel.id)
    .map(({ id, name }) => ({ value: id, text: name, selected: false }));
  if (others.length === 0) return null;
  const offered = [{ value: '', text: 'Choose a panel', selected: false }, ...others];
  return { ...make('transfer'), panels: chosen(make.sent('transfer'), 'panel', offered) };
}

function actionForm({ panel, referringAgency }: Page['case'], make: Maker): ReferralForms['action'] {
  const agencies = new Map(panel.members.map(({ agency }) => [agency.id, agency.name]));
  agencies.set(referringAgency.id, referringAgency.name);
  const offered = [
    { value: '', text: 'Choose an agency', selected: false },
    ...[...agencies].map(([value, text]) => ({ value, text, selected: false })),
  ];
  const sent = make.sent('action');
  const category = sentText(sent, 'category') || 'VICTIM_SAFETY';
  return {
    ...make('action'),
    agencies: chosen(sent, 'agency', offered),
    categories: choicesOf(CATEGORY_WORDS, category),
  };
}

/** Filled in for today, an hour by video: what is most likely meant. */
function meetingForm({ panel }: Page['case'], { now }: Me, make: Maker): ReferralForms['meeting'] {
  const sent = make.sent('meeting');
  const isRefused = Object.keys(sent).length > 0;
  const typed = (name: string, usual: string) => (isRefused ? sentText(sent, name) : usual);
  return {
    ...make('meeting'),
    heldOn: typed('heldOn', londonDay(now)),
    startsAt: typed('startsAt', ''),
    durationMinutes: typed('durationMinutes', '60'),
    place: typed('place', panel.place),
  };
}

/** What others did to the referral since the reader opened the form. */
export function changesSince(
  { triageSteps }: Page['case'],
  sent: Sent,
  say: (step: Step) => string,
): string[] {
  const seenAt = sentText(sent, 'seenAt');
  const since = triageSteps.filter(({ at }) => at > seenAt).map(say);
  return since.length > 0 ? since : ['Something about the case was put on record.'];
}

type Step = Page['case']['triageSteps'][number];

/** The day of a step, for a sentence. */
export function dayOf({ at }: Pick<Step, 'at'>): string {
  return shortDay(londonDay(at));
}
