import { ApiError } from '../../db/engine/api-error.ts';
import type { Ctx } from '../context.ts';
import { limitKey } from '../http/network.ts';
import type { Ceilings } from './ceilings.ts';
import type { SessionIdentity, SocketOrigin } from './connection.ts';

/** What the accounts' side provides: who a request comes from, and whether its Origin may act with our cookie. */
export type Auth<Who extends SessionIdentity = SessionIdentity> = {
  /** Throws `ApiError('unauthorized')`. */
  authenticate(request: Request): Promise<Who>;
  originAllowed(request: Request): boolean;
  /** Set-Cookie with a new token, when a browser's grows old. */
  renewal(request: Request, who: Who): Promise<string | undefined>;
  addressOf(request: Request): string | null;
};

type Authenticated = { ctx: Ctx; headers: Record<string, string> };

/** The way in for every signed-in request. */
export class Authenticator<Who extends SessionIdentity = SessionIdentity> {
  constructor(
    private readonly auth: Auth<Who>,
    private readonly ceilings: Ceilings,
  ) {}

  addressOf(request: Request): string {
    return limitKey(this.auth.addressOf(request));
  }

  async enter(request: Request): Promise<Authenticated> {
    const safe = request.method === 'GET' || request.method === 'HEAD';
    // CSRF: a foreign page can make a browser send our cookie with a request that changes something.
    if (!safe && !this.auth.originAllowed(request)) throw new ApiError('origin_forbidden');
    const who = await this.auth.authenticate(request);
    const cookie = await this.auth.renewal(request, who);
    const ctx = { userId: who.userId, sessionId: who.sessionId, connection: null };
    return { ctx, headers: cookie === undefined ? {} : { 'set-cookie': cookie } };
  }

  /** A socket can act, so its Origin counts though the request is a GET (cross-site WebSocket hijacking). */
  async enterSocket(request: Request): Promise<SocketOrigin> {
    if (!this.auth.originAllowed(request)) throw new ApiError('origin_forbidden');
    const address = this.addressOf(request);
    this.ceilings.knock(address);
    const { userId, sessionId } = await this.auth.authenticate(request);
    this.ceilings.enter(userId);
    return { userId, sessionId, address };
  }
}
