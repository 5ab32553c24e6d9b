import type { Clock } from '#kernel';
import type { RateLimits } from '#platform';

/** What the HTTP layer of the web pages needs to know. It keeps no state of its own. */
export type HttpSettings = {
  /** Where people reach the pages, `https://panel.example`; decides whether cookies are Secure. */
  publicUrl: string;
  /** Signs csrf tokens and flash cookies. The same in every web process. */
  sessionSecret: string;
  /** True in the demonstration area: the strip is shown on every page. */
  demo: boolean;
  /** False while developing, so that changed templates show at once. */
  keepTemplates: boolean;
  /** Reverse proxies whose word is taken for where a visitor comes from; this machine when left out. */
  trustedProxies?: string;
  clock: Clock;
  /** How many files one person may take away in a minute; no limit when left out. */
  rates?: RateLimits;
};

/** Largest body of a request, in bytes. */
export const BODY_LIMIT = 1_048_576;
