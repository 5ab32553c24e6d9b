import { addMinutes, atLondon, type Day, londonDay, type Moment, type TimeOfDay } from '#kernel';
import type { Person } from '#agencies';
import {
  type ClockStop,
  NEVER_DUE,
  profileOf,
  standsUntil,
  type Triage,
  triageClock,
  type TriageStep,
  type TriageStepKind,
  URGENCY_RULE,
  urgencyOf,
  urgencyRank,
} from '#cases';
import { triageSettingsOf } from '#panels';
import {
  answerChase,
  type Audience,
  type Chase,
  decisionChase,
  nextAtOf,
  REMINDER_TEMPLATE_VERSION,
  reminderSteps,
  templateOf,
} from '#reminders';
import type { Directory } from './agencies.demo.js';
import { makeCase, type Wanted } from './cases.demo.js';
import type { DemoCase } from './demo-case.js';
import type { Row } from './demo-rows.js';
import type { DemoWorld } from './demo-world.js';
import { factsOn } from './facts.demo.js';
import { flagCase } from './flags.demo.js';
import type { DemoPanel } from './panels.demo.js';

/** What happened to a referral in triage up to now. Moments that would be in the future are not reached yet. */
type Story = Wanted & {
  receivedAt: Moment;
  /** Asked for something, and not answered. */
  returnedAt?: Moment;
  /** Declined, and appealed against. */
  declinedAt?: Moment;
  appealedAt?: Moment;
};

const WORDS = {
  returned:
    'Is the vehicle his own or his employer’s, and has anybody spoken to the employer? Please say also what the advocate has arranged.',
  declined: 'Two events four months apart, each dealt with by the agency. No pattern is shown yet.',
  appealed: 'Two neighbours have now said that the same car waited outside on six evenings.',
} as const;

/** Referrals on which nobody has decided: one is late, one was returned, one is urgent, one came back by an appeal, one is new. */
export function fillTriage(world: DemoWorld, directory: Directory, panel: DemoPanel): void {
  const at = (workingDays: number, time: string): Moment => {
    const day: Day = world.workingDay(world.today, -workingDays);
    return atLondon(day, time as TimeOfDay);
  };
  const stories: Story[] = [
    { receivedAt: at(5, '10:20'), risk: 'standard', isKnownRepeat: false },
    { receivedAt: at(2, '09:40'), returnedAt: at(2, '15:10'), risk: 'high', children: 1 },
    { receivedAt: addMinutes(world.now, -95), risk: 'very_high', isImminent: true, children: 2 },
    {
      receivedAt: at(12, '11:05'),
      declinedAt: at(10, '10:30'),
      appealedAt: at(1, '12:15'),
      risk: 'medium',
      isKnownRepeat: false,
    },
    { receivedAt: at(1, '11:50'), risk: 'medium' },
  ];
  for (const story of stories) refer(world, directory, panel, story);
}

function refer(world: DemoWorld, directory: Directory, panel: DemoPanel, story: Story): void {
  const { receivedAt, returnedAt, declinedAt, appealedAt, ...wanted } = story;
  const made = makeCase(world, directory, panel, londonDay(receivedAt), wanted);
  const { file, dice } = made;
  Object.assign(file, { createdAt: receivedAt, submittedAt: receivedAt });
  // Everything on record of it came with the referral, at the latest.
  for (const one of [...made.incidents, ...made.assessments])
    if (one.recordedAt > receivedAt) one.recordedAt = receivedAt;
  for (const access of world.rows.caseAccess) if (access.caseId === file.id) access.grantedAt = receivedAt;
  flagCase(world, directory, made);
  file.state = returnedAt ? 'returned_for_information' : 'triage';
  const referrer = dice.pick(directory.workers(file.referringAgencyId));
  Object.assign(file, { referrerName: referrer.name, referrerEmail: referrer.email });
  const triage = triageOf(world, made, story);
  world.rows.triages.push(triage);
  const { chairId, coordinatorId } = panel.row;
  const step = (kind: TriageStepKind, at: Moment, byId: string | null, more: Partial<TriageStep> = {}) =>
    world.rows.triageSteps.push({
      ...{ id: world.id(), caseId: file.id, kind, at, byId },
      ...{ words: '', forum: null, signposts: [], ...more },
    });
  step('submitted', receivedAt, referrer.id);
  if (returnedAt) step('returned', returnedAt, coordinatorId, { words: WORDS.returned });
  if (declinedAt) step('declined', declinedAt, chairId, { words: WORDS.declined, signposts: ['danger_999'] });
  if (appealedAt) step('appealed', appealedAt, referrer.id, { words: WORDS.appealed });
  chase(world, directory, made, triage, referrer);
}

function triageOf(
  world: DemoWorld,
  made: DemoCase,
  { receivedAt, returnedAt, appealedAt }: Story,
): Row<Triage> {
  const { file, panel, victim } = made;
  const facts = factsOn(world, made, world.today);
  const { urgency, reasons } = urgencyOf(facts, world.today);
  const stops: ClockStop[] = returnedAt ? [{ from: returnedAt, to: null }] : [];
  const countsFrom = appealedAt ?? receivedAt;
  const settings = triageSettingsOf(panel.row);
  const clock = triageClock({ receivedAt: countsFrom, urgency, stops }, settings, world.holidays);
  const terms = { today: world.today, profile: profileOf('essex-behavioural') };
  return {
    caseId: file.id,
    panelId: panel.row.id,
    isOpen: true,
    urgency,
    rank: urgencyRank(urgency),
    ruleUrgency: urgency,
    ruleVersion: URGENCY_RULE.version,
    ruleReasons: reasons,
    raisedById: null,
    reviewOn: standsUntil(facts, { victimBornOn: victim.bornOn, accessEndsOn: null }, terms),
    receivedAt: countsFrom,
    stops,
    ...clock,
    sortAt: clock.dueAt ?? NEVER_DUE,
    settledAt: null,
    settledById: null,
    outcome: null,
    declinedById: appealedAt ? panel.row.chairId : null,
    appealedAt: appealedAt ?? null,
  };
}

/** What was said of it so far, and when to look at it next: as the worker would have done it. */
function chase(
  world: DemoWorld,
  directory: Directory,
  { file, panel }: DemoCase,
  triage: Row<Triage>,
  referrer: Row<Person>,
): void {
  const { nation, chairId, coordinatorId, lpa } = panel.row;
  const row = {
    ...triage,
    ...{ nation, chairId, coordinatorId, panelLpa: lpa, hostId: directory.agency('police').id },
    ...{ triageSettings: null, stops: JSON.stringify(triage.stops) },
    ...{ referringAgencyId: file.referringAgencyId, referrerId: referrer.id, deputyId: null },
  };
  const whom: Partial<Record<Audience, Row<Person> | null>> = {
    owner: referrer,
    agency_lead: directory.lead(file.referringAgencyId),
    coordinator: directory.staff('coordinator', panel.lpa),
    chair: directory.staff('chair', panel.lpa),
    strategic_lead: directory.strategicLead(),
  };
  for (const one of [decisionChase(row, world.holidays), answerChase(row, world.holidays)]) {
    if (!one.isOpen) continue;
    const sent = one.isPaused ? [] : reminderSteps(one.facts, { ...one, until: world.now });
    for (const { key, rule, kind, level, audience, at } of sent) {
      for (const name of audience.filter((to) => whom[to] && at < world.now)) {
        const id = world.id();
        world.rows.messages.push({
          ...aboutOf(one),
          ...{ id, caseId: file.id, stepKey: key, rule, policyVersion: one.policy.version, level },
          ...{ audience: name, scheduledAt: at, recipientId: whom[name]!.id, address: whom[name]!.email },
          ...{ channel: 'email', template: templateOf(one.duty, kind), attempts: 1, state: 'sent' },
          ...{ templateVersion: REMINDER_TEMPLATE_VERSION, messageId: `<${id}@accord.example>` },
          ...{ result: '250 OK (synthetic)', queuedAt: at, settledAt: at },
        });
      }
    }
    world.rows.reminders.push({
      ...{ id: world.id(), ...aboutOf(one), policyVersion: one.policy.version },
      // Everything up to now is dealt with, so that the first start of the worker sends no old mail.
      ...{ nextAt: nextAtOf(one, world.now), cursor: world.now, occasion: sent.length },
      ...{ leasedUntil: null, stoppedAt: null, stoppedReason: null },
    });
  }
}

function aboutOf({ duty, dutyId }: Chase) {
  return { duty, dutyId, actionId: null };
}
