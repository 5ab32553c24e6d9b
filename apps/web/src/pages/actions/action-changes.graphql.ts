import { graphql } from '#api-client';

export const AcknowledgeAction = graphql(`
  mutation AcknowledgeAction($input: AcknowledgeActionInput!) {
    acknowledgeAction(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const NoteProgress = graphql(`
  mutation NoteProgress($input: NoteProgressInput!) {
    noteProgress(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const CompleteAction = graphql(`
  mutation CompleteAction($input: CompleteActionInput!) {
    completeAction(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const AskExtension = graphql(`
  mutation AskExtension($input: AskExtensionInput!) {
    askExtension(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const DecideExtension = graphql(`
  mutation DecideExtension($input: DecideExtensionInput!) {
    decideExtension(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const ActionNotPossible = graphql(`
  mutation ActionNotPossible($input: ActionNotPossibleInput!) {
    actionNotPossible(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const ActionNotUndertaken = graphql(`
  mutation ActionNotUndertaken($input: ActionNotUndertakenInput!) {
    actionNotUndertaken(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const WithdrawAction = graphql(`
  mutation WithdrawAction($input: WithdrawActionInput!) {
    withdrawAction(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const AssignAction = graphql(`
  mutation AssignAction($input: AssignActionInput!) {
    assignAction(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
