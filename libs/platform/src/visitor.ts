import { createHmac, timingSafeEqual } from 'node:crypto';

/** Header with which the pages tell the API where a request came from. */
export const VISITOR_HEADER = 'x-accord-visitor';

/** Header on what a page asks by itself: nobody is there, so the session is not kept alive by it. */
export const UNATTENDED_HEADER = 'x-accord-unattended';

/** The network address of a visitor, signed: only our own pages can say where somebody comes from. */
export function signedVisitor(secret: string, address: string): string {
  return `${address} ${signatureOf(secret, address)}`;
}

/** The address in the header; null when there is none or somebody else wrote it. */
export function visitorFrom(secret: string, header: unknown): string | null {
  const [address, signature] = typeof header === 'string' ? header.split(' ') : [];
  if (!address || !signature) return null;
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(secret, address))];
  return given.length === right.length && timingSafeEqual(given, right) ? address : null;
}

function signatureOf(secret: string, address: string): string {
  return createHmac('sha256', secret).update(`accord visitor ${address}`).digest('base64url');
}
