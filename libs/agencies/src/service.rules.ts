import type { Role } from '#access';

/**
 * The roles a service can act in. The others stand for a named person: chairs and coordinators run panels, auditors
 * judge what others did, administrators let people in.
 */
export const SERVICE_ROLES = [
  'agency_member',
  'agency_lead',
  'advocate',
  'strategic_lead',
] as const satisfies readonly Role[];

/** One value of {@link SERVICE_ROLES}. */
export type ServiceRole = (typeof SERVICE_ROLES)[number];

/** The address in the row of a service: `.invalid` leads nowhere, whoever tries (RFC 2606). */
export function serviceAddress(id: string): string {
  return `${id}@service.invalid`;
}
