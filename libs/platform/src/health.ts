import { Fault } from '#kernel';

/**
 * One part that must work for a role to take work, and how to try it. `check` rejects when it does not work;
 * a {@link PartNotWorking} says why in words that are fit to be read by anybody.
 */
export type HealthCheck = { name: string; check(): Promise<void> };

/** Why a part does not work, in one plain phrase without addresses or secrets: it is shown on `/health/ready`. */
export class PartNotWorking extends Fault {
  constructor(message: string) {
    super(message);
    this.name = 'PartNotWorking';
  }
}

/** What `/health/ready` answers: 503 and the failing parts by name, or 200. */
export type Readiness = { status: 200 | 503; body: { status: 'ok' | 'failing'; checks: CheckedPart[] } };

/** One part after its check; `message` only when it failed. */
export type CheckedPart = { name: string; ok: boolean; message?: string };

/** Tries all parts at once. A part that has not answered after `timeoutMs` counts as failing; never rejects. */
export async function readiness(checks: readonly HealthCheck[], timeoutMs = 2000): Promise<Readiness> {
  const parts = await Promise.all(checks.map((check) => tried(check, timeoutMs)));
  const allWork = parts.every((part) => part.ok);
  return {
    status: allWork ? 200 : 503,
    body: { status: allWork ? 'ok' : 'failing', checks: parts },
  };
}

async function tried({ name, check }: HealthCheck, timeoutMs: number): Promise<CheckedPart> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PartNotWorking(`no answer in ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([Promise.resolve().then(check), tooLate]);
    return { name, ok: true };
  } catch (error) {
    return { name, ok: false, message: publicReason(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** Drivers put addresses, user names and statements in their messages: only a bare code such as ECONNREFUSED may go out. */
function publicReason(error: unknown): string {
  if (error instanceof PartNotWorking) return error.message;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z0-9_]{2,40}$/.test(code) ? `not working (${code})` : 'not working';
}
