import type { FastifyRequest } from 'fastify';
import type { SignedInActor, SignIn } from '#agencies';
import { type Config, UNATTENDED_HEADER, VISITOR_HEADER, visitorFrom } from '#platform';

/** Who sent a request. */
export type Asking = {
  /** Who is asking; null when signed out. */
  actor: SignedInActor | null;
  /** The bearer token as sent, for ending its session. */
  token: string | null;
  /** Network address of the person, as our pages tell it; else of whoever sent the request. */
  address: string | null;
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent this; set before the body is read. */
    asking: Asking;
  }
}

/** Finds out who sent a request, in one statement. */
export async function askingOf(request: FastifyRequest, config: Config, signIn: SignIn): Promise<Asking> {
  const token = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
  const isUnattended = request.headers[UNATTENDED_HEADER] !== undefined;
  const actor = token ? await signIn.actorOf(token, isUnattended) : null;
  const address = visitorFrom(config.sessionSecret, request.headers[VISITOR_HEADER]) ?? request.ip ?? null;
  return { token, actor, address };
}

/** Whether somebody writes programs against the API: an administrator, by a token that may run its own documents. */
export function isDeveloper({ actor }: Pick<Asking, 'actor'>): boolean {
  return actor?.role === 'administrator';
}
