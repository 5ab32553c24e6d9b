import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';
import { ListedAction } from '../actions/actions.graphql.js';
import { SentReminder } from '../actions/reminders.graphql.js';
import { EscalationOfCase, StoryOfCase } from '../chronology/chronology.graphql.js';

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
        reminders {
          ...SentReminder
        }
        ...EscalationOfCase
        ...StoryOfCase
      }
    }
  `,
  [EscalationOfCase, Frame, ListedAction, PriorityOfCase, SentReminder, StoryOfCase],
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
