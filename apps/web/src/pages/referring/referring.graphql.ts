import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';

/** A referral that is being written, as its pages ask for it. */
export const DraftOfPage = graphql(`
  fragment DraftOfPage on ReferralDraft {
    id
    savedAt
    purgedAfter
    submittedAt
    version
    finding
    answers {
      field
      values
    }
    tasks {
      task
      state
      isOptional
    }
    problems {
      task
      field
      message
    }
  }
`);

/** A referral that is being written, as its pages get it. */
export type DraftOfPage = ResultOf<typeof DraftOfPage>;

export const MyDrafts = graphql(
  `
    query MyDrafts {
      ...Frame
      draftReferrals {
        id
        startedAt
        savedAt
        purgedAfter
        version
        tasks {
          task
          state
          isOptional
        }
      }
    }
  `,
  [Frame],
);

export const WaitingDrafts = graphql(`
  query WaitingDrafts {
    draftReferrals {
      id
      savedAt
      tasks {
        state
        isOptional
      }
    }
  }
`);

export const DraftPage = graphql(
  `
    query DraftPage($id: ID!) {
      ...Frame
      draftReferral(id: $id) {
        ...DraftOfPage
      }
      riskForms {
        tool
        version
        name
        about
        source
        questions {
          item
          text
          hint
        }
      }
      signposts {
        code
        text
        source
        checkedOn
      }
    }
  `,
  [Frame, DraftOfPage],
);

export const PanelChoice = graphql(`
  query PanelChoice {
    me {
      panels {
        id
        name
      }
    }
    panels {
      id
      name
      isActive
    }
  }
`);

/** Everything that a page of a draft shows, with all panels and those that the person runs or sits on. */
export type DraftPageData = ResultOf<typeof DraftPage> & {
  panels: ResultOf<typeof PanelChoice>['panels'];
  ownPanels: NonNullable<ResultOf<typeof PanelChoice>['me']>['panels'];
};

export const SentReferral = graphql(
  `
    query SentReferral($id: ID!) {
      ...Frame
      draftReferral(id: $id) {
        id
        submittedAt
        case {
          id
          reference
          panel {
            name
          }
          triage {
            urgency
            ruleReasons
            clock {
              dueAt
            }
          }
        }
      }
      signposts {
        code
        text
        source
        checkedOn
      }
    }
  `,
  [Frame],
);

export const StartReferral = graphql(`
  mutation StartReferral {
    startReferral {
      __typename
      ... on ReferralDraft {
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

export const AnswerReferral = graphql(
  `
    mutation AnswerReferral($input: AnswerReferralInput!) {
      answerReferral(input: $input) {
        __typename
        ... on ReferralDraft {
          ...DraftOfPage
        }
        ... on Refusal {
          code
          message
          field
        }
      }
    }
  `,
  [DraftOfPage],
);

export const DiscardReferral = graphql(`
  mutation DiscardReferral($input: DraftSeenInput!) {
    discardReferral(input: $input) {
      __typename
      ... on DraftDiscarded {
        draftId
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const SubmitReferral = graphql(`
  mutation SubmitReferral($input: DraftSeenInput!) {
    submitReferral(input: $input) {
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
