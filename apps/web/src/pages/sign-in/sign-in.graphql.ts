import { graphql } from '#api-client';

export const SignInWays = graphql(`
  query SignInWays {
    signInWays {
      demo
      organisation
    }
  }
`);

export const DemoPeople = graphql(`
  query DemoPeople {
    demoPeople {
      id
      name
      role
      agencyName
      lpa
      panelNames
    }
  }
`);

export const SignInAsDemoPerson = graphql(`
  mutation SignInAsDemoPerson($personId: ID!) {
    signInAsDemoPerson(personId: $personId) {
      __typename
      ... on Session {
        token
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const SignOut = graphql(`
  mutation SignOut {
    signOut {
      __typename
      ... on SignedOut {
        byOrganisation
      }
    }
  }
`);

export const OrganisationSignOut = graphql(`
  query OrganisationSignOut {
    organisationSignOut
  }
`);

export const SignInWithPassword = graphql(`
  mutation SignInWithPassword($input: SignInInput!) {
    signInWithPassword(input: $input) {
      __typename
      ... on PasswordAccepted {
        ticket
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const FinishSignIn = graphql(`
  mutation FinishSignIn($ticket: String!, $code: String!) {
    finishSignIn(ticket: $ticket, code: $code) {
      __typename
      ... on Session {
        token
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const AskForPasswordLink = graphql(`
  mutation AskForPasswordLink($email: String!) {
    askForPasswordLink(email: $email) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const PasswordLinkIsGood = graphql(`
  query PasswordLinkIsGood($token: String!) {
    passwordLinkIsGood(token: $token)
  }
`);

export const SetPassword = graphql(`
  mutation SetPassword($input: SetPasswordInput!) {
    setPassword(input: $input) {
      __typename
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const Invitation = graphql(`
  query Invitation($token: String!) {
    invitation(token: $token) {
      secret
      authenticatorAddress
    }
  }
`);

export const AcceptInvitation = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      __typename
      ... on FirstSession {
        token
        recoveryCodes
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const BeginOidcSignIn = graphql(`
  mutation BeginOidcSignIn {
    beginOidcSignIn {
      __typename
      ... on OidcSignInBegun {
        address
        ticket
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);

export const FinishOidcSignIn = graphql(`
  mutation FinishOidcSignIn($input: FinishOidcSignInInput!) {
    finishOidcSignIn(input: $input) {
      __typename
      ... on Session {
        token
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
