/**
 * What the address names. `lost`: an address of ours that names nothing, or where things wait that another app has shared: the
 * first load need not know one from the other.
 */
export type Route =
  | { name: 'home' }
  | { name: 'chat'; chatId: string; at: number | null }
  | { name: 'profile'; username: string }
  | { name: 'settings'; section: string | null }
  | { name: 'new' }
  | { name: 'new-group' }
  | { name: 'group'; chatId: string }
  | { name: 'media'; chatId: string }
  | { name: 'join'; code: string }
  | { name: 'search'; chatId: string | null }
  /** `account`: the one among `users` whose sheet is open. */
  | { name: 'admin'; section: string; account: string | null }
  /** These pages are open to every person who has their link, signed in or not: its secret stood behind #. */
  | { name: 'door' }
  | { name: 'lost' };

export type SearchRoute = Extract<Route, { name: 'search' }>;

/** This is plain code: URLPattern is not in all browsers that we serve. */
export function parseRoute(url: { pathname: string; search: string }): Route {
  const [first = '', second, ...rest] = url.pathname.split('/').filter(Boolean).map(decodeSegment);
  if (rest.length === 1 && first === 'c' && second !== undefined) {
    if (rest[0] === 'info') return { name: 'group', chatId: second };
    if (rest[0] === 'media') return { name: 'media', chatId: second };
  }
  if (rest.length === 1 && first === 'admin' && second === 'users')
    return { name: 'admin', section: second, account: rest[0] ?? null };
  if (rest.length > 0) return { name: 'lost' };
  if (second === undefined) return parseSingle(first, url.search);
  if (first === 'c') return { name: 'chat', chatId: second, at: parseSeq(url.search) };
  if (first === 'join') return { name: 'join', code: second };
  if (first === 'new' && second === 'group') return { name: 'new-group' };
  if (first === 'u') return { name: 'profile', username: second };
  if (first === 'settings') return { name: 'settings', section: second };
  if (first === 'admin') return { name: 'admin', section: second, account: null };
  return { name: 'lost' };
}

function parseSingle(first: string, search: string): Route {
  if (first === '' || first === 'index.html') return { name: 'home' };
  if (first === 'settings') return { name: 'settings', section: null };
  if (first === 'new') return { name: 'new' };
  if (first === 'admin') return { name: 'admin', section: '', account: null };
  if (/^(setup|i|reset)$/.test(first)) return { name: 'door' };
  if (first === 'search') return { name: 'search', chatId: new URLSearchParams(search).get('in') };
  return { name: 'lost' };
}

function parseSeq(search: string): number | null {
  const at = Number(new URLSearchParams(search).get('at'));
  return Number.isSafeInteger(at) && at > 0 ? at : null;
}

function decodeSegment(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
