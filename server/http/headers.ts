/**
 * Nothing inline, nothing from elsewhere: text that slipped through unescaped still runs no script.
 * `connect-src 'self'` covers the WebSocket of the same host (CSP Level 3 §6.7.2.8).
 */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Set on every reply. */
export const PAGE_HEADERS = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()',
} as const;

/** Replies of the API belong to one person: no cache on the way may keep them. */
export const API_HEADERS = { 'cache-control': 'no-store' } as const;

/** Only said over https: RFC 6797 §7.2. A year, without the neighbours' subdomains. */
export const HSTS = 'max-age=31536000';
