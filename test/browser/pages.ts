import type { Role } from '#access';

/** Who looks at a page: somebody of a role, or nobody who is signed in. */
export type Looker = Role | 'nobody';

/** One look at a page, by its address; `{case}` and the like stand for what {@link LEADS} finds. */
export type Look = readonly [who: Looker, address: string];

/** Where the id of a thing is found by the one who looks: the first link of a list. */
export const LEADS: Readonly<Record<string, readonly [list: string, link: string]>> = {
  case: ['/cases', 'a[href^="/cases/"]'],
  opened: ['/access/break-glass', 'a[href^="/cases/"]'],
  action: ['/actions', '.action a'],
  building: ['/meetings', 'a[href$="/prepare"]'],
  past: ['/meetings?when=past', 'a[href^="/meetings/"]'],
  agency: ['/administration/agencies', 'a[href^="/administration/agencies/"]'],
  person: ['/administration/people', 'a[href^="/administration/people/"]'],
  service: ['/administration/services', 'tbody a[href^="/administration/services/"]'],
  audited: ['/audit?days=365', 'td a[href^="/audit/cases/"]'],
  watched: ['/audit?days=365', 'td a[href^="/audit/people/"]'],
};

const LONG_TOKEN = 'n'.repeat(43);

/** Every page that the web app answers with: its route, and who looks at it how. */
export const PAGES: Readonly<Record<string, readonly Look[]>> = {
  '/': [
    ['chair', '/'],
    ['coordinator', '/'],
    ['agency_member', '/'],
    ['agency_lead', '/'],
    ['advocate', '/'],
    ['strategic_lead', '/'],
    ['administrator', '/'],
    ['auditor', '/'],
  ],
  '/sign-in': [['nobody', '/sign-in']],
  '/sign-in/code': [['nobody', '/sign-in/code']],
  '/sign-in/forgotten': [
    ['nobody', '/sign-in/forgotten'],
    ['nobody', '/sign-in/forgotten?asked=yes'],
  ],
  '/signed-out': [['nobody', '/signed-out']],
  '/sign-in/organisation': [['nobody', '/sign-in/organisation']],
  '/sign-in/callback': [
    ['nobody', '/sign-in/callback'],
    ['nobody', '/sign-in/callback?code=nonsense&state=nonsense'],
    ['nobody', '/sign-in/callback?error=access_denied'],
  ],
  '/invitation/:token': [
    ['nobody', '/invitation/{invitation}'],
    ['nobody', `/invitation/${LONG_TOKEN}`],
  ],
  '/new-password/:token': [['nobody', `/new-password/${LONG_TOKEN}`]],
  '/help': [
    ['chair', '/help'],
    ['nobody', '/help'],
  ],
  '/accessibility': [['chair', '/accessibility']],
  '/privacy': [['chair', '/privacy']],
  '/account': [
    ['chair', '/account'],
    ['agency_lead', '/account'],
    ['administrator', '/account'],
  ],
  '/account/notifications': [['chair', '/account/notifications']],
  '/outbox': [['chair', '/outbox']],
  '/referrals': [
    ['chair', '/referrals'],
    ['coordinator', '/referrals'],
    ['agency_member', '/referrals'],
  ],
  '/referrals/new': [
    ['agency_member', '/referrals/new'],
    ['chair', '/referrals/new'],
  ],
  '/referrals/new/:id': [['agency_member', '/referrals/new/{draft}']],
  '/referrals/new/:id/:task': [
    ['agency_member', '/referrals/new/{draft}/danger'],
    ['agency_member', '/referrals/new/{draft}/safe-contact'],
    ['agency_member', '/referrals/new/{draft}/victim'],
    ['agency_member', '/referrals/new/{draft}/victim-home'],
    ['agency_member', '/referrals/new/{draft}/about-victim'],
    ['agency_member', '/referrals/new/{draft}/awareness'],
    ['agency_member', '/referrals/new/{draft}/wishes'],
    ['agency_member', '/referrals/new/{draft}/afraid-of'],
    ['agency_member', '/referrals/new/{draft}/suspects'],
    ['agency_member', '/referrals/new/{draft}/relationship'],
    ['agency_member', '/referrals/new/{draft}/behaviours'],
    ['agency_member', '/referrals/new/{draft}/pattern'],
    ['agency_member', '/referrals/new/{draft}/four'],
    ['agency_member', '/referrals/new/{draft}/stalking-or-harassment'],
    ['agency_member', '/referrals/new/{draft}/stalking-screen'],
    ['agency_member', '/referrals/new/{draft}/dash'],
    ['agency_member', '/referrals/new/{draft}/others-at-risk'],
    ['agency_member', '/referrals/new/{draft}/offences'],
    ['agency_member', '/referrals/new/{draft}/orders'],
    ['agency_member', '/referrals/new/{draft}/forums'],
    ['agency_member', '/referrals/new/{draft}/safety-actions'],
    ['agency_member', '/referrals/new/{draft}/advocate'],
    ['agency_member', '/referrals/new/{draft}/panel'],
    ['agency_member', '/referrals/new/{draft}/criteria'],
    ['agency_member', '/referrals/new/{draft}/sign-off'],
    ['agency_member', '/referrals/new/{draft}/suspects?suspect=2'],
  ],
  '/referrals/new/:id/check': [['agency_member', '/referrals/new/{draft}/check']],
  '/referrals/new/:id/sent': [['agency_member', '/referrals/new/{sent}/sent']],
  '/referrals/new/:id/discard': [['agency_member', '/referrals/new/{draft}/discard']],
  '/referrals/:id': [['chair', '/referrals/{referral}']],
  '/referrals/second-looks': [['chair', '/referrals/second-looks']],
  '/referrals/mailbox': [['chair', '/referrals/mailbox']],
  '/referrals/settings': [['chair', '/referrals/settings']],
  '/referrals/settings/:id': [['chair', '/referrals/settings/{panel}']],
  '/cases': [
    ['chair', '/cases'],
    ['coordinator', '/cases'],
    ['agency_member', '/cases'],
    ['advocate', '/cases'],
  ],
  '/cases/:id': [
    ['chair', '/cases/{case}'],
    ['agency_member', '/cases/{case}'],
    ['advocate', '/cases/{case}'],
    ['agency_lead', '/cases/{opened}'],
  ],
  '/cases/:id/access': [
    ['chair', '/cases/{case}/access'],
    ['coordinator', '/cases/{case}/access?agency={agency}'],
  ],
  '/cases/:id/chronology': [
    ['chair', '/cases/{case}/chronology'],
    ['agency_member', '/cases/{case}/chronology?kind=incident&kind=flag'],
    ['advocate', '/cases/{case}/chronology?all=yes'],
  ],
  '/cases/:id/incidents/new': [
    ['chair', '/cases/{case}/incidents/new'],
    ['agency_member', '/cases/{case}/incidents/new'],
  ],
  '/cases/:id/incidents/recorded': [['chair', '/cases/{case}/incidents/recorded']],
  '/cases/:id/conflict': [
    ['chair', '/cases/{case}/conflict'],
    ['agency_member', '/cases/{case}/conflict'],
  ],
  '/cases/:id/links': [
    ['chair', '/cases/{linked}/links'],
    ['chair', '/cases/{linked}/links?with=NB-1999-1'],
    ['agency_member', '/cases/{case}/links'],
  ],
  '/cases/:id/notes': [
    ['chair', '/cases/{case}/notes'],
    ['coordinator', '/cases/{case}/notes'],
    ['advocate', '/cases/{case}/notes'],
  ],
  '/cases/:id/assess': [['chair', '/cases/{case}/assess']],
  '/cases/:id/assess/:form': [
    ['chair', '/cases/{case}/assess/four'],
    ['agency_member', '/cases/{case}/assess/stalking-screen'],
    ['agency_member', '/cases/{case}/assess/stalking-or-harassment'],
    ['agency_member', '/cases/{case}/assess/dash'],
  ],
  '/access/ask': [
    ['agency_member', '/access/ask'],
    ['agency_lead', '/access/ask'],
    ['chair', '/access/ask'],
  ],
  '/access/requests': [
    ['chair', '/access/requests'],
    ['chair', '/access/requests?state=settled'],
    ['coordinator', '/access/requests'],
  ],
  '/access/break-glass': [
    ['agency_lead', '/access/break-glass'],
    ['agency_member', '/access/break-glass'],
    ['chair', '/access/break-glass'],
  ],
  '/actions': [
    ['chair', '/actions'],
    ['coordinator', '/actions'],
    ['agency_member', '/actions'],
    ['agency_lead', '/actions'],
    ['advocate', '/actions'],
  ],
  '/actions/:id': [
    ['chair', '/actions/{action}'],
    ['agency_member', '/actions/{action}'],
  ],
  '/meetings': [
    ['chair', '/meetings'],
    ['chair', '/meetings?when=past'],
    ['coordinator', '/meetings'],
    ['agency_member', '/meetings'],
    ['strategic_lead', '/meetings'],
  ],
  '/meetings/:id': [
    ['chair', '/meetings/{past}'],
    ['agency_member', '/meetings/{past}'],
  ],
  '/meetings/:id/change': [['chair', '/meetings/{building}/change']],
  '/meetings/:id/prepare': [['chair', '/meetings/{building}/prepare']],
  '/meetings/:id/add': [['chair', '/meetings/{published}/add?panel={panel}']],
  '/meetings/:id/publish': [['chair', '/meetings/{building}/publish']],
  '/meetings/:id/live': [['chair', '/meetings/{published}/live']],
  '/meetings/:id/end': [['chair', '/meetings/{published}/end']],
  '/outcomes': [
    ['chair', '/outcomes'],
    ['strategic_lead', '/outcomes'],
  ],
  '/administration': [['administrator', '/administration']],
  '/administration/agencies': [['administrator', '/administration/agencies']],
  '/administration/agencies/:id': [['administrator', '/administration/agencies/{agency}']],
  '/administration/people': [['administrator', '/administration/people']],
  '/administration/people/:id': [['administrator', '/administration/people/{person}']],
  '/administration/panels': [['administrator', '/administration/panels']],
  '/administration/services': [['administrator', '/administration/services']],
  '/administration/services/:id': [['administrator', '/administration/services/{service}']],
  '/audit': [
    ['auditor', '/audit'],
    ['auditor', '/audit?days=1&what=import:run'],
  ],
  '/audit/cases/:id': [['auditor', '/audit/cases/{audited}?days=365']],
  '/audit/people/:id': [['auditor', '/audit/people/{watched}?days=365']],
  '/audit/unusual': [
    ['auditor', '/audit/unusual'],
    ['auditor', '/audit/unusual?days=28'],
  ],
  '/audit/unusual/settings': [
    ['auditor', '/audit/unusual/settings'],
    ['administrator', '/audit/unusual/settings'],
  ],
  '/audit/break-glass': [
    ['auditor', '/audit/break-glass'],
    ['auditor', '/audit/break-glass?state=reviewed'],
    ['chair', '/audit/break-glass'],
  ],
};

/** Routes that answer with something else than a page, and what. */
export const NO_PAGES: Readonly<Record<string, string>> = {
  '/health/live': 'JSON for whoever runs Accord',
  '/health/ready': 'JSON for whoever runs Accord',
  '/account/session': 'JSON for the warning before a session ends',
  '/actions.csv': 'a file',
  '/outcomes.csv': 'a file',
  '/meetings/:id/live/events': 'a stream of events',
};

/** Pages that only come of sending a form: who opens which page, the form there, and what is typed in. */
export const ANSWERS: readonly {
  who: Looker;
  from: string;
  form: string;
  typed: Readonly<Record<string, string>>;
  /** What the answer says. */
  says: RegExp;
}[] = [
  {
    who: 'chair',
    from: '/cases/{case}/conflict',
    form: '$="/conflict"',
    typed: {},
    says: /There is a problem/,
  },
  {
    who: 'chair',
    from: '/cases/{case}/access?agency={agency}',
    form: '$="/restrict"',
    typed: {},
    says: /There is a problem/,
  },
  {
    who: 'chair',
    from: '/cases/{case}/access',
    form: '$="/handling"',
    typed: {},
    says: /There is a problem/,
  },
  {
    who: 'chair',
    from: '/access/requests',
    form: '$="/grant"',
    typed: {},
    says: /There is a problem/,
  },
  {
    who: 'agency_member',
    from: '/referrals/new/{draft}/criteria',
    form: '$="/criteria"',
    typed: { riskReason: '', criteriaReason: '' },
    says: /Something is missing/,
  },
  {
    who: 'agency_member',
    from: '/cases/{case}/assess/four',
    form: '$="/four"',
    typed: {},
    says: /There is a problem/,
  },
  {
    who: 'chair',
    from: '/cases/{case}/incidents/new',
    form: '$="/incidents/new"',
    typed: { place: 'Outside the school' },
    says: /There is a problem/,
  },
  {
    who: 'agency_lead',
    from: '/access/ask',
    form: '="/access/ask"',
    typed: {},
    says: /There is a problem/,
  },
  {
    who: 'agency_lead',
    from: '/access/break-glass',
    form: '="/access/break-glass"',
    typed: {},
    says: /There is a problem/,
  },
  {
    who: 'agency_lead',
    from: '/account',
    form: '="/account/tokens"',
    typed: { name: 'Nightly' },
    says: /There is a problem/,
  },
  {
    who: 'agency_lead',
    from: '/account',
    form: '="/account/tokens"',
    typed: { name: 'Nightly', scopes: 'READ', days: '30' },
    says: /the only time it is shown/,
  },
  {
    who: 'auditor',
    from: '/audit',
    form: '="/audit/find"',
    typed: { reference: 'nonsense' },
    says: /There is no case with this reference/,
  },
  {
    who: 'auditor',
    from: '/audit',
    form: '="/audit/export"',
    typed: {},
    says: /There is a problem/,
  },
  {
    who: 'auditor',
    from: '/audit/unusual/settings',
    form: '="/audit/unusual/settings"',
    typed: { cases: '1', reason: 'As the board asked' },
    says: /Enter a whole number from 2 to 500/,
  },
  {
    who: 'auditor',
    from: '/audit/break-glass',
    form: '^="/audit/break-glass/"',
    typed: { note: 'Rang back' },
    says: /Choose whether it was justified/,
  },
  {
    who: 'administrator',
    from: '/administration/services',
    form: '="/administration/services"',
    typed: {},
    says: /There is a problem/,
  },
  {
    who: 'administrator',
    from: '/administration/people/{person}',
    form: '$="/invite"',
    typed: {},
    says: /A message with this link is on its way/,
  },
  {
    who: 'nobody',
    from: '/sign-in',
    form: '="/sign-in/password"',
    typed: { email: 'nobody@agency.example', password: 'kettle marsh violin' },
    says: /There is a problem/,
  },
  {
    who: 'nobody',
    from: '/invitation/{invitation}',
    form: '="/invitation"',
    typed: { password: 'short', code: '1' },
    says: /There is a problem/,
  },
];
