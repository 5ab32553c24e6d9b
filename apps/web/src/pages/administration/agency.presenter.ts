import type { ResultOf } from '#api-client';
import { choicesOf } from '../meetings/meeting.words.js';
import { AGENCY_KIND_WORDS, SIGN_IN_WORDS } from './administration.words.js';
import type { AgencyPage } from './agency.graphql.js';
import type { AgencyView } from './agency.view.js';

type Agency = ResultOf<typeof AgencyPage>['agencies'][number];

/** One agency. `chosen`: what was chosen in a form that was refused; empty: nothing. */
export function agencyView(agency: Agency, chosen: string): AgencyView {
  const { id, name, kind, emailDomain, isCore, signIn, version } = agency;
  return {
    heading: name,
    facts: [
      { term: 'Kind', value: AGENCY_KIND_WORDS[kind] },
      { term: 'E-mail ends in', value: emailDomain ?? 'Not set' },
      { term: 'Expected at every meeting', value: isCore ? 'Yes' : 'No' },
    ],
    signIn: {
      action: `/administration/agencies/${id}/sign-in`,
      fields: { version: String(version) },
      choices: choicesOf(SIGN_IN_WORDS, chosen || signIn),
    },
  };
}
