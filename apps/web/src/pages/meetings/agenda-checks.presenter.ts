import type { Check } from '../../components/parts.view.js';
import type { PreparedPage } from './prepare.graphql.js';

/** What must be seen to before an agenda is published; each suggested conflict leads to where it is looked at. */
export function agendaChecks({ agenda }: PreparedPage['meeting'], at: string | null): Check[] {
  const usual = agenda.checks.map(({ isMet, message }) => ({
    done: isMet,
    text: message,
    href: isMet ? null : at,
  }));
  const toLookAt = (agenda.conflictSuggestions ?? []).map(({ person, case: found }) => ({
    done: false,
    text: `${person.name} may know a person of case ${found.reference}: look before publishing`,
    href: `/cases/${found.id}/access#suggestions`,
  }));
  if (toLookAt.length > 0) return [...usual, ...toLookAt];
  return [...usual, { done: true, text: 'No member of staff looks like a person of a case', href: null }];
}
