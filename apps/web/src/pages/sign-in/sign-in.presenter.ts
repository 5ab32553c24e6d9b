import type { ResultOf } from '#api-client';
import type { DemoPeople } from './sign-in.graphql.js';
import { emailInput, passwordInput } from './steps.presenter.js';
import type { DemoPerson, SignInView } from './sign-in.view.js';

type Row = ResultOf<typeof DemoPeople>['demoPeople'][number];

const GROUPS: readonly { heading: string; hint: string; roles: readonly Row['role'][] }[] = [
  { heading: 'Panel chairs', hint: 'Prepare agendas, run meetings, agree actions.', roles: ['CHAIR'] },
  { heading: 'Coordinators', hint: 'Keep the list, the papers and the chase.', roles: ['COORDINATOR'] },
  { heading: 'Leads', hint: 'Review outcomes across panels.', roles: ['STRATEGIC_LEAD'] },
  { heading: 'Agency leads', hint: 'Answer for what their agency agreed to do.', roles: ['AGENCY_LEAD'] },
  {
    heading: 'Advocates',
    hint: "Speak for the victim and update their agency's actions.",
    roles: ['ADVOCATE'],
  },
  { heading: 'Agency people', hint: 'Update the actions assigned to them.', roles: ['AGENCY_MEMBER'] },
  {
    heading: 'Administration and audit',
    hint: 'Keep people and settings; check who saw what. No case content.',
    roles: ['ADMINISTRATOR', 'AUDITOR'],
  },
];

const ROLE_WORDS: Readonly<Record<Row['role'], string>> = {
  CHAIR: 'Chair',
  COORDINATOR: 'Coordinator',
  AGENCY_MEMBER: 'Practitioner',
  AGENCY_LEAD: 'Agency lead',
  ADVOCATE: 'Advocate',
  STRATEGIC_LEAD: 'Strategic lead',
  AUDITOR: 'Auditor',
  ADMINISTRATOR: 'Administrator',
};

/** What the page needs beside the people: where to go afterwards, whether the organisation's service is offered. */
export type SignInChoices = { next: string; organisation: boolean; email: string };

/** Every way to sign in: the people to choose from by what they do, the password, the organisation's service. */
export function signInView(people: readonly Row[], { next, organisation, email }: SignInChoices): SignInView {
  const groups = GROUPS.map(({ heading, hint, roles }) => ({
    heading,
    hint,
    people: people.filter((person) => roles.includes(person.role)).map(toDemoPerson),
  }));
  return {
    form: { action: '/sign-in', fields: { next } },
    groups: groups.filter((group) => group.people.length > 0),
    password: {
      form: { action: '/sign-in/password', fields: { next } },
      inputs: [emailInput(email), passwordInput('Password', 'current-password')],
    },
    organisation: organisation
      ? {
          text: 'Sign in with your organisation',
          href: `/sign-in/organisation?next=${encodeURIComponent(next)}`,
        }
      : null,
  };
}

function toDemoPerson(row: Row): DemoPerson {
  const role = row.lpa ? `${ROLE_WORDS[row.role]}, ${row.lpa}` : ROLE_WORDS[row.role];
  return { personId: row.id, name: row.name, agencyName: row.agencyName, role };
}
