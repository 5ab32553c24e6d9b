import type { Agency } from '#agencies';
import { CaseFile, NEVER_DUE, Triage, triageClock, urgencyRank } from '#cases';
import { type Clock, type Day } from '#kernel';
import { type Panel, triageSettingsOf } from '#panels';
import type { Database } from '#platform';
import { aCase, type GivenCase } from './cases.js';

/** What a made-up referral may be given beside what a case may: how it stands in triage. */
export type GivenReferral = GivenCase & { triage?: Partial<Triage> };

/** The row of a referral in triage, standard and received now, unless something else is given. */
export function aTriage(caseFile: CaseFile, clock: Clock, panel: Panel, given: Partial<Triage> = {}): Triage {
  const urgency = given.urgency ?? 'standard';
  const receivedAt = given.receivedAt ?? clock.now();
  const stops = given.stops ?? [];
  const running = triageClock({ receivedAt, urgency, stops }, triageSettingsOf(panel), new Set());
  return {
    caseId: caseFile.id,
    panelId: panel.id,
    isOpen: true,
    urgency,
    rank: urgencyRank(urgency),
    ruleUrgency: urgency,
    ruleVersion: 1,
    ruleReasons: ['No rule makes it more urgent'],
    raisedById: null,
    reviewOn: '9999-12-31' as Day,
    receivedAt,
    stops,
    ...running,
    sortAt: running.dueAt ?? NEVER_DUE,
    settledAt: null,
    settledById: null,
    outcome: null,
    declinedById: null,
    appealedAt: null,
    version: 1,
    ...given,
  };
}

/** Puts a referral before those who run the panel: nobody has decided on it, unless something else is given. */
export async function aReferral(
  db: Database,
  clock: Clock,
  panel: Panel,
  agency: Agency,
  { triage = {}, ...given }: GivenReferral = {},
): Promise<CaseFile> {
  const submittedAt = triage.receivedAt ?? clock.now();
  const inTriage = { state: 'triage' as const, submittedAt, flagReason: null };
  const caseFile = await aCase(db, clock, panel, agency, { ...inTriage, ...given });
  await db.transaction(async () => {
    await db.writing.insert(Triage, aTriage(caseFile, clock, panel, triage));
  });
  return caseFile;
}
