import type { ResultOf } from '#api-client';
import { sentText, type Sent } from '../../http/index.js';
import { plural } from '../../layout/format.js';
import { tokensView } from '../account/tokens.presenter.js';
import {
  agencyChoice,
  choiceInput,
  columns,
  everything,
  frameOf,
  textInput,
} from './administration.presenter.js';
import type { AdministrationView } from './administration.view.js';
import { ROLE_WORDS } from './administration.words.js';
import type { ServicePage, ServicesPage } from './services.graphql.js';
import type { ServiceView } from './services.view.js';

/** The roles in which a service can act. */
export const SERVICE_ROLES = ['AGENCY_MEMBER', 'AGENCY_LEAD', 'ADVOCATE', 'STRATEGIC_LEAD'] as const;

/** The services, and a form to add one. `refused` is what was sent in a form that was refused. */
export function servicesView(
  { me, agencies, services }: ResultOf<typeof ServicesPage>,
  refused: Sent | null,
): AdministrationView {
  const sent = refused ?? {};
  const role = sentText(sent, 'role');
  const roles = SERVICE_ROLES.map((value) => ({
    value,
    text: ROLE_WORDS[value],
    selected: value === role,
  }));
  return {
    ...frameOf('services', 'Systems of agencies that ask by token. Nobody signs in as one.', me),
    table: {
      caption: 'Services',
      columns: columns('Service', 'Agency', 'Acts as', 'Tokens', 'State'),
      rows: services.map((service) => [
        { text: service.name, href: `/administration/services/${service.id}` },
        { text: service.agency.name },
        { text: ROLE_WORDS[service.role] },
        { text: plural(service.tokens.length, 'token') },
        {
          text: '',
          tag: service.isActive ? { text: 'Active', tone: 'green' } : { text: 'Ended', tone: 'grey' },
        },
      ]),
      empty: 'No services yet.',
    },
    more: everything(services.length),
    add: {
      text: 'Add a service',
      open: refused !== null,
      form: { action: '/administration/services', fields: {} },
      inputs: [
        textInput('service-name', 'name', 'Name of the system', sent, true),
        agencyChoice('service-agency', agencies, sent),
        choiceInput('service-role', 'role', 'Acts as', roles),
      ],
    },
  };
}

/** One service, its tokens and its end. `refused` is what was sent in a form for a token that was refused. */
export function serviceView(
  service: ResultOf<typeof ServicePage>['service'],
  refused: Sent | null,
): ServiceView {
  const at = `/administration/services/${service.id}`;
  const fields = { version: String(service.version) };
  const scopes = service.isActive ? service.scopesToGive : [];
  return {
    heading: service.name,
    facts: [
      { term: 'Agency', value: service.agency.name },
      { term: 'Acts as', value: ROLE_WORDS[service.role] },
      { term: 'State', value: service.isActive ? 'Active' : 'Suspended: its tokens are over' },
    ],
    tokens: tokensView(service.tokens, scopes, `${at}/tokens`, refused),
    suspend: service.isActive ? { action: `${at}/suspend`, fields } : null,
    reinstate: service.isActive ? null : { action: `${at}/reinstate`, fields },
  };
}
