import { graphql } from '#api-client';
import { Frame } from '../../session/frame.js';

export const AuditLines = graphql(`
  fragment AuditLines on AuditLineConnection {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
        at
        actingAs
        what
        caseId
        caseReference
        fields
        why
        agencyName
        person {
          id
          name
        }
      }
    }
  }
`);

export const AuditLogPage = graphql(
  `
    query AuditLogPage($filter: AuditFilterInput!, $after: String) {
      ...Frame
      auditLog(filter: $filter, first: 50, after: $after) {
        ...AuditLines
      }
    }
  `,
  [Frame, AuditLines],
);

export const AuditOfCasePage = graphql(
  `
    query AuditOfCasePage($id: ID!, $filter: AuditFilterInput!, $after: String) {
      ...Frame
      auditedCase(id: $id) {
        id
        reference
      }
      auditLog(filter: $filter, first: 50, after: $after) {
        ...AuditLines
      }
    }
  `,
  [Frame, AuditLines],
);

export const AuditOfPersonPage = graphql(
  `
    query AuditOfPersonPage($id: ID!, $filter: AuditFilterInput!, $after: String) {
      ...Frame
      auditedPerson(id: $id) {
        id
        name
        agency {
          name
        }
      }
      auditLog(filter: $filter, first: 50, after: $after) {
        ...AuditLines
      }
    }
  `,
  [Frame, AuditLines],
);

export const FindAuditedCase = graphql(`
  query FindAuditedCase($reference: String!) {
    auditedCase(reference: $reference) {
      id
    }
  }
`);

export const UnusualPage = graphql(
  `
    query UnusualPage($from: Day!, $to: Day!) {
      ...Frame
      unusualTerms {
        cases
        outside
        atNight
        atWeekend
        nightUntil
        nightFrom
      }
      unusualDays(from: $from, to: $to) {
        day
        signs
        cases
        outside
        acts
        atNight
        person {
          id
          name
          agency {
            name
          }
        }
      }
    }
  `,
  [Frame],
);

export const ExportAudit = graphql(`
  mutation ExportAudit($input: ExportAuditInput!) {
    exportAudit(input: $input) {
      __typename
      ... on AuditExport {
        content
      }
      ... on Refusal {
        code
        message
        field
      }
    }
  }
`);
