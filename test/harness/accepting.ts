import type { ApiUnderTest } from './api.js';

const TRIAGE = 'query ($id: ID!) { case(id: $id) { triage { version } } }';
const ACCEPT = `mutation ($input: AcceptReferralInput!) { acceptReferral(input: $input) {
  __typename ... on Case { id state } ... on Refusal { code message } } }`;

/** Takes a referral on for the panel, as somebody who runs it, so that the case goes on from there. Gives its state. */
export async function acceptedBy(api: ApiUnderTest, token: string, caseId: string): Promise<string> {
  const { version } = (await api.send(token, TRIAGE, { id: caseId })).data.case.triage;
  const answer = (await api.send(token, ACCEPT, { input: { caseId, version } })).data.acceptReferral;
  if (answer.__typename !== 'Case') throw new Error(`The referral was not accepted: ${answer.message}`);
  return answer.state;
}
