import type { Moment } from '#kernel';

/** The kinds of people who work with panels; decides what the first page shows and what the menu offers. */
export type PersonKind = 'chair' | 'coordinator' | 'agency' | 'lead' | 'administrator' | 'auditor';

/** The parts of the service in the order of the menu. */
export const AREAS = [
  ...(['home', 'referrals', 'meetings', 'cases', 'actions'] as const),
  ...(['outcomes', 'audit', 'administration'] as const),
] as const;

/** One part of the service, named in the menu. */
export type Area = (typeof AREAS)[number];

/** Who is signed in, as the frame of a page shows them. */
export type SignedInPerson = {
  name: string;
  agencyName: string;
  kind: PersonKind;
  areas: readonly Area[];
  /** When they are signed out if they do nothing more; the page warns before. */
  sessionEndsAt?: Moment;
  /** Somebody opened a case by break-glass, the last of them until then; null: none is open. */
  openedUntil?: Moment | null;
};

/** Where a menu entry leads. `count` is shown in red with the words behind it for people who hear the page. */
export type NavigationItem = {
  area: Area;
  text: string;
  href: string;
  current: boolean;
  count: { number: number; words: string } | null;
};

/** A message after a change, with the way back where there is one. */
export type FlashBanner = {
  text: string;
  tone: 'done' | 'note';
  undo: { action: string; fields: Readonly<Record<string, string>> } | null;
};

/** One line of the error summary; `field` is the id of the input it is about. */
export type PageError = { text: string; field: string | null };

/** A step of the way back shown above the heading. */
export type Breadcrumb = { text: string; href: string };

/** What the browser needs from us in every page: addresses of the built files. */
export type AssetPaths = { style: string; script: string; icon: string };

/** Everything the frame around a page shows. Pages add their own view beside it. */
export type PageModel = {
  /** Unique, without personal data: it is kept in the browser's history. */
  title: string;
  serviceName: string;
  /** Marking shown in the footer and on print. */
  marking: string;
  person: SignedInPerson | null;
  navigation: readonly NavigationItem[];
  breadcrumbs: readonly Breadcrumb[];
  flash: FlashBanner | null;
  errors: readonly PageError[];
  csrfToken: string;
  /** Content-security-policy nonce of this answer. */
  nonce: string;
  /** True in the demonstration area, where people and cases are made up. */
  demo: boolean;
  /** True on the live page: no menu, nothing to wander off to. */
  focusMode: boolean;
  now: Moment;
  assets: AssetPaths;
};

/** The part of a page model that the HTTP layer knows before any page is chosen. */
export type PageFrame = Pick<PageModel, 'csrfToken' | 'nonce' | 'demo' | 'flash' | 'now' | 'assets'>;

/** What a page says about itself. */
export type PageWords = {
  title: string;
  area: Area | null;
  breadcrumbs?: readonly Breadcrumb[];
  errors?: readonly PageError[];
  focusMode?: boolean;
};

/** Numbers the menu shows. */
export type PageCounts = { overdueActions: number };

const SERVICE_NAME = 'Panel coordination';
/** How everything that leaves here is marked: pages, print and files. */
export const MARKING = 'OFFICIAL-SENSITIVE';

const AREA_WORDS: Readonly<Record<Area, { text: string; href: string }>> = {
  home: { text: 'Home', href: '/' },
  referrals: { text: 'Referrals', href: '/referrals' },
  meetings: { text: 'Meetings', href: '/meetings' },
  cases: { text: 'Cases', href: '/cases' },
  actions: { text: 'Actions', href: '/actions' },
  outcomes: { text: 'Outcomes', href: '/outcomes' },
  audit: { text: 'Audit', href: '/audit' },
  administration: { text: 'Administration', href: '/administration' },
};

const AREAS_OF: Readonly<Record<PersonKind, readonly Area[]>> = {
  chair: ['home', 'referrals', 'meetings', 'cases', 'actions', 'outcomes'],
  coordinator: ['home', 'referrals', 'meetings', 'cases', 'actions', 'outcomes', 'administration'],
  agency: ['home', 'referrals', 'meetings', 'cases', 'actions'],
  lead: ['home', 'meetings', 'outcomes'],
  administrator: ['home', 'administration'],
  auditor: ['home', 'audit', 'administration'],
};

/** The parts of the service a kind of person is offered. The API decides what they may do there. */
export function areasOf(kind: PersonKind): readonly Area[] {
  return AREAS_OF[kind];
}

/** The menu for a person on one area's page; nothing when nobody is signed in. */
export function navigationFor(
  person: SignedInPerson | null,
  current: Area | null,
  counts: PageCounts,
): NavigationItem[] {
  const offered = AREAS.filter((area) => person?.areas.includes(area));
  return offered.map((area) => ({
    area,
    ...AREA_WORDS[area],
    current: area === current,
    count:
      area === 'actions' && counts.overdueActions > 0
        ? { number: counts.overdueActions, words: 'overdue' }
        : null,
  }));
}

/** Puts the frame, the person and the page's own words together. */
export function pageModel(
  frame: PageFrame,
  person: SignedInPerson | null,
  counts: PageCounts,
  words: PageWords,
): PageModel {
  return {
    ...frame,
    title: words.title,
    serviceName: SERVICE_NAME,
    marking: MARKING,
    person,
    navigation: navigationFor(person, words.area, counts),
    breadcrumbs: words.breadcrumbs ?? [],
    errors: words.errors ?? [],
    focusMode: words.focusMode ?? false,
  };
}
