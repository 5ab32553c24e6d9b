import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';
import { ListedAction } from '../actions/actions.graphql.js';
import { SentReminder } from '../actions/reminders.graphql.js';

/** The priority of a case with the points behind it. */
const PriorityOfCase = graphql(`
  fragment PriorityOfCase on CasePriority {
    band
    bandReasons
    low
    high
    dataNeeded
    points {
      component
      label
      low
      high
      max
      reason
    }
  }
`);

/** The story of a case: what was assessed, what happened, who flagged, what meetings said. */
const StoryOfCase = graphql(
  `
    fragment StoryOfCase on Case {
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
        description
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
      reminders {
        ...SentReminder
      }
    }
  `,
  [SentReminder],
);

export const CasePage = graphql(
  `
    query CasePage($id: ID!) {
      ...Frame
      case(id: $id) {
        openedByBreakGlassUntil
        id
        version
        reference
        state
        riskLevel
        handling
        isImminentThreat
        referredOn
        referrerName
        submittedAt
        criteria
        criteriaReason
        relationship
        behaviours
        firstIncidentOn
        lastIncidentOn
        incidents12m
        weaponsAccess
        threats
        children
        offences
        crimeNumber
        ordersInForce
        victimAware
        victimWishes
        wantsPoliceContact
        safetyActionsTaken
        advocateReferral
        lpa
        suspectReleaseOn
        daysWaiting
        timesNotReached
        timesDeferred
        heldUntil
        heldReason
        lastDiscussedOn
        closedAt
        victimInitials
        victimAge
        panel {
          id
          name
        }
        referringAgency {
          id
          name
        }
        people {
          id
          role
          firstName
          lastName
          alias
          bornOn
          gender
          contactWithheld
          safeToCall
          phone
          address
          postcode
          handles
        }
        priority {
          ...PriorityOfCase
        }
        actions {
          ...ListedAction
        }
        ...StoryOfCase
      }
    }
  `,
  [Frame, ListedAction, PriorityOfCase, StoryOfCase],
);

/** One case as its page gets it. */
export type CaseOfPage = ResultOf<typeof CasePage>['case'];

export const FlagCase = graphql(`
  mutation FlagCase($input: FlagCaseInput!) {
    flagCase(input: $input) {
      __typename
      ... on Case {
        id
        reference
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const UnflagCase = graphql(`
  mutation UnflagCase($input: FlagCaseInput!) {
    unflagCase(input: $input) {
      __typename
      ... on Case {
        id
        reference
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
