import { graphql, type ResultOf } from '#api-client';
import { Frame } from '../../session/frame.js';

/** Every threshold of a panel. */
const SettingsOfPanel = graphql(`
  fragment SettingsOfPanel on TriageSettings {
    urgentHours
    highHours
    standardHours
    urgentCounting
    highCounting
    standardCounting
    cutOff
    startOfDay
    endOfDay
    amberPercent
    redPercent
    targetDays
    amberDays
    redDays
    warnDays
    answerDays
    acknowledgeDays
    secondLookPercent
    escalationIncidents
    escalationMonths
    shorterGapPercent
  }
`);

/** The thresholds as the API gives them. */
export type TriageSettings = ResultOf<typeof SettingsOfPanel>;

export const TriageSettingsPage = graphql(
  `
    query TriageSettingsPage($panelId: ID!) {
      ...Frame
      me {
        panels {
          id
          name
        }
      }
      panel(id: $panelId) {
        id
        name
        version
        triageSettings {
          ...SettingsOfPanel
        }
      }
      panelSettingHistory(panelId: $panelId) {
        id
        field
        oldValue
        newValue
        reason
        changedAt
        changedBy {
          id
          name
        }
      }
    }
  `,
  [Frame, SettingsOfPanel],
);

export const PanelsWithSettings = graphql(
  `
    query PanelsWithSettings {
      ...Frame
      me {
        panels {
          id
          name
        }
      }
      panels {
        id
        name
      }
    }
  `,
  [Frame],
);

export const ChangeTriageSettings = graphql(`
  mutation ChangeTriageSettings($input: ChangeTriageSettingsInput!) {
    changeTriageSettings(input: $input) {
      __typename
      ... on Panel {
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
