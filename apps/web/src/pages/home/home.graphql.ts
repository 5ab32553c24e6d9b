import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';
import { ListedAction } from '../actions/actions.graphql.js';
import { ListedCase } from '../cases/cases.graphql.js';
import { OutcomeFigures } from '../outcomes/outcomes.graphql.js';

export const HomeFrame = graphql(
  `
    query HomeFrame {
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

/** Who is at home, with the panels they work on. */
export type HomeMe = NonNullable<ResultOf<typeof HomeFrame>['me']>;

/** What the home page shows of a meeting to come. */
export const ComingMeeting = graphql(`
  fragment ComingMeeting on Meeting {
    id
    heldOn
    startsAt
    endsAt
    place
    state
    caseCount
    panel {
      id
      name
    }
  }
`);

/** A meeting to come, as the home page gets it. */
export type ComingMeeting = ResultOf<typeof ComingMeeting>;

export const HomeOfAgency = graphql(
  `
    query HomeOfAgency {
      agencyActionCounts {
        overdue
        dueNext7Days
        dueLater
        doneThisQuarter
      }
      agencyActions(first: 6, due: [OVERDUE, NEXT_7_DAYS]) {
        edges {
          node {
            ...ListedAction
          }
        }
      }
      meetings(first: 5) {
        edges {
          node {
            ...ComingMeeting
          }
        }
      }
    }
  `,
  [ListedAction, ComingMeeting],
);

export const HomeOfPanels = graphql(
  `
    query HomeOfPanels {
      actions(first: 5, overdueOnly: true) {
        edges {
          node {
            ...ListedAction
          }
        }
      }
      meetings(first: 10) {
        edges {
          node {
            ...ComingMeeting
          }
        }
      }
      referralCounts {
        colour
        count
      }
      accepted: cases(first: 5, state: ACCEPTED) {
        totalCount
        edges {
          node {
            ...ListedCase
          }
        }
      }
    }
  `,
  [ListedAction, ComingMeeting, ListedCase],
);

export const RoomOnAgenda = graphql(`
  query RoomOnAgenda($meetingId: ID!) {
    meeting(id: $meetingId) {
      id
      agenda {
        builtAt
        minutesFree
        overflowMinutes
        checks {
          code
          isMet
        }
      }
    }
  }
`);

export const RiskOfQueue = graphql(`
  query RiskOfQueue($panelId: ID!) {
    queueRisk(panelId: $panelId) {
      waiting
      inTriage
      overTarget
      soonOverTarget
      unranked
      targetDays
      longestWaitDays
      byBand {
        band
        count
      }
      ages {
        age
        fromDays
        toDays
        count
        byBand {
          band
          count
        }
      }
      rule {
        name
        version
        source
      }
      mostDangerous {
        id
        reference
        state
        daysWaiting
        victimInitials
        victimAge
        priority {
          band
          bandReasons
        }
      }
    }
  }
`);

/** What waits at one panel, on no agenda. */
export type RiskOfQueue = ResultOf<typeof RiskOfQueue>['queueRisk'];

export const HomeOfLead = graphql(
  `
    query HomeOfLead($from: Day!, $to: Day!) {
      outcomes(from: $from, to: $to) {
        ...OutcomeFigures
      }
      meetings(first: 5) {
        edges {
          node {
            ...ComingMeeting
          }
        }
      }
    }
  `,
  [OutcomeFigures, ComingMeeting],
);

export const HomeOfAdministrator = graphql(`
  query HomeOfAdministrator {
    agencies {
      id
    }
    panels {
      id
    }
    people(first: 1) {
      totalCount
    }
  }
`);
