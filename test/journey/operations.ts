const REFUSAL = '... on Refusal { code message field }';
const AGENDA = `... on Agenda { meeting { id version state } minutesPlanned capacityMinutes moreWaiting
  checks { code isMet message } leftOut { leftOutReason }
  slots { kind minutes listing { id version band priorityHigh reasons points { component reason } case { id reference } } } }`;
const ACTION = '... on Action { id reference version status dueOn isOpen agency { id } owner { id } }';

/** The operations of the main job, as an agency's own system would send them. */
export const OPERATIONS = {
  directory: `{ agencies { id name } people(first: 100) { edges { node { id name email role agency { id name } } } } }`,
  createPanel: `mutation ($input: CreatePanelInput!) { createPanel(input: $input) { __typename ${REFUSAL} ... on Panel { id } } }`,
  generate: `mutation ($panelId: ID!) { generateMeetings(panelId: $panelId) { __typename ${REFUSAL}
    ... on GeneratedMeetings { created meetings { id heldOn startsAt version state } } } }`,
  cases: `query ($panelId: ID, $after: String) { cases(first: 100, panelId: $panelId, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id reference state flags { rule reason } } } } }`,
  flag: `mutation ($input: FlagCaseInput!) { flagCase(input: $input) { __typename ${REFUSAL} ... on Case { state } } }`,
  build: `mutation ($id: ID!) { buildAgenda(meetingId: $id) { __typename ${REFUSAL} ${AGENDA} } }`,
  publish: `mutation ($input: PublishAgendaInput!) { publishAgenda(input: $input) { __typename ${REFUSAL} ${AGENDA} } }`,
  meeting: `query ($id: ID!) { meeting(id: $id) { id version state attendance { id version agency { id } } } }`,
  start: `mutation ($input: StartMeetingInput!) { startMeeting(input: $input) { __typename ${REFUSAL} ... on Meeting { version state } } }`,
  attend: `mutation ($input: RecordAttendanceInput!) { recordAttendance(input: $input) { __typename ${REFUSAL} } }`,
  goTo: `mutation ($input: GoToListingInput!) { goToListing(input: $input) { __typename ${REFUSAL} } }`,
  agree: `mutation ($input: AgreeActionInput!) { agreeAction(input: $input) { __typename ${REFUSAL} ${ACTION} } }`,
  listing: `query ($id: ID!) { meeting(id: $id) { version agenda { slots { listing { id version actions { id } } } } } }`,
  discuss: `mutation ($input: RecordDiscussionInput!) { recordDiscussion(input: $input) { __typename ${REFUSAL} ... on Listing { version } } }`,
  end: `mutation ($input: EndMeetingInput!) { endMeeting(input: $input) { __typename ${REFUSAL} ... on Meeting { state } } }`,
  openActions: `query ($after: String) { agencyActions(first: 100, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    edges { node { id version isOverdue text } } } }`,
  acknowledge: `mutation ($input: AcknowledgeActionInput!) { acknowledgeAction(input: $input) { __typename ${REFUSAL} ${ACTION} } }`,
  complete: `mutation ($input: CompleteActionInput!) { completeAction(input: $input) { __typename ${REFUSAL} ${ACTION} } }`,
  action: `query ($id: ID!) { action(id: $id) { id version isOpen nextReminderAt reminders { state rule address } } }`,
} as const;
