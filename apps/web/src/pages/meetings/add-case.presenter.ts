import { dayMonth, plural } from '../../layout/format.js';
import type { AddableCase, AddCaseView } from './add-case.view.js';
import { riskOf, whoOf } from './meeting.words.js';
import type { AddCaseOfPage } from './prepare.graphql.js';

type FlaggedCase = AddCaseOfPage['cases']['edges'][number]['node'];

/** The flagged cases of the meeting's panel, to add one. */
export function addCaseView(
  { meeting, cases }: Pick<AddCaseOfPage, 'meeting' | 'cases'>,
  sent: { search: string; caseId: string; reason: string },
): AddCaseView {
  const base = `/meetings/${meeting.id}`;
  const ofPanel = cases.edges.map(({ node }) => node).filter(({ panel }) => panel.id === meeting.panel.id);
  const fields = { panel: meeting.panel.id };
  return {
    panelName: meeting.panel.name,
    on: meeting.heldOn,
    isAddendum: meeting.publishedAt !== null,
    search: { action: `${base}/add`, fields, value: sent.search },
    form: { action: `${base}/add`, fields: { ...fields, q: sent.search } },
    cases: ofPanel.map((one) => addable(one, sent.caseId)),
    more: Math.max(0, cases.totalCount - cases.edges.length),
    reason: sent.reason,
    back: `${base}/prepare`,
  };
}

function addable(one: FlaggedCase, chosen: string): AddableCase {
  const waits = one.daysWaiting === null ? [] : [`waiting ${plural(one.daysWaiting, 'day')}`];
  const held = one.heldUntil ? [`held until ${dayMonth(one.heldUntil)}`] : [];
  return {
    caseId: one.id,
    reference: one.reference,
    who: whoOf(one),
    detail: [one.referringAgency.name, ...waits, ...held].join(', '),
    risk: riskOf(one.riskLevel),
    selected: one.id === chosen,
  };
}
