import type { ActionCategory } from './action.entity.js';

const BY_KIND: Readonly<Record<string, ActionCategory>> = {
  police: 'suspect_disruption',
  probation: 'suspect_disruption',
  prosecution: 'order',
  stalking_advocacy: 'advocacy_support',
  idva: 'advocacy_support',
  voluntary_sector: 'advocacy_support',
  childrens_social_care: 'children',
  education: 'children',
  housing: 'housing_security',
  registered_social_landlord: 'housing_security',
  fire: 'housing_security',
  mental_health: 'health',
  acute_health: 'health',
  primary_care: 'health',
  substance_misuse: 'health',
};

/** The category that most actions of a kind of agency have: taken for an action typed in one line, to be corrected. */
export function usualCategory(agencyKind: string): ActionCategory {
  return BY_KIND[agencyKind] ?? 'victim_safety';
}
