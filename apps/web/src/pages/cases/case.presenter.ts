import { londonDay } from '#kernel';
import type { Fact, Link, PostForm } from '../../components/parts.view.js';
import { sentText, type Sent } from '../../http/index.js';
import { shortDay } from '../../layout/format.js';
import type { Me } from '../../session/frame.js';
import { mayReadNotes } from '../access/access.presenter.js';
import { actionRow } from '../actions/action-row.presenter.js';
import { sentReminders } from '../actions/reminders.presenter.js';
import { addIncident, escalationView } from '../chronology/chronology.presenter.js';
import { storyOf } from '../chronology/story.presenter.js';
import type { Reason } from '../meetings/prepare.view.js';
import { casePeople, safeContact } from './case-people.presenter.js';
import type { CaseOfPage } from './case.graphql.js';
import {
  answerInWords,
  codeInWords,
  codesInWords,
  DECISION_WORDS,
  LISTING_WORDS,
  RISK_LEVELS,
  scoreInWords,
  STATE_WORDS,
  TOOL_WORDS,
  whoInShort,
} from './case.words.js';
import { caseTags } from './cases.presenter.js';
import type { CaseView, FlagOfCase } from './cases.view.js';

/** A form of the case page that was refused, with what was typed. */
export type RefusedFlag = { form: 'flag' | 'unflag'; sent: Sent };

/** One case with everything this person may do with it. */
export function caseView(found: CaseOfPage, me: Me, refused: RefusedFlag | null): CaseView {
  const isOpened = found.openedByBreakGlassUntil !== null;
  const mayUpdate = me.permissions.includes('action:update') && !isOpened;
  const story = storyOf(found);
  const setting = { back: `/cases/${found.id}`, mayUpdate, namesAgency: true, refused: null };
  return {
    caseId: found.id,
    links: linksOf(found, me),
    version: found.version,
    reference: found.reference,
    who: whoInShort(found),
    stateText: STATE_WORDS[found.state],
    tags: [
      ...(found.isImminentThreat ? [{ text: 'Imminent threat', tone: 'magenta' } as const] : []),
      ...(found.handling === 'STANDARD'
        ? []
        : [{ text: codeInWords(found.handling.toLowerCase()), tone: 'navy' } as const]),
      ...caseTags(found),
    ],
    risk: RISK_LEVELS[found.riskLevel],
    facts: caseFacts(found),
    safeContact: safeContact(found),
    people: casePeople(found),
    priority: {
      band: found.priority.band,
      score: found.priority.low,
      scoreAtMost: found.priority.high > found.priority.low ? found.priority.high : null,
      components: found.priority.points.map(({ label, low, max }) => ({ label, points: low, most: max })),
      missing: found.priority.dataNeeded,
    },
    reasons: reasonsOf(found),
    riskResults: found.assessments.map(({ tool, score, level, assessedOn, assessedBy }) => ({
      on: assessedOn,
      tool: TOOL_WORDS[tool].name,
      score: scoreInWords(score, TOOL_WORDS[tool].most),
      level: RISK_LEVELS[level],
      by: assessedBy?.name ?? 'with the referral',
    })),
    actions: found.actions
      .toSorted((a, b) => Number(b.isOpen) - Number(a.isOpen) || (a.dueOn < b.dueOn ? -1 : 1))
      .map((action) => actionRow(action, setting)),
    flags: found.flags.map(flagOf),
    meetings: found.listings.map(({ meeting, state, decision }) => ({
      on: meeting.heldOn,
      panelName: found.panel.name,
      result: [LISTING_WORDS[state], decision ? DECISION_WORDS[decision].toLowerCase() : '']
        .filter(Boolean)
        .join(', '),
      link: { text: 'Meeting', href: `/meetings/${meeting.id}` },
    })),
    reminders: sentReminders(found.reminders).slice(0, MOST_REMINDERS),
    remindersInAll: found.reminders.length,
    escalation: escalationView(found.escalation),
    story: {
      entries: story.slice(0, LATEST_ENTRIES),
      inAll: story.length,
      href: `/cases/${found.id}/chronology`,
      add: addIncident(found, me),
    },
    ...formsOf(found, me, refused),
  };
}

const MOST_REMINDERS = 10;

/** How many of the latest entries of the chronology stand on the page of the case. */
const LATEST_ENTRIES = 5;

function linksOf({ id, openedByBreakGlassUntil, submittedAt }: CaseOfPage, me: Me): Link[] {
  if (openedByBreakGlassUntil !== null || !me.permissions.includes('conflict:declare')) return [];
  const links = [{ text: 'I have a conflict of interest', href: `/cases/${id}/conflict` }];
  if (mayReadNotes(me)) links.unshift({ text: 'Restricted notes', href: `/cases/${id}/notes` });
  if (me.permissions.includes('case:restrict'))
    links.unshift({ text: 'Who may see this case', href: `/cases/${id}/access` });
  if (me.permissions.includes('case:refer'))
    links.unshift({ text: 'Fill in a risk form', href: `/cases/${id}/assess` });
  links.unshift({ text: 'The same people in other cases', href: `/cases/${id}/links` });
  if (submittedAt) links.unshift({ text: 'The referral and its decision', href: `/referrals/${id}` });
  return links;
}

function caseFacts(found: CaseOfPage): Fact[] {
  const day = (value: CaseOfPage['referredOn'] | null) => (value ? shortDay(value) : null);
  const rows: [string, string | null][] = [
    ['Referred by', `${found.referringAgency.name}, ${shortDay(found.referredOn)}`],
    ['Referrer', found.referrerName],
    ['Panel', found.panel.name],
    ['Area', found.lpa],
    ['Why it was referred', codesInWords(found.criteria)],
    ['Concern', found.criteriaReason],
    ['Relationship', codeInWords(found.relationship)],
    ['What happens', codesInWords(found.behaviours)],
    ['Incidents', incidentsInWords(found)],
    ['Access to weapons', answerInWords(found.weaponsAccess)],
    ['Threats', answerInWords(found.threats)],
    ['Children', found.children === null ? 'Not known' : String(found.children)],
    ['Offences', codesInWords(found.offences)],
    ['Crime number', found.crimeNumber],
    ['Orders in force', codesInWords(found.ordersInForce)],
    ['Suspect is released on', day(found.suspectReleaseOn)],
    ['Advocate', codeInWords(found.advocateReferral)],
    ['Done already for safety', found.safetyActionsTaken.map(codeInWords).join(', ')],
    ['Last heard', day(found.lastDiscussedOn)],
    ['Held', found.heldUntil ? `Until ${shortDay(found.heldUntil)}: ${found.heldReason ?? ''}` : null],
    ['Closed', found.closedAt ? shortDay(londonDay(found.closedAt)) : null],
  ];
  return rows.flatMap(([term, value]) => (value ? [{ term, value }] : []));
}

/** How many incidents there were, and when the first and the last. */
export function incidentsInWords({
  firstIncidentOn,
  lastIncidentOn,
  incidents12m,
}: Pick<CaseOfPage, 'firstIncidentOn' | 'lastIncidentOn' | 'incidents12m'>): string {
  const parts = [
    incidents12m === null ? null : `${incidents12m} in 12 months`,
    firstIncidentOn ? `first on ${shortDay(firstIncidentOn)}` : null,
    lastIncidentOn ? `last on ${shortDay(lastIncidentOn)}` : null,
  ].filter((part) => part !== null);
  return parts.join(', ') || 'Not known';
}

/** Why the case stands in its band, then what gives it points. */
function reasonsOf({ priority }: CaseOfPage): Reason[] {
  const band = priority.bandReasons.map((text): Reason => ({
    lead: `Band ${priority.band}:`,
    text,
    kind: 'risk',
    points: null,
  }));
  const points = priority.points
    .filter(({ low, reason }) => low > 0 && reason)
    .map(({ label, reason, low }): Reason => ({
      lead: `${label}:`,
      text: reason,
      kind: 'plain',
      points: low,
    }));
  return [...band, ...points];
}

function flagOf({
  reason,
  rule,
  flaggedBy,
  flaggedAt,
  clearedAt,
  clearedReason,
}: CaseOfPage['flags'][number]): FlagOfCase {
  return {
    reason,
    by: flaggedBy?.name ?? `Rule: ${codeInWords((rule ?? '').replaceAll('-', '_'))}`,
    at: flaggedAt,
    cleared: clearedAt
      ? `Off since ${shortDay(londonDay(clearedAt))}${clearedReason ? `: ${clearedReason}` : ''}`
      : null,
  };
}

function formsOf(
  found: CaseOfPage,
  me: Me,
  refused: RefusedFlag | null,
): Pick<CaseView, 'flag' | 'withdrawFlag'> {
  const isOver = found.state === 'CLOSED' || found.state === 'WITHDRAWN';
  const mayFlag = me.permissions.includes('case:flag') && !isOver && found.openedByBreakGlassUntil === null;
  const open = found.flags.filter(({ clearedAt }) => clearedAt === null);
  // What a rule flagged stays flagged until the panel has heard it.
  const mayTakeOff = mayFlag && open.some(({ rule }) => rule === null);
  const typed = (form: RefusedFlag['form']) =>
    refused?.form === form ? sentText(refused.sent, 'reason') : '';
  const post = (name: string): PostForm => ({ action: `/cases/${found.id}/${name}`, fields: {} });
  return {
    flag:
      mayFlag && open.length === 0
        ? { ...post('flag'), panelName: found.panel.name, reason: typed('flag') }
        : null,
    withdrawFlag: mayTakeOff
      ? { ...post('unflag'), reason: typed('unflag'), open: refused?.form === 'unflag' }
      : null,
  };
}
