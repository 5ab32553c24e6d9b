import type { Person } from '#agencies';
import {
  type DraftAnswer,
  NO_REFERRAL_DETAILS,
  ReferralDetails,
  ReferralDraft,
  REFERRAL_WORDS,
} from '#cases';
import { type Clock, newId } from '#kernel';
import type { Database } from '#platform';

/** Answers to everything that a referral must say, as they are typed. */
export function completeAnswers(panelId: string): DraftAnswer[] {
  const typed: Record<string, string | string[]> = {
    isImminentThreat: 'no',
    'victim.phone': '07700 900111',
    'victim.safeToCall': 'yes',
    'victim.firstName': 'Ada',
    'victim.lastName': 'Marlowe',
    'victim.bornOn': '1990-04-12',
    victimAware: 'no_unsafe',
    lawfulBases: ['vital_interests'],
    lawfulReason: 'He reads her messages',
    victimWishes: ['stop_contact'],
    wantsPoliceContact: 'no',
    suspectKnown: 'yes',
    'suspect1.firstName': 'Martin',
    'suspect1.lastName': 'Drayhurst',
    relationship: 'ex_partner',
    weaponsAccess: 'unknown',
    threats: 'yes',
    behaviours: ['following', 'fake_accounts'],
    channels: ['in_person', 'social_platform'],
    lastIncidentOn: '2026-11-18',
    incidents12m: '6',
    'four.fixated': 'yes',
    'four.fixated.note': 'Asks everybody about her',
    'four.obsessive': 'yes',
    'four.obsessive.note': 'Waits outside for hours',
    'four.unwanted': 'yes',
    'four.unwanted.note': 'She has told him to stop',
    'four.repeated': 'unknown',
    othersAtRisk: ['none'],
    offences: ['none'],
    ordersInForce: ['none'],
    otherForums: ['none'],
    safetyActionsTaken: 'Changed the locks\nTold the school',
    advocateReferral: 'made',
    advocateAgency: 'Northbridge Stalking Advocacy',
    panelId,
    criteria: ['professional_judgement'],
    criteriaReason: 'It gets worse each week',
    riskLevel: 'medium',
    managerName: 'Priya Sandwick',
  };
  return Object.entries(typed).map(([field, values]) => ({ field, values: [values].flat() }));
}

/** A referral that somebody has begun, with these answers. */
export async function aDraft(
  db: Database,
  clock: Clock,
  person: Person,
  answers: readonly DraftAnswer[] = [],
): Promise<ReferralDraft> {
  const draft: ReferralDraft = {
    id: newId(),
    personId: person.id,
    agencyId: person.agencyId,
    answers: Object.fromEntries(answers.map(({ field, values }) => [field, [...values]])),
    startedAt: clock.now(),
    savedAt: clock.now(),
    caseId: null,
    submittedAt: null,
    version: 1,
  };
  await db.transaction(async () => void (await db.writing.insert(ReferralDraft, draft)));
  return draft;
}

/** The rest of the referral form of a case. */
export async function someDetails(
  db: Database,
  caseId: string,
  words: ReferralDetails['words'] = {},
): Promise<void> {
  const columns = Object.fromEntries(
    Object.entries(NO_REFERRAL_DETAILS).filter(
      ([name]) => !(REFERRAL_WORDS as readonly string[]).includes(name),
    ),
  ) as Omit<ReferralDetails, 'id' | 'caseId' | 'words'>;
  const row: ReferralDetails = { ...columns, id: newId(), caseId, words };
  await db.transaction(async () => void (await db.writing.insert(ReferralDetails, row)));
}
