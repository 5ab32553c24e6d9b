import type { Day } from '#kernel';
import type { Action } from '#actions';
import type { CaseFile, CaseFlag, CasePerson, Incident, RiskAssessment, RiskLevel } from '#cases';
import type { Row } from './demo-rows.js';
import type { Dice } from './dice.js';
import type { DemoPanel } from './panels.demo.js';

/** A level that a risk tool can give. */
export type Level = Exclude<RiskLevel, 'unknown'>;

/** How a case will end: what became of the behaviour by its closing. */
export type Fate = 'reduced' | 'same' | 'escalated' | 'displaced';

/** A case while its history is made up. */
export type DemoCase = {
  file: Row<CaseFile>;
  panel: DemoPanel;
  dice: Dice;
  victim: Row<CasePerson>;
  suspect: Row<CasePerson>;
  assessments: Row<RiskAssessment>[];
  incidents: Row<Incident>[];
  flags: Row<CaseFlag>[];
  actions: Row<Action>[];
  fate: Fate;
  hearings: number;
  riskAtFirstHearing: Level | null;
  /** Not before this day for a second hearing. */
  reviewFrom: Day | null;
};
