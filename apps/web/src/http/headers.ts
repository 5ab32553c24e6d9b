import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where the built files are served. */
export const ASSETS_PREFIX = '/assets/';

const ALWAYS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': [
    ...['camera', 'microphone', 'geolocation', 'payment', 'usb', 'serial', 'hid', 'bluetooth', 'midi'],
    ...['display-capture', 'screen-wake-lock', 'idle-detection', 'clipboard-read', 'browsing-topics'],
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
  'x-permitted-cross-domain-policies': 'none',
  'x-robots-tag': 'noindex, nofollow',
};

/** Nothing is allowed but our own files and the one inline line that carries the nonce. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** Sets the security headers of every answer. Pages are never stored: they are read on shared computers. */
export function secureHeaders(request: FastifyRequest, reply: FastifyReply, overHttps: boolean): void {
  reply.headers(ALWAYS);
  if (overHttps) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  reply.header('content-security-policy', contentSecurityPolicy(request.nonce));
  if (!request.url.startsWith(ASSETS_PREFIX)) reply.header('cache-control', 'no-store');
}
