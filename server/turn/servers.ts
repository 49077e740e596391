import type { CallServersReply } from '../../protocol/call-servers.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { Limiter } from '../limits.ts';
import { makeCredential } from './credentials.ts';
import { turnSecretOf } from './secret.ts';
import { turnUrlsOf } from './urls.ts';

/** As long as a long call; one that lasts longer goes on. */
const LIFE_MS = 2 * 3_600_000;
/** Calls that one person begins, with some tries of each. */
const RATE = { tokens: 60, perMs: 600_000 };

/** Hands out credentials for the relay, to people who are signed in. */
export function createTurnServers({
  config,
  clock,
  turn,
}: Pick<Deps, 'config' | 'clock' | 'turn'>) {
  const rate = new Limiter(RATE);
  /** What `userId` may show the relay; `doctor` looks as nobody. */
  function serversFor(userId: string): CallServersReply {
    const now = clock.now();
    const expiresAt = now + LIFE_MS;
    const urls = turnUrlsOf(config, turn?.().report?.addresses);
    if (urls.length === 0) return { servers: [], expiresAt };
    const credential = makeCredential(turnSecretOf(config), userId, now, expiresAt);
    return { servers: [{ urls, ...credential }], expiresAt };
  }
  return {
    serversFor,
    async servers({ userId }: Ctx): Promise<Outcome<CallServersReply>> {
      rate.take(userId);
      return { reply: serversFor(userId), changes: [] };
    },
  };
}
