import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';
import { ListedAction } from '../actions/actions.graphql.js';
import { StepOfReferral, TransferUnderWay, TriageOfRow } from './referrals.graphql.js';

/** Somebody of a linked case. */
const PersonOfLink = graphql(`
  fragment PersonOfLink on LinkedPerson {
    personId
    name
    role
    caseId
    reference
    state
    referredOn
    panel {
      id
      name
    }
  }
`);

export const ReferralPage = graphql(
  `
    query ReferralPage($id: ID!) {
      ...Frame
      panels {
        id
        name
        isActive
      }
      signposts {
        code
        text
        source
        checkedOn
      }
      linksOfCase(caseId: $id) {
        links {
          link {
            id
            state
            summary
            rulesVersion
          }
          own {
            ...PersonOfLink
          }
          other {
            ...PersonOfLink
          }
        }
        through {
          own {
            ...PersonOfLink
          }
          other {
            ...PersonOfLink
          }
        }
        shared {
          kind
          own {
            ...PersonOfLink
          }
          other {
            ...PersonOfLink
          }
        }
        alsoElsewhere
      }
      case(id: $id) {
        id
        version
        reference
        state
        riskLevel
        handling
        isImminentThreat
        openedByBreakGlassUntil
        referredOn
        submittedAt
        referrerName
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
        victimInitials
        victimAge
        panel {
          id
          name
          durationMinutes
          place
          members {
            agency {
              id
              name
            }
          }
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
        assessments {
          id
          tool
          assessedOn
          score
          level
          rationale
          assessedBy {
            id
            name
          }
        }
        incidents {
          id
          occurredOn
          behaviours
          description
          isBreach
          isWeaponOrStrangulation
        }
        flags {
          id
          reason
          rule
          clearedAt
        }
        actions {
          ...ListedAction
        }
        transfer {
          ...TransferUnderWay
        }
        triage {
          ...TriageOfRow
        }
        triageSteps {
          ...StepOfReferral
        }
      }
    }
  `,
  [Frame, ListedAction, PersonOfLink, StepOfReferral, TransferUnderWay, TriageOfRow],
);

/** A referral as its page gets it. */
export type ReferralOfPage = ResultOf<typeof ReferralPage>['case'];

/** What connects it with other cases. */
export type LinksOfReferral = ResultOf<typeof ReferralPage>['linksOfCase'];

export const AcknowledgeTransfer = graphql(`
  mutation AcknowledgeTransfer($input: SettleTransferInput!) {
    acknowledgeTransfer(input: $input) {
      __typename
      ... on CaseTransfer {
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

export const TakeBackTransfer = graphql(`
  mutation TakeBackTransfer($input: SettleTransferInput!) {
    takeBackTransfer(input: $input) {
      __typename
      ... on CaseTransfer {
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

export const TransferCase = graphql(`
  mutation TransferCase($input: TransferCaseInput!) {
    transferCase(input: $input) {
      __typename
      ... on CaseTransfer {
        id
        version
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

/** What comes back of a decision: the version to undo it with. */
const Decided = graphql(`
  fragment Decided on Case {
    id
    triage {
      version
    }
  }
`);

export const AcceptReferral = graphql(
  `
    mutation AcceptReferral($input: AcceptReferralInput!) {
      done: acceptReferral(input: $input) {
        __typename
        ...Decided
        ... on Refusal {
          code
          message
          field
        }
      }
    }
  `,
  [Decided],
);

export const ReturnReferral = graphql(
  `
    mutation ReturnReferral($input: ReturnReferralInput!) {
      done: returnReferral(input: $input) {
        __typename
        ...Decided
        ... on Refusal {
          code
          message
          field
        }
      }
    }
  `,
  [Decided],
);

export const DeclineReferral = graphql(
  `
    mutation DeclineReferral($input: DeclineReferralInput!) {
      done: declineReferral(input: $input) {
        __typename
        ...Decided
        ... on Refusal {
          code
          message
          field
        }
      }
    }
  `,
  [Decided],
);

export const RedirectReferral = graphql(
  `
    mutation RedirectReferral($input: RedirectReferralInput!) {
      done: redirectReferral(input: $input) {
        __typename
        ...Decided
        ... on Refusal {
          code
          message
          field
        }
      }
    }
  `,
  [Decided],
);

export const SetReferralUrgency = graphql(
  `
    mutation SetReferralUrgency($input: SetUrgencyInput!) {
      done: setReferralUrgency(input: $input) {
        __typename
        ...Decided
        ... on Refusal {
          code
          message
          field
        }
      }
    }
  `,
  [Decided],
);

export const AnswerReturn = graphql(
  `
    mutation AnswerReturn($input: AnswerReturnInput!) {
      done: answerReturn(input: $input) {
        __typename
        ...Decided
        ... on Refusal {
          code
          message
          field
        }
      }
    }
  `,
  [Decided],
);

export const AppealReferral = graphql(
  `
    mutation AppealReferral($input: ReferralReasonInput!) {
      done: appealReferral(input: $input) {
        __typename
        ...Decided
        ... on Refusal {
          code
          message
          field
        }
      }
    }
  `,
  [Decided],
);

export const ReopenReferral = graphql(
  `
    mutation ReopenReferral($input: ReferralReasonInput!) {
      done: reopenReferral(input: $input) {
        __typename
        ...Decided
        ... on Refusal {
          code
          message
          field
        }
      }
    }
  `,
  [Decided],
);

export const UndoReferralDecision = graphql(
  `
    mutation UndoReferralDecision($input: UndoReferralDecisionInput!) {
      done: undoReferralDecision(input: $input) {
        __typename
        ...Decided
        ... on Refusal {
          code
          message
          field
        }
      }
    }
  `,
  [Decided],
);

export const ProposeEmergencyMeeting = graphql(`
  mutation ProposeEmergencyMeeting($input: ProposeEmergencyMeetingInput!) {
    proposeEmergencyMeeting(input: $input) {
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

export const PlanEmergencyMeeting = graphql(`
  mutation PlanEmergencyMeeting($input: PlanEmergencyMeetingInput!) {
    planEmergencyMeeting(input: $input) {
      __typename
      ... on Meeting {
        id
        heldOn
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const AgreeImmediateAction = graphql(`
  mutation AgreeImmediateAction($input: AgreeActionInput!) {
    agreeAction(input: $input) {
      __typename
      ... on Action {
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
