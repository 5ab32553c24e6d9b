import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';
import { StepOfReferral } from '../referrals/referrals.graphql.js';

/** The signs of escalation of a case, with the rule that looked. */
export const EscalationOfCase = graphql(`
  fragment EscalationOfCase on Case {
    escalation {
      sign
      isFound
      reason
      rule {
        name
        version
        source
      }
    }
  }
`);

/** Signs of escalation as pages get them. */
export type EscalationOfCase = ResultOf<typeof EscalationOfCase>['escalation'];

/** The story of a case: referral and decisions, what happened, what was assessed, flagged, heard and agreed. */
export const StoryOfCase = graphql(
  `
    fragment StoryOfCase on Case {
      referredOn
      submittedAt
      referrerName
      referringAgency {
        id
        name
      }
      triageSteps {
        ...StepOfReferral
      }
      assessments {
        id
        tool
        assessedOn
        score
        level
        rationale
        finding
        answers {
          question
          answer
          note
        }
        recordedAt
        assessedBy {
          id
          name
        }
      }
      incidents {
        id
        occurredOn
        behaviours
        channel
        place
        description
        evidenceReferences
        isBreach
        isWeaponOrStrangulation
        recordedBy {
          id
          name
        }
      }
      flags {
        id
        reason
        rule
        ruleVersion
        flaggedAt
        clearedAt
        clearedReason
        flaggedBy {
          id
          name
        }
      }
      listings {
        id
        state
        decision
        decisionReason
        meeting {
          id
          heldOn
          state
        }
      }
      outcomeReviews {
        id
        occasion
        reviewedOn
        riskNow
        behaviour
        victimFeels
        furtherIncidents
        summary
      }
      actions {
        id
        reference
        text
        status
        dueOn
        note
        agreedAt
        closedAt
        agency {
          id
          name
        }
      }
    }
  `,
  [StepOfReferral],
);

/** The story of a case as pages get it. */
export type StoryOfCase = ResultOf<typeof StoryOfCase>;

export const ChronologyPage = graphql(
  `
    query ChronologyPage($id: ID!) {
      ...Frame
      case(id: $id) {
        id
        reference
        state
        openedByBreakGlassUntil
        ...StoryOfCase
        ...EscalationOfCase
      }
    }
  `,
  [EscalationOfCase, Frame, StoryOfCase],
);

/** A case as its chronology gets it. */
export type CaseOfChronology = ResultOf<typeof ChronologyPage>['case'];

export const IncidentPage = graphql(
  `
    query IncidentPage($id: ID!) {
      ...Frame
      case(id: $id) {
        id
        reference
        state
        openedByBreakGlassUntil
      }
    }
  `,
  [Frame],
);

/** A case as the form for an incident gets it. */
export type CaseOfIncident = ResultOf<typeof IncidentPage>['case'];

export const RecordedPage = graphql(
  `
    query RecordedPage($id: ID!) {
      ...Frame
      case(id: $id) {
        id
        reference
        state
        openedByBreakGlassUntil
        flags {
          id
          reason
          rule
          ruleVersion
          clearedAt
        }
        priority {
          band
          bandReasons
        }
        ...EscalationOfCase
      }
    }
  `,
  [EscalationOfCase, Frame],
);

/** A case as the page after an incident gets it. */
export type CaseOfRecorded = ResultOf<typeof RecordedPage>['case'];

export const RecordIncident = graphql(`
  mutation RecordIncident($input: RecordIncidentInput!) {
    recordIncident(input: $input) {
      __typename
      ... on Case {
        id
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
