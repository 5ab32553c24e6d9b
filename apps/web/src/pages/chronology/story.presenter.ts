import type { Moment } from '#kernel';
import { plural, shortDay } from '../../layout/format.js';
import { STATUS_WORDS } from '../actions/action.words.js';
import {
  answerInWords,
  BEHAVIOUR_WORDS,
  codeInWords,
  codesInWords,
  DECISION_WORDS,
  scoreInWords,
  TOOL_WORDS,
} from '../cases/case.words.js';
import { stepTitle } from '../referrals/my-referrals.presenter.js';
import { ruleInWords } from '../referrals/triage.words.js';
import type { StoryOfCase } from './chronology.graphql.js';
import type { StoryEntry } from './chronology.view.js';

/** Where only the day is known, the entry stands at noon among those of the day. */
const noon = (day: string): Moment => `${day}T12:00:00.000Z` as Moment;

const plain = { details: [] as readonly string[], isNew: false, by: null, text: null };

/** What happened, newest first: referral and decisions, incidents, risk forms, flags, meetings, reviews and actions. */
export function storyOf(found: StoryOfCase): StoryEntry[] {
  return [
    ...referralEntries(found),
    ...found.incidents.map(incidentEntry),
    ...found.assessments.map(riskEntry),
    ...found.flags.flatMap(flagEntries),
    ...found.listings.flatMap(meetingEntries),
    ...found.outcomeReviews.map(reviewEntry),
    ...found.actions.flatMap(actionEntries),
  ].sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
}

/** The place of an entry in the story; no two entries of a case share one. */
export function placeOf({ at, key }: Pick<StoryEntry, 'at' | 'key'>): string {
  return `${at}_${key}`;
}

function referralEntries(found: StoryOfCase): StoryEntry[] {
  const steps = found.triageSteps.map((step): StoryEntry => ({
    ...plain,
    ...{ kind: 'referral', key: `step-${step.id}`, title: stepTitle(step), at: step.at },
    by: step.by?.name ?? null,
    text: step.words || null,
    details: step.signposts.map(
      ({ text, source, checkedOn }) => `${text} (${source}, checked ${shortDay(checkedOn)})`,
    ),
  }));
  if (found.triageSteps.some(({ kind }) => kind === 'SUBMITTED')) return steps;
  const { referredOn, submittedAt, referringAgency, referrerName } = found;
  const referred: StoryEntry = {
    ...plain,
    ...{ kind: 'referral', key: 'referred', title: `Referred by ${referringAgency.name}` },
    ...(submittedAt ? { at: submittedAt } : { at: noon(referredOn), on: referredOn }),
    by: referrerName || null,
  };
  return [referred, ...steps];
}

function incidentEntry(one: StoryOfCase['incidents'][number]): StoryEntry {
  return {
    ...plain,
    ...{ kind: 'incident', key: `incident-${one.id}` },
    title: one.isBreach ? 'Incident: breach of an order' : 'Incident',
    by: one.recordedBy?.name ?? null,
    at: noon(one.occurredOn),
    on: one.occurredOn,
    text: one.description || null,
    details: [
      `What they did: ${codesInWords(one.behaviours)}`,
      ...(one.channel ? [`How: ${codeInWords(one.channel)}`] : []),
      ...(one.place ? [`Where: ${one.place}`] : []),
      ...(one.evidenceReferences.length > 0 ? [`Evidence: ${one.evidenceReferences.join(', ')}`] : []),
      ...(one.isWeaponOrStrangulation ? ['Weapon or strangulation'] : []),
    ],
  };
}

function riskEntry(one: StoryOfCase['assessments'][number]): StoryEntry {
  const { name, most } = TOOL_WORDS[one.tool];
  return {
    ...plain,
    ...{ kind: 'risk', key: `risk-${one.id}`, at: one.recordedAt },
    title: `Risk result: ${name}, ${scoreInWords(one.score, most)}`,
    by: one.assessedBy?.name ?? null,
    text: one.rationale || null,
    details: [
      one.finding,
      ...one.answers.map(
        ({ question, answer, note }) => `${question} ${answerInWords(answer)}${note ? `: ${note}` : ''}`,
      ),
    ],
  };
}

function flagEntries(one: StoryOfCase['flags'][number]): StoryEntry[] {
  const { id, reason, rule, ruleVersion, flaggedAt, flaggedBy, clearedAt, clearedReason } = one;
  const set: StoryEntry = {
    ...plain,
    ...{ kind: 'flag', key: `flag-${id}`, title: 'Flagged for the panel', at: flaggedAt, text: reason },
    by: flaggedBy?.name ?? null,
    details: rule === null ? [] : [`Rule: ${ruleInWords({ name: rule, version: ruleVersion ?? 1 })}`],
  };
  if (!clearedAt) return [set];
  const cleared = { ...plain, title: 'Flag taken off', at: clearedAt, text: clearedReason };
  return [{ ...cleared, kind: 'flag', key: `unflag-${id}`, details: [`It said: ${reason}`] }, set];
}

const AT_MEETING: Readonly<Partial<Record<StoryOfCase['listings'][number]['state'], string>>> = {
  DISCUSSED: 'Heard by the panel',
  DEFERRED: 'Put off by the panel',
  NOT_REACHED: 'On the agenda, but not reached',
};

function meetingEntries(one: StoryOfCase['listings'][number]): StoryEntry[] {
  const what = AT_MEETING[one.state];
  if (!what) return [];
  const title = one.decision ? `${what}: ${DECISION_WORDS[one.decision].toLowerCase()}` : what;
  const { heldOn } = one.meeting;
  const place = { kind: 'meeting', key: `meeting-${one.id}`, at: noon(heldOn), on: heldOn } as const;
  return [{ ...plain, ...place, title, text: one.decisionReason || null }];
}

function reviewEntry(one: StoryOfCase['outcomeReviews'][number]): StoryEntry {
  return {
    ...plain,
    ...{ kind: 'meeting', key: `review-${one.id}`, title: 'Outcome review' },
    at: noon(one.reviewedOn),
    on: one.reviewedOn,
    text: one.summary || null,
    details: [
      `What the suspect does: ${BEHAVIOUR_WORDS[one.behaviour]}`,
      `The victim feels: ${codeInWords(one.victimFeels.toLowerCase()).toLowerCase()}`,
      plural(one.furtherIncidents, 'further incident'),
    ],
  };
}

function actionEntries(one: StoryOfCase['actions'][number]): StoryEntry[] {
  const { id, reference, text, agency, agreedAt, closedAt, dueOn, status, note } = one;
  const agreed: StoryEntry = {
    ...plain,
    ...{ kind: 'action', key: `agreed-${id}`, title: `Action ${reference} agreed`, at: agreedAt, text },
    details: [`For ${agency.name}, to be done by ${shortDay(dueOn)}`],
  };
  if (!closedAt) return [agreed];
  const title = `Action ${reference}: ${STATUS_WORDS[status].toLowerCase()}`;
  const closed = { ...plain, title, at: closedAt, text: note || null };
  return [{ ...closed, kind: 'action', key: `closed-${id}`, details: [text] }, agreed];
}
