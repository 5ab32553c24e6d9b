import type { ResultOf } from '#api-client';
import type { AgenciesPage, PeoplePage } from './administration.graphql.js';

type AgencyKind = ResultOf<typeof AgenciesPage>['agencies'][number]['kind'];
type Role = ResultOf<typeof PeoplePage>['people']['edges'][number]['node']['role'];

/** What sort of service an agency is, in words. */
export const AGENCY_KIND_WORDS: Readonly<Record<AgencyKind, string>> = {
  POLICE: 'Police',
  PROBATION: 'Probation',
  PROSECUTION: 'Prosecution',
  STALKING_ADVOCACY: 'Stalking advocacy',
  IDVA: 'Domestic abuse advocacy',
  HOUSING: 'Housing',
  REGISTERED_SOCIAL_LANDLORD: 'Registered social landlord',
  ADULT_SOCIAL_CARE: 'Adult social care',
  CHILDRENS_SOCIAL_CARE: "Children's social care",
  MENTAL_HEALTH: 'Mental health',
  ACUTE_HEALTH: 'Hospital',
  PRIMARY_CARE: 'Primary care',
  SUBSTANCE_MISUSE: 'Substance misuse',
  EDUCATION: 'Education',
  FIRE: 'Fire and rescue',
  VOLUNTARY_SECTOR: 'Voluntary sector',
  OTHER: 'Other',
};

/** What a person does for panels, in words. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  AGENCY_MEMBER: 'Practitioner',
  AGENCY_LEAD: 'Agency lead',
  ADVOCATE: 'Advocate',
  CHAIR: 'Chair',
  COORDINATOR: 'Coordinator',
  STRATEGIC_LEAD: 'Strategic lead',
  AUDITOR: 'Auditor',
  ADMINISTRATOR: 'Administrator',
};

/** How the people of an agency sign in, in words. */
export const SIGN_IN_WORDS = { ANY: 'In any way', ORGANISATION: 'With their organisation only' } as const;
