import {
  addDays,
  addMonths,
  atLondon,
  isWorkingDay,
  londonTime,
  onOrAfterWorkingDay,
  weekdayOf,
  type Day,
  type TimeOfDay,
} from '#kernel';
import type { AgencyKind } from '#agencies';
import type { Meeting } from '#meetings';
import { meetingDays, meetingHorizon, type Panel } from '#panels';
import type { Directory } from './agencies.demo.js';
import type { Row } from './demo-rows.js';
import type { DemoWorld } from './demo-world.js';

/** The three Local Policing Areas of every demo area. */
export const LPAS = ['North', 'South', 'West'] as const;

/** One value of {@link LPAS}. */
export type Lpa = (typeof LPAS)[number];

/** A panel with the kinds of agency on it and its meetings, oldest first. */
export type DemoPanel = {
  row: Row<Panel>;
  lpa: Lpa;
  members: readonly AgencyKind[];
  past: Row<Meeting>[];
  /** The first of these is the next meeting. */
  coming: Row<Meeting>[];
};

/** Agencies on every panel; each panel adds three of its own. */
const EVERYWHERE: readonly AgencyKind[] = [
  'police',
  'stalking_advocacy',
  'idva',
  'probation',
  'childrens_social_care',
  'adult_social_care',
  'housing',
  'mental_health',
];

const ALSO: Record<Lpa, readonly AgencyKind[]> = {
  North: ['acute_health', 'substance_misuse', 'education'],
  South: ['primary_care', 'education', 'registered_social_landlord', 'fire'],
  West: ['acute_health', 'prosecution', 'voluntary_sector'],
};

const REQUIRED: readonly AgencyKind[] = [
  'police',
  'stalking_advocacy',
  'probation',
  'housing',
  'mental_health',
];

const PLACES: Record<Lpa, string> = {
  North: 'Council House and video',
  South: 'Harbour Centre and video',
  West: 'Video only',
};

/** Fortnights of history. */
const FORTNIGHTS = 13;

const STARTS_AT = '09:30' as TimeOfDay;

/** After this hour a meeting "today" would be over: the next working day is used instead. */
const TOO_LATE_FOR_TODAY = '13:00';

const BYDAY = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** The three panels of an area, each with half a year of meetings behind it and half a year ahead. */
export function makePanels(world: DemoWorld, directory: Directory): DemoPanel[] {
  return LPAS.map((lpa) => makePanel(world, directory, lpa));
}

function makePanel(world: DemoWorld, directory: Directory, lpa: Lpa): DemoPanel {
  const { area, today, holidays } = world;
  const nextOn = nextMeetingDay(world, lpa);
  const firstOn = addDays(nextOn, -14 * FORTNIGHTS);
  const members = EVERYWHERE.concat(ALSO[lpa]);
  const row: Row<Panel> = {
    id: world.id(),
    code: `${area.code}-${lpa.slice(0, 1)}`,
    name: `${area.name} ${lpa} stalking intervention panel`,
    kind: 'esip',
    lpa,
    chairId: directory.staff('chair', lpa).id,
    coordinatorId: directory.staff('coordinator', lpa).id,
    recurrence: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${BYDAY[weekdayOf(nextOn) - 1]}`,
    firstOn,
    startsAt: STARTS_AT,
    durationMinutes: 150,
    bankHolidayRule: 'skip',
    nation: 'england-and-wales',
    place: PLACES[lpa],
    quorum: 5,
    priorityProfile: 'essex-behavioural',
    triageSettings: null,
    linkSettings: null,
    isActive: true,
    createdAt: atLondon(addMonths(today, -9), STARTS_AT),
  };
  world.rows.panels.push(row);
  for (const kind of members) {
    world.rows.members.push({
      id: world.id(),
      panelId: row.id,
      agencyId: directory.agency(kind).id,
      isRequired: REQUIRED.includes(kind),
    });
  }
  const window = { from: firstOn, until: meetingHorizon(today), holidays };
  const recurrence = {
    rrule: row.recurrence,
    firstOn,
    startsAt: STARTS_AT,
    bankHolidayRule: row.bankHolidayRule,
  };
  const all = meetingDays(recurrence, window).map(({ on }) => plannedMeeting(world, row, on));
  world.rows.meetings.push(...all);
  return {
    row,
    lpa,
    members,
    past: all.filter((meeting) => meeting.heldOn < nextOn),
    coming: all.filter((meeting) => meeting.heldOn >= nextOn),
  };
}

/** North meets on the next Tuesday that leaves time to prepare, South on a Thursday, West today if there is time. */
function nextMeetingDay(world: DemoWorld, lpa: Lpa): Day {
  const { today, holidays, now } = world;
  if (lpa === 'West') {
    const isOver = londonTime(now) >= TOO_LATE_FOR_TODAY;
    return onOrAfterWorkingDay(isOver ? addDays(today, 1) : today, holidays);
  }
  const weekday = lpa === 'North' ? 2 : 4;
  let day = addDays(today, 2);
  while (weekdayOf(day) !== weekday || !isWorkingDay(day, holidays)) day = addDays(day, 1);
  return day;
}

function plannedMeeting(world: DemoWorld, panel: Row<Panel>, on: Day): Row<Meeting> {
  return {
    id: world.id(),
    panelId: panel.id,
    plannedOn: on,
    heldOn: on,
    startsAt: atLondon(on, panel.startsAt),
    durationMinutes: panel.durationMinutes,
    place: panel.place,
    state: 'planned',
    chairId: panel.chairId,
    kind: null,
    movedReason: null,
    cancelledReason: null,
    agendaBuiltAt: null,
    publishedAt: null,
    moreWaiting: 0,
    addendumCount: 0,
    startedAt: null,
    endedAt: null,
    currentListingId: null,
    createdAt: panel.createdAt,
  };
}
