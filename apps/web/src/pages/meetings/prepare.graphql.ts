import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';

/** What the agenda page shows of a line. */
const PreparedLine = graphql(`
  fragment PreparedLine on Listing {
    id
    state
    kind
    position
    plannedMinutes
    band
    priorityLow
    priorityHigh
    points {
      component
      label
      low
      high
      max
    }
    reasons
    dataNeeded
    leftOutReason
    isPinned
    isMovedByChair
    isMinutesByChair
    chairReason
    addendum
    heldUntil
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
  }
`);

/** A line as the agenda page gets it. */
export type PreparedLine = ResultOf<typeof PreparedLine>;

/** A meeting as the pages around its agenda show it. */
const MeetingHead = graphql(`
  fragment MeetingHead on Meeting {
    id
    version
    state
    heldOn
    startsAt
    endsAt
    place
    durationMinutes
    publishedAt
    addendumCount
    chair {
      id
      name
    }
    panel {
      id
      name
      quorum
      members {
        isRequired
        agency {
          id
          name
        }
      }
    }
    attendance {
      id
      presence
      agency {
        id
        name
      }
    }
  }
`);

const PreparedAgenda = graphql(
  `
    fragment PreparedAgenda on Agenda {
      capacityMinutes
      minutesPlanned
      overflowMinutes
      standingMinutes
      moreWaiting
      builtAt
      slots {
        kind
        label
        startsAt
        endsAt
        minutes
        listing {
          ...PreparedLine
        }
      }
      leftOut {
        ...PreparedLine
      }
      held {
        ...PreparedLine
      }
      lastChange {
        kind
        caseReference
        at
        changedBy {
          id
          name
        }
      }
      checks {
        code
        isMet
        message
      }
      conflictSuggestions {
        person {
          id
          name
        }
        case {
          id
          reference
        }
      }
    }
  `,
  [PreparedLine],
);

export const PreparePage = graphql(
  `
    query PreparePage($id: ID!) {
      ...Frame
      meeting(id: $id) {
        ...MeetingHead
        agenda {
          ...PreparedAgenda
        }
      }
      meetings(first: 100) {
        edges {
          node {
            id
            heldOn
            panel {
              id
            }
          }
        }
      }
    }
  `,
  [Frame, MeetingHead, PreparedAgenda],
);

/** What the agenda page gets. */
export type PreparedPage = ResultOf<typeof PreparePage>;

/** What every change of an agenda answers: enough for the message after it. */
const ChangedAgenda = graphql(`
  fragment ChangedAgenda on Agenda {
    meeting {
      id
      caseCount
    }
    lastChange {
      id
      caseReference
    }
  }
`);

const Refused = graphql(`
  fragment Refused on Refusal {
    code
    message
    field
  }
`);

export const BuildAgenda = graphql(
  `
    mutation BuildAgenda($meetingId: ID!) {
      buildAgenda(meetingId: $meetingId) {
        __typename
        ...ChangedAgenda
        ...Refused
      }
    }
  `,
  [ChangedAgenda, Refused],
);

export const UndoAgendaChange = graphql(
  `
    mutation UndoAgendaChange($meetingId: ID!) {
      undoAgendaChange(meetingId: $meetingId) {
        __typename
        ...ChangedAgenda
        ...Refused
      }
    }
  `,
  [ChangedAgenda, Refused],
);

export const MoveListing = graphql(
  `
    mutation MoveListing($input: MoveListingInput!) {
      moveListing(input: $input) {
        __typename
        ...ChangedAgenda
        ...Refused
      }
    }
  `,
  [ChangedAgenda, Refused],
);

export const PinListing = graphql(
  `
    mutation PinListing($input: PinListingInput!) {
      pinListing(input: $input) {
        __typename
        ...ChangedAgenda
        ...Refused
      }
    }
  `,
  [ChangedAgenda, Refused],
);

export const SetListingMinutes = graphql(
  `
    mutation SetListingMinutes($input: SetListingMinutesInput!) {
      setListingMinutes(input: $input) {
        __typename
        ...ChangedAgenda
        ...Refused
      }
    }
  `,
  [ChangedAgenda, Refused],
);

export const HoldListing = graphql(
  `
    mutation HoldListing($input: HoldListingInput!) {
      holdListing(input: $input) {
        __typename
        ...ChangedAgenda
        ...Refused
      }
    }
  `,
  [ChangedAgenda, Refused],
);

export const IncludeListing = graphql(
  `
    mutation IncludeListing($input: IncludeListingInput!) {
      includeListing(input: $input) {
        __typename
        ...ChangedAgenda
        ...Refused
      }
    }
  `,
  [ChangedAgenda, Refused],
);

export const AddToAgenda = graphql(
  `
    mutation AddToAgenda($input: AddToAgendaInput!) {
      addToAgenda(input: $input) {
        __typename
        ...ChangedAgenda
        ...Refused
      }
    }
  `,
  [ChangedAgenda, Refused],
);

export const PublishAgenda = graphql(
  `
    mutation PublishAgenda($input: PublishAgendaInput!) {
      publishAgenda(input: $input) {
        __typename
        ...ChangedAgenda
        ...Refused
      }
    }
  `,
  [ChangedAgenda, Refused],
);

export const AddCasePage = graphql(
  `
    query AddCasePage($id: ID!, $panelId: ID!, $search: String) {
      ...Frame
      meeting(id: $id) {
        ...MeetingHead
      }
      cases(first: 50, panelId: $panelId, state: FLAGGED, search: $search) {
        totalCount
        edges {
          node {
            id
            reference
            riskLevel
            victimInitials
            victimAge
            daysWaiting
            heldUntil
            panel {
              id
            }
            referringAgency {
              id
              name
            }
          }
        }
      }
    }
  `,
  [Frame, MeetingHead],
);

/** What the page for adding a case gets. */
export type AddCaseOfPage = ResultOf<typeof AddCasePage>;
