import type { Way, World } from './random-world.js';

/**
 * The rule of docs/access.md written a second time, from its words and not from the code: who may know of which case of
 * a random world, and of which parts. Deliberately plain; it shares nothing with libs/cases.
 */
export function mayRead(way: Way, world: World, who: number, at: number): boolean {
  const { role, isSuspended } = world.people[who]!;
  // 4. Suspended: nothing.
  if (isSuspended) return false;
  const needs = runsPanel(world, who, at) || agencyNeeds(world, who, at);
  const open = !isNever(world, who, at) && isAmongThese(world, who, at);
  const known = (needs && open) || isOpenedByGlass(world, who, at);
  switch (way) {
    // Parts of a case: contact details.
    case 'contact':
      return known && (role === 'advocate' || opensContact(world, who, at));
    // Parts of a case: restricted notes; nobody is shown them by break-glass.
    case 'notes':
      return needs && open && (runsPanel(world, who, at) || role === 'advocate');
    // Work of one's own: the actions of the panels that one runs, or of one's agency. Lists keep from them as from the
    // case; break-glass opens the case and makes nothing one's work.
    case 'openActions':
      return open && hasWork(world, who, at);
    // An agenda that is not published is for those who prepare agendas.
    case 'listings':
      return known && (['chair', 'coordinator'].includes(role) || world.isPublished[world.cases[at]!.panel]!);
    default:
      return known;
  }
}

/** 1. A chair or coordinator needs to know every case of the panels they run. */
function runsPanel(world: World, who: number, at: number): boolean {
  const { chair, coordinator } = world.panels[world.cases[at]!.panel]!;
  const { role } = world.people[who]!;
  return (role === 'chair' || role === 'coordinator') && (chair === who || coordinator === who);
}

/** 1. A member, lead or advocate, while their agency has a reason that has not ended; its last day counts. */
function agencyNeeds(world: World, who: number, at: number): boolean {
  return reasonsOf(world, who, at).length > 0;
}

function reasonsOf(world: World, who: number, at: number): string[] {
  const { role, agency } = world.people[who]!;
  if (role !== 'agency_member' && role !== 'agency_lead' && role !== 'advocate') return [];
  const found: string[] = [];
  for (const row of world.access) {
    if (row.ofCase !== at || row.agency !== agency) continue;
    if (row.endsIn === null || row.endsIn >= 0) found.push(row.reason);
  }
  return found;
}

/** 2. On the exclude list, by name or as one of an agency; a declared conflict of interest does the same. */
function isNever(world: World, who: number, at: number): boolean {
  return listed(world, who, at, 'exclude') || listed(world, who, at, 'conflict');
}

/** 3. While a case has such a list, only those on it. */
function isAmongThese(world: World, who: number, at: number): boolean {
  const has = world.entries.some(
    (entry) => entry.ofCase === at && entry.kind === 'only_these' && !entry.isLifted,
  );
  return has ? listed(world, who, at, 'only_these') : true;
}

function listed(world: World, who: number, at: number, kind: string): boolean {
  for (const entry of world.entries) {
    if (entry.ofCase !== at || entry.kind !== kind || entry.isLifted) continue;
    if (entry.person === who) return true;
    if (entry.person === null && entry.agency === world.people[who]!.agency) return true;
  }
  return false;
}

/** Break-glass: for two hours, against rules 1 and 3; never against rule 2, and never what is highly restricted. */
function isOpenedByGlass(world: World, who: number, at: number): boolean {
  const { role } = world.people[who]!;
  if (['strategic_lead', 'auditor', 'administrator'].includes(role)) return false;
  if (world.cases[at]!.handling === 'highly_restricted' || isNever(world, who, at)) return false;
  return world.glass.some(
    (use) => use.person === who && use.ofCase === at && use.endsIn > 0 && !use.hasMoved,
  );
}

function opensContact(world: World, who: number, at: number): boolean {
  if (runsPanel(world, who, at) || isOpenedByGlass(world, who, at)) return true;
  return reasonsOf(world, who, at).some((reason) => reason !== 'asked_to_attend');
}

function hasWork(world: World, who: number, at: number): boolean {
  const { role, agency } = world.people[who]!;
  const open = world.actions.filter((action) => action.ofCase === at && action.isOpen);
  if (role === 'chair' || role === 'coordinator') return open.length > 0 && runsPanel(world, who, at);
  const worksOnCases = role === 'agency_member' || role === 'agency_lead' || role === 'advocate';
  return worksOnCases && open.some((action) => action.agency === agency);
}
