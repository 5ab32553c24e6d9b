import type { ResultOf } from '#api-client';
import { momentText } from '../../layout/format.js';
import { ROLE_WORDS } from './administration.words.js';
import type { PersonPage } from './person.graphql.js';
import type { PersonView } from './person.view.js';

/** One person and their way in. `link`: of an invitation just made. */
export function personView(
  { person, hasPassword, invitedUntil }: ResultOf<typeof PersonPage>['personAccess'],
  link: string | null,
): PersonView {
  const at = `/administration/people/${person.id}`;
  const fields = { version: String(person.version) };
  const again = hasPassword || invitedUntil !== null;
  return {
    heading: person.name,
    facts: [
      { term: 'Agency', value: person.agency.name },
      { term: 'Role', value: ROLE_WORDS[person.role] },
      { term: 'E-mail', value: person.email },
      { term: 'State', value: person.isActive ? 'Active' : 'Suspended' },
      { term: 'Password and second step', value: hasPassword ? 'Set up' : 'Not set up' },
      { term: 'Invitation', value: invitedUntil ? `Open until ${momentText(invitedUntil)}` : 'None open' },
    ],
    link,
    invite: person.isActive
      ? { form: { action: `${at}/invite`, fields: {} }, text: again ? 'Invite again' : 'Invite' }
      : null,
    suspend: person.isActive ? { action: `${at}/suspend`, fields } : null,
    reinstate: person.isActive ? null : { action: `${at}/reinstate`, fields },
  };
}
