import { cookieIn } from '../http/cookie.ts';

/** The browser's cookies: the token, the secret that gets a new one (decision 0004), and what stays when one signs out. */
const NAMES = {
  token: 'payambar',
  refresh: 'payambar-refresh',
  device: 'payambar-device',
};
type CookieKind = keyof typeof NAMES;

/**
 * `__Host-` keeps a neighbouring subdomain from planting its own session; browsers take it over https only
 * (draft-ietf-httpbis-rfc6265bis §4.1.3), so http on a LAN or localhost gets the plain name.
 */
function nameOf(kind: CookieKind, https: boolean): string {
  return `${https ? '__Host-' : ''}${NAMES[kind]}`;
}

export function readCookie(kind: CookieKind, request: Request, https: boolean): string | undefined {
  return cookieIn(request, nameOf(kind, https));
}

/** The value of a Set-Cookie header. `maxAge` in ms; 0 removes the cookie. */
export function cookieText(
  kind: CookieKind,
  value: string,
  maxAge: number,
  https: boolean,
): string {
  return new Bun.Cookie(nameOf(kind, https), value, {
    path: '/',
    httpOnly: true,
    secure: https,
    sameSite: 'lax',
    maxAge: Math.floor(maxAge / 1000),
  }).toString();
}
