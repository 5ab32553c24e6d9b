import type { Dice } from './dice.js';

/** People of Northbridge who keep their place in every demo, by agency kind, role and turn. */
export const WORKERS: Record<string, string> = {
  'police/chair/1': 'Dana Whitlock',
  'police/chair/2': 'Marcus Fenwright',
  'police/chair/3': 'Oluchi Garrowby',
  'police/coordinator/4': 'Sam Patel',
  'police/coordinator/5': 'Rhian Wetherstone',
  'police/coordinator/6': 'Piotr Lodewick',
  'police/strategic_lead/7': 'Helena Marchbank',
  'police/administrator/8': 'Joss Inkerman',
  'police/agency_lead/1': 'DI Theo Castleden',
  'police/agency_member/1': 'DS L. Okafor',
  'police/agency_member/2': 'PC A. Marsh',
  'police/agency_member/3': 'PC R. Bell',
  'stalking_advocacy/advocate/1': 'N. Farrell',
  'probation/agency_member/1': 'S. Lindqvist',
  'housing/agency_member/1': 'G. Adeyemi',
  'adult_social_care/agency_member/1': 'H. Brooke',
};

const GIVEN = [
  'Aled',
  'Beatrix',
  'Callum',
  'Dilys',
  'Esme',
  'Farida',
  'Gwen',
  'Harun',
  'Iris',
  'Jomo',
  'Katya',
  'Leon',
  'Maeve',
  'Niall',
  'Orla',
  'Priya',
  'Quentin',
  'Rosalie',
  'Samir',
  'Tess',
  'Una',
  'Viktor',
  'Winifred',
  'Yusuf',
  'Zadie',
];

const FAMILY_START = [
  'Alder',
  'Birken',
  'Cray',
  'Dray',
  'Eske',
  'Flax',
  'Gorse',
  'Hazel',
  'Ivel',
  'Larch',
  'Marl',
];
const FAMILY_END = ['bourne', 'croft', 'den', 'ford', 'ham', 'ley', 'mere', 'shaw', 'ton', 'well', 'wood'];

/** An invented name for somebody who works for an agency. */
export function workerName(dice: Dice): string {
  return `${dice.pick(GIVEN)} ${dice.pick(FAMILY_START)}${dice.pick(FAMILY_END)}`;
}
