import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const BreakGlassPage = graphql(
  `
    query BreakGlassPage($isLead: Boolean!) {
      ...Frame
      myBreakGlass {
        id
        reason
        openedAt
        endsAt
        verdict
        caseId
      }
      agencyBreakGlass @include(if: $isLead) {
        id
        openedAt
        reason
        note
        person {
          id
          name
        }
      }
    }
  `,
  [Frame],
);

export const WhoAsks = graphql(
  `
    query WhoAsks {
      ...Frame
    }
  `,
  [Frame],
);

export const OpenByGlass = graphql(`
  mutation OpenByGlass($input: BreakGlassInput!) {
    breakGlass(input: $input) {
      __typename
      ... on BrokenGlass {
        caseId
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const GlassReviewsPage = graphql(
  `
    query GlassReviewsPage($state: BreakGlassReviewsWhich!, $after: String) {
      ...Frame
      breakGlassReviews(state: $state, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            reference
            reason
            openedAt
            endsAt
            reviewedAt
            verdict
            note
            version
            person {
              id
              name
            }
            agency {
              id
              name
            }
            panel {
              id
              name
            }
            reviewedBy {
              id
              name
            }
            readings {
              what
              times
              fields
            }
          }
        }
      }
    }
  `,
  [Frame],
);

export const GlassWaiting = graphql(`
  query GlassWaiting {
    breakGlassReviews(state: WAITING, first: 1) {
      totalCount
    }
  }
`);

export const JudgeGlass = graphql(`
  mutation JudgeGlass($input: ReviewBreakGlassInput!) {
    reviewBreakGlass(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
