import { LIMITS } from '../../protocol/limits.ts';

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** Returns the address that a link may have, else null. One without a scheme is of the web. */
export function safeUrl(typed: string): string | null {
  if (typed === '' || typed.length > LIMITS.url || /\s/.test(typed)) return null;
  const bare = !/^[a-z][a-z0-9+.-]*:/i.test(typed) || /^[\w.-]+:\d/.test(typed);
  const url = bare ? `https://${typed}` : typed;
  if (bare && !/^[^/]+\.[^/]/.test(typed)) return null;
  const parsed = URL.parse(url);
  // The server refuses these characters as they are: they end an address wherever one stands in a text.
  return parsed && SCHEMES.has(parsed.protocol)
    ? url.replaceAll(/["<>\\^`{|}]/g, encodeURIComponent)
    : null;
}
