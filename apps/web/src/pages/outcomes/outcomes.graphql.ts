import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';

/** Every figure of a period. */
export const OutcomeFigures = graphql(`
  fragment OutcomeFigures on Outcomes {
    from
    to
    targetDays
    targetOnTimePercent
    openActions
    overdueActions
    casesHeard {
      value
      before
    }
    riskReduced {
      percent
      of
      beforePercent
      isHidden
    }
    actionsOnTime {
      percent
      of
      beforePercent
    }
    daysToFirstHearing {
      value
      before
    }
    riskChange {
      reduced
      same
      increased
      total
      panel {
        id
        name
      }
    }
    daysByMonth {
      month
      medianDays
      of
      isHidden
    }
    agencies {
      onTimePercent
      beforePercent
      of
      openActions
      overdueActions
      agency {
        id
        name
      }
    }
    panelsAtAGlance {
      openCases
      carriedOver
      overdueActions
      panel {
        id
        name
      }
    }
    attention {
      code
      message
      agencyId
      panelId
    }
  }
`);

/** The figures as pages get them. */
export type OutcomeFigures = ResultOf<typeof OutcomeFigures>;

export const OutcomesPage = graphql(
  `
    query OutcomesPage($panelId: ID, $from: Day!, $to: Day!) {
      ...Frame
      panels {
        id
        name
      }
      outcomes(panelId: $panelId, from: $from, to: $to) {
        ...OutcomeFigures
      }
    }
  `,
  [Frame, OutcomeFigures],
);
