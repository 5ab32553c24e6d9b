import { parseDay } from '#kernel';
import type { VariablesOf } from '#api-client';
import { type InputPlaces, sentChoices, sentText, type Sent } from '../../http/index.js';
import type { Problem } from '../../session/visits.js';
import { BEHAVIOUR_CODES, CHANNEL_CODES, codeInWords } from '../cases/case.words.js';
import { ruleInWords } from '../referrals/triage.words.js';
import type { CaseOfIncident, CaseOfRecorded, RecordIncident } from './chronology.graphql.js';
import { addIncident, escalationView, isOver } from './chronology.presenter.js';
import type { IncidentView, RecordedView } from './chronology.view.js';
import type { Me } from '../../session/frame.js';

type Input = VariablesOf<typeof RecordIncident>['input'];

/** Most references of evidence of one incident, and the longest, as the API takes them. */
const MOST_EVIDENCE = { lines: 20, letters: 200 };

/** Where the inputs of the form stand. */
export const INCIDENT_PLACES: InputPlaces = {
  occurredOn: { id: 'occurred-on', label: 'When it happened' },
  behaviours: { id: 'behaviours', label: 'What they did' },
  channel: { id: 'channel', label: 'How they got in touch' },
  place: { id: 'place', label: 'Where' },
  description: { id: 'description', label: 'What happened' },
  evidenceReferences: { id: 'evidence', label: 'Where the evidence is kept' },
};

/** The incident as it was typed, or what is wrong before the API is asked. */
export function sentIncident(
  caseId: string,
  sent: Sent,
): { ok: true; input: Input } | { ok: false; problems: Problem[] } {
  const occurredOn = parseDay(sentText(sent, 'occurredOn').trim());
  const evidenceReferences = sentText(sent, 'evidence')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const problems: Problem[] = [];
  const behaviours = sentChoices(sent, 'behaviours');
  if (!occurredOn) problems.push({ field: 'occurredOn', text: 'Say on what day it happened.' });
  if (behaviours.length === 0)
    problems.push({ field: 'behaviours', text: 'Choose at least one thing that they did.' });
  if (sentText(sent, 'description').trim().length < 3)
    problems.push({ field: 'description', text: 'Say in a few words what happened.' });
  const { lines, letters } = MOST_EVIDENCE;
  if (evidenceReferences.length > lines || evidenceReferences.some((line) => line.length > letters))
    problems.push({
      field: 'evidenceReferences',
      text: `Give at most ${lines} references, each of at most ${letters} letters.`,
    });
  if (!occurredOn || problems.length > 0) return { ok: false, problems };
  const input: Input = {
    ...{ caseId, occurredOn, behaviours, evidenceReferences },
    channel: sentText(sent, 'channel'),
    place: sentText(sent, 'place'),
    description: sentText(sent, 'description'),
    isBreach: sentText(sent, 'isBreach') === 'yes',
    isWeaponOrStrangulation: sentText(sent, 'isWeapon') === 'yes',
  };
  return { ok: true, input };
}

/** The form for an incident, with what was typed before. */
export function incidentView(found: CaseOfIncident, sent: Sent): IncidentView {
  const chosen = sentChoices(sent, 'behaviours');
  const channel = sentText(sent, 'channel');
  return {
    reference: found.reference,
    back: { text: 'Back to the case', href: `/cases/${found.id}` },
    cannot: isOver(found)
      ? 'Nothing can be added to this case: it is closed, or no panel took it on. Refer it again if something new has happened.'
      : null,
    form: { action: `/cases/${found.id}/incidents/new`, fields: {} },
    occurredOn: sentText(sent, 'occurredOn'),
    behaviours: {
      ...{ id: 'behaviours', name: 'behaviours', kind: 'many', label: 'What did they do?' },
      ...{ hint: 'Choose everything that fits.', value: '', rows: 0, note: null },
      options: BEHAVIOUR_CODES.map((value) => ({
        ...{ value, text: codeInWords(value), chosen: chosen.includes(value) },
      })),
    },
    channels: ['', ...CHANNEL_CODES].map((value) => ({
      value,
      text: value === '' ? 'Not known' : codeInWords(value),
      selected: value === channel,
    })),
    place: sentText(sent, 'place'),
    description: sentText(sent, 'description'),
    evidence: sentText(sent, 'evidence'),
    isBreach: sentText(sent, 'isBreach') === 'yes',
    isWeapon: sentText(sent, 'isWeapon') === 'yes',
  };
}

/** What the rules say now that an incident is in the log. */
export function recordedView(found: CaseOfRecorded, me: Me): RecordedView {
  return {
    reference: found.reference,
    escalation: escalationView(found.escalation),
    flags: found.flags.flatMap(({ rule, ruleVersion, reason, clearedAt }) =>
      rule === null || clearedAt !== null
        ? []
        : [`${reason} (${ruleInWords({ name: rule, version: ruleVersion ?? 1 })})`],
    ),
    band: found.priority.band,
    bandReasons: found.priority.bandReasons,
    next: [
      { text: 'See the chronology', href: `/cases/${found.id}/chronology` },
      ...addIncident(found, me).map(({ href }) => ({ text: 'Add another incident', href })),
      { text: 'Back to the case', href: `/cases/${found.id}` },
    ],
  };
}
