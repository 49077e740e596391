import type { Ctx } from '../context.ts';
import { Refusal } from '../errors.ts';
import type { Identity } from './connection.ts';

/** What the accounts' side gives: who a request comes from, and whether its Origin may act with our cookie. */
export type Auth = {
  /** Throws `Refusal('unauthorized')`. */
  authenticate(request: Request): Promise<Identity>;
  originAllowed(request: Request): boolean;
};

/** The way in for every signed-in request. */
export class Door {
  constructor(private readonly auth: Auth) {}

  async enter(request: Request): Promise<Ctx> {
    const safe = request.method === 'GET' || request.method === 'HEAD';
    // CSRF: a foreign page can make a browser send our cookie with a request that changes something.
    if (!safe && !this.auth.originAllowed(request)) throw new Refusal('origin_forbidden');
    const { userId, sessionId } = await this.auth.authenticate(request);
    return { userId, sessionId, connection: null };
  }

  /** A socket can act, so its Origin counts though the request is a GET (cross-site WebSocket hijacking). */
  async enterSocket(request: Request): Promise<Identity> {
    if (!this.auth.originAllowed(request)) throw new Refusal('origin_forbidden');
    return this.auth.authenticate(request);
  }
}
