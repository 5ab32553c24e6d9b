import type { ResultOf } from '#api-client';
import type { Moment } from '#kernel';

import type { Fact, Table, Tag, TimelineEntry } from '../../components/parts.view.js';
import { momentText, shortDay } from '../../layout/format.js';
import type { Me } from '../../session/frame.js';
import { actionRow } from '../actions/action-row.presenter.js';
import { incidentsInWords } from '../cases/case.presenter.js';
import { casePeople, safeContact } from '../cases/case-people.presenter.js';
import {
  answerInWords,
  codeInWords,
  codesInWords,
  RISK_LEVELS,
  scoreInWords,
  STATE_WORDS,
  TOOL_WORDS,
  whoInShort,
} from '../cases/case.words.js';
import { stepTitle } from './my-referrals.presenter.js';
import { changesSince, declinedBeforeAppeal, type RefusedReferral, referralForms } from './referral.forms.js';
import { linkedRows } from './referral-links.presenter.js';
import type { ReferralOfPage, ReferralPage } from './referral.graphql.js';
import type { ReferralView } from './referral.view.js';
import { markTags, transferRows, urgencyInWords } from './referrals.presenter.js';
import { clockTag, urgencyTag } from './triage.words.js';

type Page = ResultOf<typeof ReferralPage>;

/** A form that was refused, and whether because somebody else was first. */
export type Refused = RefusedReferral & { status: 409 | 422 };

/** One referral as this reader sees it. */
export function referralView(data: Page, me: Me, refused: Refused | null): ReferralView {
  const found = data.case;
  const runs = me.permissions.includes('case:triage');
  const setting = {
    back: `/referrals/${found.id}`,
    mayUpdate: me.permissions.includes('action:update') && found.openedByBreakGlassUntil === null,
    namesAgency: true,
    refused: null,
  };
  const forms = referralForms(data, me, refused);
  const [transfer] = found.transfer ? transferRows([found.transfer], runs ? [found.panel.id] : []) : [];
  return {
    reference: found.reference,
    who: whoInShort(found),
    stateText: STATE_WORDS[found.state],
    tags: tagsOf(found),
    risk: RISK_LEVELS[found.riskLevel],
    links: [{ text: 'The whole case', href: `/cases/${found.id}` }],
    openedUntil: found.openedByBreakGlassUntil,
    conflict:
      refused?.status === 409
        ? {
            theirs: changesSince(
              found,
              refused.sent,
              (step) => `${stepTitle(step)}, by ${step.by?.name ?? 'a rule'}, ${momentText(step.at)}`,
            ),
          }
        : null,
    urgency: whyUrgent(found),
    safeContact: safeContact(found),
    people: casePeople(found),
    why: whyReferred(found),
    behaviour: behaviourOf(found),
    incidents: incidentsOf(found),
    riskResults: found.assessments.map((one) => ({
      on: one.assessedOn,
      tool: TOOL_WORDS[one.tool].name,
      score: scoreInWords(one.score, TOOL_WORDS[one.tool].most),
      level: RISK_LEVELS[one.level],
      by: one.assessedBy?.name ?? 'with the referral',
    })),
    linked: linkedRows(data.linksOfCase),
    alsoElsewhere: alsoElsewhere(data.linksOfCase.alsoElsewhere.length),
    actions: found.actions.map((action) => actionRow(action, setting)),
    advice: found.triageSteps.at(-1)?.signposts ?? [],
    timeline: storyOf(found),
    transfer: transfer ?? null,
    forms,
    cannotDecide: cannotDecide(found, me),
  };
}

function cannotDecide(found: ReferralOfPage, me: Me): string | null {
  if (!me.permissions.includes('case:triage') || !found.triage?.clock) return null;
  if (declinedBeforeAppeal(found) !== me.person.id) return null;
  return 'You declined this referral. Somebody else who runs the panel has to decide on the appeal.';
}

function tagsOf(found: ReferralOfPage): Tag[] {
  const { triage } = found;
  return [
    ...(triage?.clock ? [clockTag(triage.clock)] : []),
    ...(triage ? [urgencyTag(triage.urgency)] : []),
    ...markTags(found),
    ...(found.isImminentThreat ? [{ text: 'Imminent threat', tone: 'red' } as const] : []),
    ...(found.handling === 'STANDARD'
      ? []
      : [{ text: codeInWords(found.handling.toLowerCase()), tone: 'navy' } as const]),
  ];
}

function whyUrgent({ triage, submittedAt }: ReferralOfPage): ReferralView['urgency'] {
  if (!triage) return { lead: '', reasons: [], rule: '', facts: [] };
  const { lead, rule, source } = urgencyInWords(triage);
  const { clock, waited, receivedAt } = triage;
  const rows: [string, string | null][] = [
    ['Received', momentText(receivedAt)],
    ['First submitted', firstSubmitted(submittedAt, receivedAt)],
    [clock ? 'Waiting' : 'Waited', waited],
    ['Clock', clock ? clockInWords(clock) : null],
  ];
  return {
    lead,
    reasons: triage.ruleReasons,
    rule: `${rule}. Source: ${source}.`,
    facts: factsOf(rows),
  };
}

/** Only where the referral has come back since. */
function firstSubmitted(submittedAt: Moment | null, receivedAt: Moment): string | null {
  const first = submittedAt ? momentText(submittedAt) : null;
  return first === momentText(receivedAt) ? null : first;
}

type Clock = NonNullable<NonNullable<ReferralOfPage['triage']>['clock']>;

function clockInWords({ colour, inWords, dueAt }: Clock): string {
  if (colour === 'STOPPED') return 'Stands still until the referrer answers';
  return dueAt ? `${inWords}: decide by ${momentText(dueAt)}` : inWords;
}

function factsOf(rows: readonly [string, string | null][]): Fact[] {
  return rows.flatMap(([term, value]) => (value ? [{ term, value }] : []));
}

function whyReferred(found: ReferralOfPage): Fact[] {
  return factsOf([
    ['Referred by', `${found.referringAgency.name}, ${shortDay(found.referredOn)}`],
    ['Referrer', found.referrerName],
    ['Panel', found.panel.name],
    ['Area', found.lpa],
    ['Criteria', codesInWords(found.criteria)],
    ['Concern', found.criteriaReason],
    ['Advocate', codeInWords(found.advocateReferral)],
    ['Done already for safety', found.safetyActionsTaken.map(codeInWords).join(', ') || 'None recorded'],
    ['Orders in force', codesInWords(found.ordersInForce)],
    ['Offences', codesInWords(found.offences)],
    ['Crime number', found.crimeNumber],
    ['Children', found.children === null ? 'Not known' : String(found.children)],
  ]);
}

function behaviourOf(found: ReferralOfPage): Fact[] {
  return factsOf([
    ['What happens', codesInWords(found.behaviours)],
    ['Relationship', codeInWords(found.relationship)],
    ['Incidents', incidentsInWords(found)],
    ['Access to weapons', answerInWords(found.weaponsAccess)],
    ['Threats', answerInWords(found.threats)],
    ['Suspect is released on', found.suspectReleaseOn ? shortDay(found.suspectReleaseOn) : null],
  ]);
}

const MOST_INCIDENTS = 10;

function incidentsOf({ incidents }: ReferralOfPage): Table {
  return {
    caption:
      incidents.length > MOST_INCIDENTS
        ? `The latest ${MOST_INCIDENTS} of ${incidents.length} incidents`
        : 'Incidents',
    columns: [{ text: 'Day' }, { text: 'What happened' }],
    rows: incidents.slice(0, MOST_INCIDENTS).map((one) => [
      { text: shortDay(one.occurredOn) },
      {
        text: [
          codesInWords(one.behaviours),
          one.isBreach ? 'Breach of an order' : '',
          one.isWeaponOrStrangulation ? 'Weapon or strangulation' : '',
          one.description,
        ]
          .filter(Boolean)
          .join('. '),
      },
    ]),
    empty: 'No incident is on record one by one.',
  };
}

function alsoElsewhere(count: number): string | null {
  if (count === 0) return null;
  return 'Somebody in this referral is also in a case of another panel, of which no more may be said here.';
}

/** What happened to the referral, newest first. */
function storyOf({ triageSteps }: ReferralOfPage): TimelineEntry[] {
  return triageSteps.toReversed().map((step) => ({
    title: stepTitle(step),
    by: step.by?.name ?? null,
    at: step.at,
    text: step.words || null,
    details: step.signposts.map(
      ({ text, source, checkedOn }) => `${text} (${source}, checked ${shortDay(checkedOn)})`,
    ),
    isNew: false,
  }));
}
