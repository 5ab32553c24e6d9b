import type { ResultOf } from '#api-client';
import { kindOf, type Me } from '../../session/frame.js';
import type { Choice, TableCell } from '../../components/parts.view.js';
import { address, sentText, type Sent } from '../../http/index.js';
import { clock, plural } from '../../layout/format.js';
import type { AgenciesPage, PanelsPage, PeoplePage } from './administration.graphql.js';
import type { AddInput, AdministrationView } from './administration.view.js';
import { AGENCY_KIND_WORDS, ROLE_WORDS, SIGN_IN_WORDS } from './administration.words.js';

const SECTIONS = { agencies: 'Agencies', people: 'People', panels: 'Panels', services: 'Services' } as const;
type Section = keyof typeof SECTIONS;

/** Heading and sides of the administration pages. Services are offered to those who may see to them. */
export function frameOf(
  current: Section,
  introduction: string,
  me: Me | null,
): Pick<AdministrationView, 'heading' | 'introduction' | 'sections' | 'search'> {
  return {
    heading: SECTIONS[current],
    introduction,
    sections: sectionsFor(me).map((key) => ({
      text: SECTIONS[key],
      href: `/administration/${key}`,
      current: key === current,
    })),
    search: null,
  };
}

function sectionsFor(me: Me | null): Section[] {
  return (Object.keys(SECTIONS) as Section[]).filter((key) => key !== 'services' || mayLetIn(me));
}

function mayLetIn(me: Me | null): boolean {
  return me?.permissions.includes('sign-in:change') ?? false;
}

/** A list that is shown whole. */
export const everything = (count: number) => ({ shown: count, total: count, nextHref: null });
/** The heads of a table. */
export const columns = (...texts: string[]) => texts.map((text) => ({ text }));
const cells = (...texts: string[]): TableCell[] => texts.map((text) => ({ text }));

/** The agencies, and a form to add one. `refused` is what was typed into a form that was refused. */
export function agenciesView(
  { me, agencies }: ResultOf<typeof AgenciesPage>,
  refused: Sent | null,
): AdministrationView {
  return {
    ...frameOf('agencies', 'Organisations that send people to panels.', me),
    table: {
      caption: 'Agencies',
      columns: columns('Agency', 'Kind', 'E-mail ends in', 'Expected at every meeting', 'Its people sign in'),
      rows: agencies.map(({ id, name, kind, emailDomain, isCore, signIn }) => [
        mayLetIn(me) ? { text: name, href: `/administration/agencies/${id}` } : { text: name },
        ...cells(
          AGENCY_KIND_WORDS[kind],
          emailDomain ?? 'Not set',
          isCore ? 'Yes' : 'No',
          SIGN_IN_WORDS[signIn],
        ),
      ]),
      empty: 'No agencies yet.',
    },
    more: everything(agencies.length),
    add: me?.permissions.includes('agency:change')
      ? {
          text: 'Add an agency',
          open: refused !== null,
          form: { action: '/administration/agencies', fields: {} },
          inputs: agencyInputs(refused ?? {}),
        }
      : null,
  };
}

function agencyInputs(sent: Sent): AddInput[] {
  return [
    textInput('agency-name', 'name', 'Name', sent, true),
    choiceInput('agency-kind', 'kind', 'Kind', wordChoices(AGENCY_KIND_WORDS, sentText(sent, 'kind'))),
    textInput('agency-domain', 'emailDomain', 'E-mail ends in (optional)', sent, false),
    choiceInput('agency-core', 'isCore', 'Expected at every meeting', [
      { value: 'no', text: 'No', selected: sentText(sent, 'isCore') !== 'yes' },
      { value: 'yes', text: 'Yes', selected: sentText(sent, 'isCore') === 'yes' },
    ]),
  ];
}

/** The people of the directory, and a form to add one. */
export function peopleView(
  { me, agencies, people }: ResultOf<typeof PeoplePage>,
  refused: Sent | null,
): AdministrationView {
  const after = people.pageInfo.hasNextPage ? people.pageInfo.endCursor : null;
  const mayChange = me?.permissions.includes('person:change') ?? false;
  return {
    ...frameOf('people', 'People who work for agencies and sign in here. Never victims or suspects.', me),
    table: {
      caption: 'People',
      columns: columns('Name', 'Agency', 'Role', 'Area', 'E-mail', 'State'),
      rows: people.edges.map(({ node }) => [
        personCell(node, mayChange),
        ...cells(node.agency.name, ROLE_WORDS[node.role], node.lpa ?? 'All', node.email),
        {
          text: '',
          tag: node.isActive ? { text: 'Active', tone: 'green' } : { text: 'Ended', tone: 'grey' },
        },
      ]),
      empty: 'No people yet.',
    },
    more: {
      shown: people.edges.length,
      total: people.totalCount,
      nextHref: after ? address('/administration/people', { after }) : null,
    },
    add: mayChange
      ? {
          text: 'Add a person',
          open: refused !== null,
          form: { action: '/administration/people', fields: {} },
          inputs: personInputs(agencies, refused ?? {}),
        }
      : null,
  };
}

/** The name; for those who may change people it leads to the person's way in. */
function personCell({ id, name }: { id: string; name: string }, mayChange: boolean): TableCell {
  return mayChange ? { text: name, href: `/administration/people/${id}` } : { text: name };
}

function personInputs(agencies: readonly { id: string; name: string }[], sent: Sent): AddInput[] {
  return [
    textInput('person-name', 'name', 'Name', sent, true),
    { ...textInput('person-email', 'email', 'Work e-mail', sent, true), kind: 'email' },
    agencyChoice('person-agency', agencies, sent),
    choiceInput('person-role', 'role', 'Role', wordChoices(ROLE_WORDS, sentText(sent, 'role'))),
    textInput('person-lpa', 'lpa', 'Area (optional)', sent, false),
  ];
}

/** The panels. */
export function panelsView({ me, panels }: ResultOf<typeof PanelsPage>): AdministrationView {
  const own = me && kindOf(me) !== 'administrator' ? me.panels.map(({ id }) => id) : null;
  const mayChange = (id: string) =>
    me?.permissions.includes('panel:change') === true && (own === null || own.includes(id));
  return {
    ...frameOf('panels', 'Panels that meet again and again, by their own rule.', me),
    table: {
      caption: 'Panels',
      columns: columns('Panel', 'Code', 'Meets', 'Chair', 'Agencies', 'State', 'Settings'),
      rows: panels.map((panel) => [
        ...cells(
          panel.name,
          panel.code,
          `${panel.recurrenceInWords}, ${clock(panel.startsAt)}, ${plural(panel.durationMinutes, 'minute')}`,
          panel.chair?.name ?? 'Nobody yet',
          String(panel.members.length),
        ),
        {
          text: '',
          tag: panel.isActive ? { text: 'Active', tone: 'green' } : { text: 'Ended', tone: 'grey' },
        },
        mayChange(panel.id)
          ? { text: `Clocks of ${panel.name}`, href: `/referrals/settings/${panel.id}` }
          : { text: '' },
      ]),
      empty: 'No panels yet.',
    },
    more: everything(panels.length),
    add: null,
  };
}

/** An input for a line of text. */
export function textInput(id: string, name: string, label: string, sent: Sent, required: boolean): AddInput {
  return { id, name, label, choices: null, value: sentText(sent, name), kind: 'text', required };
}

/** A drop-down. */
export function choiceInput(id: string, name: string, label: string, choices: readonly Choice[]): AddInput {
  return { id, name, label, choices, value: '', kind: 'text', required: true };
}

/** A drop-down of the agencies. */
export function agencyChoice(
  id: string,
  agencies: readonly { id: string; name: string }[],
  sent: Sent,
): AddInput {
  const chosen = sentText(sent, 'agencyId');
  return choiceInput(id, 'agencyId', 'Agency', [
    { value: '', text: 'Choose an agency', selected: chosen === '' },
    ...agencies.map((agency) => ({ value: agency.id, text: agency.name, selected: agency.id === chosen })),
  ]);
}

function wordChoices(words: Readonly<Record<string, string>>, chosen: string): Choice[] {
  return Object.entries(words).map(([value, text]) => ({ value, text, selected: value === chosen }));
}
