import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';

/** How a referral stands in triage, as lists show it. */
export const TriageOfRow = graphql(`
  fragment TriageOfRow on Triage {
    urgency
    ruleUrgency
    ruleReasons
    isRaised
    receivedAt
    waited
    outcome
    appealedAt
    version
    urgencyRule {
      name
      version
      source
    }
    clock {
      colour
      inWords
      dueAt
    }
  }
`);

/** What a list shows of a referral: no names. */
export const ListedReferral = graphql(
  `
    fragment ListedReferral on Case {
      id
      reference
      state
      riskLevel
      referredOn
      referrerName
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
      triage {
        ...TriageOfRow
      }
    }
  `,
  [TriageOfRow],
);

/** A referral as lists get it. */
export type ListedReferral = ResultOf<typeof ListedReferral>;

/** A case on its way between panels. */
export const TransferUnderWay = graphql(`
  fragment TransferUnderWay on CaseTransfer {
    id
    reason
    askedAt
    version
    case {
      id
      reference
    }
    fromPanel {
      id
      name
    }
    toPanel {
      id
      name
    }
  }
`);

/** A transfer as lists get it. */
export type TransferUnderWay = ResultOf<typeof TransferUnderWay>;

export const WhoAsks = graphql(
  `
    query WhoAsks {
      ...Frame
      me {
        panels {
          id
          name
        }
      }
    }
  `,
  [Frame],
);

export const QueuePage = graphql(
  `
    query QueuePage(
      $after: String
      $panelId: ID
      $urgency: Urgency
      $colour: ClockColour
      $isReturned: Boolean
      $isAppeal: Boolean
    ) {
      ...Frame
      referralCounts(panelId: $panelId) {
        urgency
        colour
        isReturned
        isAppeal
        count
      }
      secondLooks(panelId: $panelId) {
        id
        doneAt
      }
      mailboxMessages(first: 1) {
        totalCount
      }
      transfersUnderWay(panelId: $panelId) {
        ...TransferUnderWay
      }
      referrals(
        after: $after
        panelId: $panelId
        urgency: $urgency
        colour: $colour
        isReturned: $isReturned
        isAppeal: $isAppeal
      ) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...ListedReferral
          }
        }
      }
    }
  `,
  [Frame, ListedReferral, TransferUnderWay],
);

/** One thing that happened to a referral, with the advice that went with it. */
export const StepOfReferral = graphql(`
  fragment StepOfReferral on TriageStep {
    id
    kind
    at
    words
    forum
    signposts {
      code
      text
      source
      checkedOn
    }
    by {
      id
      name
    }
  }
`);

/** A step as pages get it. */
export type StepOfReferral = ResultOf<typeof StepOfReferral>;

export const MyReferralsPage = graphql(
  `
    query MyReferralsPage($after: String, $state: CaseState) {
      ...Frame
      toAnswer: agencyReferrals(first: 10, state: RETURNED_FOR_INFORMATION) {
        totalCount
        edges {
          node {
            ...ListedReferral
            triageSteps {
              ...StepOfReferral
            }
          }
        }
      }
      agencyReferrals(after: $after, state: $state) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...ListedReferral
            triageSteps {
              ...StepOfReferral
            }
          }
        }
      }
    }
  `,
  [Frame, ListedReferral, StepOfReferral],
);
