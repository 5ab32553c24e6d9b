/** What the organisation's service says of somebody, as far as we ask. */
export type Claims = Readonly<Record<string, unknown>> & { iss: string; sub: string };

/** Who somebody is there: its own name for them beside its own, and their address when it vouches for it. */
export type Recognised = { subject: string; verifiedEmail: string | null };

/**
 * Reads what the service says. An address counts only when the service says that it is verified, under the name that
 * the settings give (`email_verified` unless said otherwise); some services write the yes as a text or a number.
 */
export function recognised(claims: Claims, verifiedClaim: string): Recognised {
  const { iss, sub, email } = claims;
  const isVerified = [true, 'true', 1, '1'].includes(claims[verifiedClaim] as never);
  const address = typeof email === 'string' ? email.trim().toLowerCase() : '';
  return { subject: `${iss}\n${sub}`, verifiedEmail: isVerified && address.includes('@') ? address : null };
}

/** The part of a person that decides whether they may come in by the organisation's service. */
export type Candidate = { kind: 'person' | 'service'; isActive: boolean; invitedAt: string | null };

/**
 * Whether a person may come in by the organisation's service. `linkedTo`: what this person was recognised by before;
 * somebody else with their address does not become them.
 */
export function mayComeIn(person: Candidate, linkedTo: string | null, subjectHash: string): boolean {
  if (person.kind !== 'person' || !person.isActive || person.invitedAt === null) return false;
  return linkedTo === null || linkedTo === subjectHash;
}

/** Whether a password opens the door: administrators always, others unless their agency signs in elsewhere only. */
export function mayUsePassword(role: string, agencySignIn: 'any' | 'organisation'): boolean {
  return role === 'administrator' || agencySignIn === 'any';
}
