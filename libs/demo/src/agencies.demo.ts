import { addMonths, atLondon, type TimeOfDay } from '#kernel';
import type { Role } from '#access';
import { nameKey, type Agency, type AgencyKind, type Person } from '#agencies';
import type { Row } from './demo-rows.js';
import type { DemoWorld } from './demo-world.js';
import { WORKERS, workerName } from './worker.words.js';

/** The 16 agencies of an area: what they call themselves after the name of the area, and where their mail goes. */
const AGENCIES: Record<string, { kind: AgencyKind; mail: string; isCore: boolean; members: number }> = {
  Police: { kind: 'police', mail: 'police', isCore: true, members: 8 },
  'Stalking Advocacy Service': { kind: 'stalking_advocacy', mail: 'advocacy', isCore: true, members: 0 },
  'Domestic Abuse Advocacy': { kind: 'idva', mail: 'idva', isCore: true, members: 0 },
  'Probation Service': { kind: 'probation', mail: 'probation', isCore: true, members: 2 },
  "Council Children's Social Care": {
    kind: 'childrens_social_care',
    mail: 'childrens',
    isCore: true,
    members: 2,
  },
  'Council Adult Social Care': { kind: 'adult_social_care', mail: 'adults', isCore: true, members: 2 },
  'Council Housing Options': { kind: 'housing', mail: 'housing', isCore: true, members: 2 },
  'Mental Health Trust': { kind: 'mental_health', mail: 'mentalhealth', isCore: true, members: 2 },
  'General Hospital': { kind: 'acute_health', mail: 'hospital', isCore: true, members: 1 },
  'Primary Care Network': { kind: 'primary_care', mail: 'primarycare', isCore: false, members: 1 },
  'Recovery Service': { kind: 'substance_misuse', mail: 'recovery', isCore: true, members: 1 },
  'Education Safeguarding': { kind: 'education', mail: 'education', isCore: true, members: 1 },
  'Prosecution Liaison': { kind: 'prosecution', mail: 'prosecution', isCore: false, members: 1 },
  'Fire and Rescue': { kind: 'fire', mail: 'fire', isCore: false, members: 1 },
  'Homes Association': { kind: 'registered_social_landlord', mail: 'homes', isCore: false, members: 1 },
  'Voluntary Services': { kind: 'voluntary_sector', mail: 'voluntary', isCore: false, members: 1 },
};

const ADVOCATES = { stalking_advocacy: 5, idva: 3 } as const;

/** Police staff who run the panels: three chairs, three coordinators, and those above and around them. */
const PANEL_STAFF: readonly { role: Role; lpa: string | null }[] = [
  { role: 'chair', lpa: 'North' },
  { role: 'chair', lpa: 'South' },
  { role: 'chair', lpa: 'West' },
  { role: 'coordinator', lpa: 'North' },
  { role: 'coordinator', lpa: 'South' },
  { role: 'coordinator', lpa: 'West' },
  { role: 'strategic_lead', lpa: null },
  { role: 'administrator', lpa: null },
];

const SKILLS: Partial<Record<Role, string[]>> = {
  chair: ['chairing', 'stalking_lead', 'spo_applications'],
  coordinator: ['minute_taking', 'data_quality'],
  strategic_lead: ['governance'],
  advocate: ['safety_planning', 'court_support'],
  administrator: ['system_settings'],
};

/** Who works where in one area. */
export class Directory {
  readonly byKind = new Map<AgencyKind, Row<Agency>>();
  private readonly peopleOf = new Map<string, Row<Person>[]>();
  private readonly panelStaff: Row<Person>[] = [];
  private readonly byId = new Map<string, Row<Person>>();

  add(agency: Row<Agency>): void {
    this.byKind.set(agency.kind, agency);
    this.peopleOf.set(agency.id, []);
  }

  seat(person: Row<Person>): void {
    this.byId.set(person.id, person);
    this.peopleOf.get(person.agencyId)!.push(person);
    if (person.role === 'chair' || person.role === 'coordinator' || person.role === 'strategic_lead') {
      this.panelStaff.push(person);
    }
  }

  agency(kind: AgencyKind): Row<Agency> {
    return this.byKind.get(kind)!;
  }

  /** Those of an agency who do the work: members and advocates, or the lead where there is nobody else. */
  workers(agencyId: string): Row<Person>[] {
    const people = this.peopleOf.get(agencyId)!;
    const workers = people.filter((person) => person.role === 'agency_member' || person.role === 'advocate');
    return workers.length > 0 ? workers : people.filter((person) => person.role === 'agency_lead');
  }

  lead(agencyId: string): Row<Person> {
    return this.peopleOf.get(agencyId)!.find((person) => person.role === 'agency_lead')!;
  }

  /** The chair or coordinator of a Local Policing Area. */
  staff(role: 'chair' | 'coordinator', lpa: string): Row<Person> {
    return this.panelStaff.find((person) => person.role === role && person.lpa === lpa)!;
  }

  person(id: string): Row<Person> {
    return this.byId.get(id)!;
  }

  strategicLead(): Row<Person> {
    return this.panelStaff.find((person) => person.role === 'strategic_lead')!;
  }
}

/** The 16 agencies and 60 people of an area. */
export function makeAgencies(world: DemoWorld): Directory {
  const directory = new Directory();
  const createdAt = atLondon(addMonths(world.today, -9), '09:00' as TimeOfDay);
  const names = new Set<string>();
  const hire = (agency: Row<Agency>, role: Role, lpa: string | null, nth: number) => {
    const name =
      WORKERS[world.area.index === 0 ? `${agency.kind}/${role}/${nth}` : ''] ?? freshName(world, names);
    const mailbox = mailName(name);
    const person: Row<Person> = {
      id: world.id(),
      kind: 'person',
      name,
      email: `${mailbox}@${agency.emailDomain}`,
      agencyId: agency.id,
      role,
      lpa,
      skills: SKILLS[role] ?? [],
      deputyId: null,
      isActive: true,
      invitedAt: null,
      createdAt,
    };
    directory.seat(person);
    world.rows.people.push(person);
    return person;
  };
  for (const [title, { kind, mail, isCore, members }] of Object.entries(AGENCIES)) {
    const name = `${world.area.name} ${title}`;
    const emailDomain = `${mail}.${world.area.slug}.example`;
    const agency: Row<Agency> = {
      id: world.id(),
      name,
      nameKey: nameKey(name),
      kind,
      emailDomain,
      isCore,
      signIn: 'any',
      createdAt,
    };
    directory.add(agency);
    world.rows.agencies.push(agency);
    const lead = hire(agency, 'agency_lead', null, 1);
    if (kind === 'police') PANEL_STAFF.forEach(({ role, lpa }, nth) => hire(agency, role, lpa, nth + 1));
    if (kind === 'adult_social_care') hire(agency, 'strategic_lead', null, 1);
    if (kind === 'voluntary_sector') hire(agency, 'auditor', null, 1);
    const team: Row<Person>[] = [];
    for (let nth = 1; nth <= members; nth += 1) team.push(hire(agency, 'agency_member', null, nth));
    const advocates = ADVOCATES[kind as keyof typeof ADVOCATES] ?? 0;
    for (let nth = 1; nth <= advocates; nth += 1) team.push(hire(agency, 'advocate', null, nth));
    team.forEach((person, nth) => (person.deputyId = (team[nth + 1] ?? lead).id));
    lead.deputyId = team[0]?.id ?? null;
  }
  return directory;
}

function freshName(world: DemoWorld, taken: Set<string>): string {
  const dice = world.dice(`worker ${taken.size}`);
  let name = workerName(dice);
  while (taken.has(mailName(name))) name = workerName(dice);
  taken.add(mailName(name));
  return name;
}

/** The part before the @: ranks left out, accents taken off. */
export function mailName(name: string): string {
  return name
    .replace(/^(DS|DI|PC|Dr) /, '')
    .normalize('NFKD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .replaceAll(' ', '.');
}
