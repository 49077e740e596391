/** What the address says. `lost`: an address of ours that names nothing. */
export type Route =
  | { name: 'home' }
  | { name: 'chat'; chatId: string; at: number | null }
  | { name: 'profile'; username: string }
  | { name: 'settings'; section: string | null }
  | { name: 'new' }
  | { name: 'new-group' }
  | { name: 'group'; chatId: string }
  | { name: 'join'; code: string }
  | { name: 'search'; chatId: string | null }
  | { name: 'admin'; section: string }
  /** Pages that are open to whoever has their link, signed in or not: its secret stood behind #. */
  | { name: 'door' }
  | { name: 'lost' };

export type SearchRoute = Extract<Route, { name: 'search' }>;

/** Plain code: URLPattern is not in all browsers that we serve. */
export function parseRoute(url: { pathname: string; search: string }): Route {
  const [first = '', second, ...rest] = url.pathname.split('/').filter(Boolean).map(decoded);
  if (rest.length === 1 && first === 'c' && second !== undefined && rest[0] === 'info') {
    return { name: 'group', chatId: second };
  }
  if (rest.length > 0) return { name: 'lost' };
  if (second === undefined) return single(first, url.search);
  if (first === 'c') return { name: 'chat', chatId: second, at: seqOf(url.search) };
  if (first === 'join') return { name: 'join', code: second };
  if (first === 'new' && second === 'group') return { name: 'new-group' };
  if (first === 'u') return { name: 'profile', username: second };
  if (first === 'settings') return { name: 'settings', section: second };
  if (first === 'admin') return { name: 'admin', section: second };
  return { name: 'lost' };
}

function single(first: string, search: string): Route {
  if (first === '' || first === 'index.html') return { name: 'home' };
  if (first === 'settings') return { name: 'settings', section: null };
  if (first === 'new') return { name: 'new' };
  if (first === 'admin') return { name: 'admin', section: '' };
  if (/^(setup|i|reset)$/.test(first)) return { name: 'door' };
  if (first === 'search') return { name: 'search', chatId: new URLSearchParams(search).get('in') };
  return { name: 'lost' };
}

function seqOf(search: string): number | null {
  const at = Number(new URLSearchParams(search).get('at'));
  return Number.isSafeInteger(at) && at > 0 ? at : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
