import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';

const LiveLine = graphql(`
  fragment LiveLine on Listing {
    id
    state
    kind
    plannedMinutes
    reasons
    isPinned
    isMovedByChair
    addendum
    startedAt
    endedAt
    notes
    victimView
    riskBefore
    riskAfter
    decision
    decisionReason
    actionCount
    missing
    version
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
      version
      text
      dueOn
      status
      agency {
        id
        name
      }
    }
  }
`);

/** A case of the running meeting as the page gets it. */
export type LiveLine = ResultOf<typeof LiveLine>;

export const LivePage = graphql(
  `
    query LivePage($id: ID!) {
      ...Frame
      meeting(id: $id) {
        id
        version
        state
        heldOn
        startsAt
        endsAt
        startedAt
        endedAt
        currentListingId
        isQuorate
        panel {
          id
          name
          members {
            agency {
              id
              name
            }
          }
        }
        attendance {
          id
          version
          presence
          note
          isConfidentialityAgreed
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
              ...LiveLine
            }
          }
        }
      }
    }
  `,
  [Frame, LiveLine],
);

/** What the page of the running meeting gets. */
export type LiveOfPage = ResultOf<typeof LivePage>;

export const CaseBackground = graphql(`
  query CaseBackground($caseId: ID!) {
    case(id: $caseId) {
      id
      listings {
        id
        decision
        decisionReason
        meeting {
          id
          heldOn
        }
      }
    }
  }
`);

/** Where a case stood at earlier meetings. */
export type BackgroundOfCase = ResultOf<typeof CaseBackground>['case'];

const MEETING_ANSWER = graphql(`
  fragment LiveMeetingAnswer on Meeting {
    id
    version
    currentListingId
  }
`);

const Refused = graphql(`
  fragment LiveRefused on Refusal {
    code
    message
    field
  }
`);

export const StartMeeting = graphql(
  `
    mutation StartMeeting($input: StartMeetingInput!) {
      startMeeting(input: $input) {
        __typename
        ...LiveMeetingAnswer
        ...LiveRefused
      }
    }
  `,
  [MEETING_ANSWER, Refused],
);

export const EndMeeting = graphql(
  `
    mutation EndMeeting($input: EndMeetingInput!) {
      endMeeting(input: $input) {
        __typename
        ...LiveMeetingAnswer
        ...LiveRefused
      }
    }
  `,
  [MEETING_ANSWER, Refused],
);

export const GoToListing = graphql(
  `
    mutation GoToListing($input: GoToListingInput!) {
      goToListing(input: $input) {
        __typename
        ...LiveMeetingAnswer
        ...LiveRefused
      }
    }
  `,
  [MEETING_ANSWER, Refused],
);

export const RecordAttendance = graphql(
  `
    mutation RecordAttendance($input: RecordAttendanceInput!) {
      recordAttendance(input: $input) {
        __typename
        ... on Attendance {
          id
          version
        }
        ...LiveRefused
      }
    }
  `,
  [Refused],
);

export const RecordDiscussion = graphql(
  `
    mutation RecordDiscussion($input: RecordDiscussionInput!) {
      recordDiscussion(input: $input) {
        __typename
        ... on Listing {
          id
          version
          case {
            id
            reference
          }
        }
        ...LiveRefused
      }
    }
  `,
  [Refused],
);

export const AgreeAction = graphql(
  `
    mutation AgreeAction($input: AgreeActionInput!) {
      agreeAction(input: $input) {
        __typename
        ... on Action {
          id
        }
        ...LiveRefused
      }
    }
  `,
  [Refused],
);

export const AgreeActionLine = graphql(
  `
    mutation AgreeActionLine($input: AgreeActionLineInput!) {
      agreeActionLine(input: $input) {
        __typename
        ... on Action {
          id
        }
        ...LiveRefused
      }
    }
  `,
  [Refused],
);

export const RemoveAction = graphql(
  `
    mutation RemoveAction($input: WithdrawActionInput!) {
      withdrawAction(input: $input) {
        __typename
        ... on Action {
          id
        }
        ...LiveRefused
      }
    }
  `,
  [Refused],
);

export const ActionLinePreview = graphql(`
  query ActionLinePreview($listingId: ID!, $line: String!) {
    actionLinePreview(listingId: $listingId, line: $line) {
      text
      dueOn
      agency {
        id
        name
      }
      refusal {
        message
      }
    }
  }
`);

export const MeetingLiveVersion = graphql(`
  query MeetingLiveVersion($id: ID!) {
    meetingLiveVersion(meetingId: $id)
  }
`);
