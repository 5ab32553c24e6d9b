import { defineEvent } from '#platform';

/** Something happened to a referral in triage: the step says what. */
export const TriageStepTaken = defineEvent<{ caseId: string; stepId: string }>('triage.step_taken');

/** A case belongs to another panel now. */
export const CaseTransferred = defineEvent<{ caseId: string }>('case.transferred');

/** Cases of a panel were drawn for a second look. */
export const SecondLooksDrawn = defineEvent<{ drawId: string }>('second_looks.drawn');
