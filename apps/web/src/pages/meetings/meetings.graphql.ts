import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';

export const MeetingsPage = graphql(
  `
    query MeetingsPage($when: MeetingsWhen!, $panelId: ID, $after: String) {
      ...Frame
      me {
        panels {
          id
          name
        }
      }
      meetings(first: 50, when: $when, panelId: $panelId, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            state
            kind
            heldOn
            plannedOn
            startsAt
            endsAt
            place
            caseCount
            cancelledReason
            chair {
              id
              name
            }
            panel {
              id
              name
              coordinator {
                id
              }
            }
          }
        }
      }
    }
  `,
  [Frame],
);

/** What the list of meetings gets. */
export type MeetingsOfPage = ResultOf<typeof MeetingsPage>;

export const GenerateMeetings = graphql(`
  mutation GenerateMeetings($panelId: ID!) {
    generateMeetings(panelId: $panelId) {
      __typename
      ... on GeneratedMeetings {
        created
        clashes {
          on
          message
        }
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const ChangeMeetingPage = graphql(
  `
    query ChangeMeetingPage($id: ID!) {
      ...Frame
      meeting(id: $id) {
        id
        version
        state
        heldOn
        startsAt
        caseCount
        panel {
          id
          name
        }
      }
    }
  `,
  [Frame],
);

/** What the page for moving or cancelling gets. */
export type ChangeMeetingOfPage = ResultOf<typeof ChangeMeetingPage>;

export const MoveMeeting = graphql(`
  mutation MoveMeeting($input: MoveMeetingInput!) {
    moveMeeting(input: $input) {
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

export const CancelMeeting = graphql(`
  mutation CancelMeeting($input: CancelMeetingInput!) {
    cancelMeeting(input: $input) {
      __typename
      ... on Meeting {
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

export const MeetingPage = graphql(
  `
    query MeetingPage($id: ID!) {
      ...Frame
      meeting(id: $id) {
        id
        state
        heldOn
        startsAt
        endsAt
        place
        publishedAt
        startedAt
        endedAt
        addendumCount
        movedReason
        cancelledReason
        chair {
          id
          name
        }
        panel {
          id
          name
          quorum
        }
        attendance {
          id
          presence
          note
          agency {
            id
            name
          }
          person {
            id
            name
          }
        }
        agenda {
          slots {
            kind
            label
            startsAt
            endsAt
            minutes
            listing {
              id
              state
              kind
              position
              reasons
              isPinned
              isMovedByChair
              addendum
              notes
              victimView
              riskBefore
              riskAfter
              decision
              decisionReason
              case {
                id
                reference
                riskLevel
                isImminentThreat
                victimInitials
                victimAge
                timesNotReached
                timesDeferred
                overdueActionCount
                referringAgency {
                  id
                  name
                }
              }
              actions {
                id
                reference
                text
                dueOn
                status
                agency {
                  id
                  name
                }
              }
            }
          }
        }
      }
    }
  `,
  [Frame],
);

/** What the page of one meeting gets. */
export type MeetingOfPage = ResultOf<typeof MeetingPage>;

export const MeetingWithoutAgenda = graphql(
  `
    query MeetingWithoutAgenda($id: ID!) {
      ...Frame
      meeting(id: $id) {
        id
        state
        heldOn
        startsAt
        endsAt
        place
        publishedAt
        startedAt
        endedAt
        addendumCount
        movedReason
        cancelledReason
        chair {
          id
          name
        }
        panel {
          id
          name
          quorum
        }
        attendance {
          id
          presence
          note
          agency {
            id
            name
          }
          person {
            id
            name
          }
        }
      }
    }
  `,
  [Frame],
);

/** A meeting for somebody who may not read its agenda. */
export type MeetingOnly = ResultOf<typeof MeetingWithoutAgenda>;
