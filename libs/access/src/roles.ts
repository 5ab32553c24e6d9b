/** The roles of domain.md section F87: what a person does for panels. */
export const ROLES = [
  'chair',
  'coordinator',
  'agency_member',
  'agency_lead',
  'advocate',
  'strategic_lead',
  'auditor',
  'administrator',
] as const;

/** One value of {@link ROLES}. */
export type Role = (typeof ROLES)[number];
