import type { Me } from '../../protocol/users.ts';
import { cookieText, readCookie } from './cookies.ts';
import type { Guard } from './guard.ts';
import { DEVICE_MS, type KnownDevices } from './known-devices.ts';
import { SESSION_MS } from './sessions.ts';
import { TOKEN_MS } from './tokens.ts';

export type Entered = { userId: string; sessionId: string; user: Me; refresh?: string };
export type Welcome = (request: Request, entered: Entered, status: number) => Promise<Response>;

/** A browser says so by this header, and then no script of its page ever holds the token (decision 0004). */
export const isWeb = (request: Request): boolean =>
  request.headers.get('x-payambar-client') === 'web';

/** The reply to a client that has signed in: cookies for pages of this server, the token for programs. */
export function createWelcome(guard: Guard, familiar: Pick<KnownDevices, 'mark'>): Welcome {
  return async (request, entered, status) => {
    const { token, expiresAt } = await guard.tokens.sign(entered.userId, entered.sessionId);
    const web = isWeb(request);
    const reply = { token: web ? '' : token, expiresAt, user: entered.user };
    const response = Response.json(reply, { status });
    if (!web && guard.origin(request) !== 'own') return response;
    const https = guard.https(request);
    response.headers.append('set-cookie', cookieText('token', token, TOKEN_MS, https));
    if (entered.refresh)
      response.headers.append(
        'set-cookie',
        cookieText('refresh', entered.refresh, SESSION_MS, https),
      );
    if (entered.refresh && readCookie('device', request, https) === undefined)
      response.headers.append(
        'set-cookie',
        cookieText('device', familiar.mark(entered.userId), DEVICE_MS, https),
      );
    return response;
  };
}
