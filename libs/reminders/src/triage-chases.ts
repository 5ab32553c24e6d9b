import { addWorkingDays, atLondon, type BankHolidays, type Day, londonDay, type Moment } from '#kernel';
import type { ClockStop } from '#cases';
import { hoursOf, type Panel, type TriageSettings, triageSettingsOf, type Urgency } from '#panels';
import type { Chase } from './chase.js';
import { ANSWER_POLICY, DECISION_POLICY, TRANSFER_POLICY } from './triage-reminder-policy.js';
import type { ReminderFacts } from './reminder-policy.rules.js';

/** A panel as far as the reminders of triage care: who answers for it, and its settings as the database has them. */
type PanelColumns = {
  panelId: string;
  nation: Panel['nation'];
  chairId: string | null;
  coordinatorId: string | null;
  panelLpa: string | null;
  triageSettings: string | null;
  /** The agency of the chair: whose strategic lead comes first. */
  hostId: string | null;
};

/** A referral in triage, or that was, as the database has it. */
export type ReferralRow = PanelColumns & {
  caseId: string;
  isOpen: boolean | number;
  isStopped: boolean | number;
  urgency: Urgency;
  startsAt: Moment;
  amberAt: Moment | null;
  redAt: Moment | null;
  dueAt: Moment | null;
  stops: string;
  referringAgencyId: string;
  referrerId: string | null;
  deputyId: string | null;
};

/** A transfer, as the database has it. */
export type TransferRow = PanelColumns & {
  transferId: string;
  caseId: string;
  askedAt: Moment;
  settledAt: Moment | null;
};

const PANEL = `p.id as "panelId", p.nation, p.chair_id as "chairId", p.coordinator_id as "coordinatorId",
    p.lpa as "panelLpa", p.triage_settings as "triageSettings", h.agency_id as "hostId"`;

/** Reads {@link ReferralRow}; the condition on `t`, the triage, goes behind it. */
export const SELECT_REFERRALS = `
  select t.case_id as "caseId", t.is_open as "isOpen", t.is_stopped as "isStopped", t.urgency,
         t.starts_at as "startsAt", t.amber_at as "amberAt", t.red_at as "redAt", t.due_at as "dueAt", t.stops,
         c.referring_agency_id as "referringAgencyId", o.id as "referrerId", d.id as "deputyId", ${PANEL}
    from triage t
    join case_file c on c.id = t.case_id
    join panel p on p.id = t.panel_id
    left join person h on h.id = coalesce(p.chair_id, p.coordinator_id)
    left join person o on o.agency_id = c.referring_agency_id and o.id = (
         select s.by_id from triage_step s where s.case_id = t.case_id and s.kind = 'submitted' order by s.at limit 1)
    left join person d on d.id = o.deputy_id and d.is_active = :isActive and d.kind = 'person'`;

/** Reads {@link TransferRow}; the condition on `t`, the transfer, goes behind it. */
export const SELECT_TRANSFERS = `
  select t.id as "transferId", t.case_id as "caseId", t.asked_at as "askedAt", t.settled_at as "settledAt", ${PANEL}
    from case_transfer t
    join panel p on p.id = t.to_panel_id
    left join person h on h.id = coalesce(p.chair_id, p.coordinator_id)`;

/** The chase of the decision that a panel owes on a referral. It pauses while the referrer is asked for something. */
export function decisionChase(row: ReferralRow, holidays: BankHolidays): Chase {
  const settings = settingsOf(row);
  const isRoundTheClock = hoursOf(settings, row.urgency).counting === 'round_the_clock';
  const usual = { urgent: 'high', high: 'high', standard: 'routine' } as const;
  const priority = row.urgency === 'urgent' && isRoundTheClock ? 'critical' : usual[row.urgency];
  const dueAt = row.dueAt ?? row.startsAt;
  return {
    duty: 'decision',
    dutyId: row.caseId,
    actionId: null,
    caseId: row.caseId,
    isOpen: Boolean(row.isOpen),
    isPaused: Boolean(row.isStopped) || row.dueAt === null,
    facts: {
      ...PLAIN,
      priority,
      agreedAt: row.startsAt,
      acknowledgedAt: row.startsAt,
      dueOn: londonDay(dueAt),
      dueAt,
      marks: { amber: row.amberAt, red: row.redAt },
    },
    policy: DECISION_POLICY,
    holidays,
    circle: circleOf(row),
  };
}

/** The chase of the answer that a referrer owes, as long as the clock of the panel stands still for it. */
export function answerChase(row: ReferralRow, holidays: BankHolidays): Chase {
  const stops = JSON.parse(row.stops) as ClockStop[];
  const asked = stops.findLast(({ to }) => to === null)?.from;
  const from = asked ?? row.startsAt;
  return {
    duty: 'answer',
    dutyId: row.caseId,
    actionId: null,
    caseId: row.caseId,
    isOpen: Boolean(row.isOpen) && asked !== undefined,
    isPaused: false,
    facts: { ...within(from, settingsOf(row), 'answerDays', holidays), hasDeputy: row.deputyId !== null },
    policy: ANSWER_POLICY,
    holidays,
    circle: {
      ...circleOf(row),
      agencyId: row.referringAgencyId,
      ownerId: row.referrerId,
      deputyId: row.deputyId,
    },
  };
}

/** The chase of the word that a panel owes on a case that another hands over to it. */
export function transferChase(row: TransferRow, holidays: BankHolidays): Chase {
  return {
    duty: 'transfer',
    dutyId: row.transferId,
    actionId: null,
    caseId: row.caseId,
    isOpen: row.settledAt === null,
    isPaused: false,
    facts: within(row.askedAt, settingsOf(row), 'acknowledgeDays', holidays),
    policy: TRANSFER_POLICY,
    holidays,
    circle: circleOf(row),
  };
}

const PLAIN = { givenAt: null, nextMeetingOn: null, hasDeputy: false, pausedUntil: null } as const;

/** Something that is owed so many working days after it was asked, by the end of that day. */
function within(
  from: Moment,
  settings: TriageSettings,
  days: 'answerDays' | 'acknowledgeDays',
  holidays: BankHolidays,
): ReminderFacts {
  const dueOn: Day = addWorkingDays(londonDay(from), settings[days], holidays);
  const dueAt = atLondon(dueOn, settings.endOfDay);
  return { ...PLAIN, priority: 'routine', agreedAt: from, acknowledgedAt: from, dueOn, dueAt };
}

function settingsOf({ triageSettings }: PanelColumns): TriageSettings {
  return triageSettingsOf({
    triageSettings: triageSettings ? (JSON.parse(triageSettings) as Partial<TriageSettings>) : null,
  });
}

function circleOf({ panelId, chairId, coordinatorId, panelLpa, hostId }: PanelColumns): Chase['circle'] {
  return {
    panelId,
    chairId,
    coordinatorId,
    panelLpa,
    agencyId: hostId ?? '',
    ownerId: null,
    deputyId: null,
  };
}
