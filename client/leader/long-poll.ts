import { LIMITS } from '../../protocol/limits.ts';
import { REST } from '../../protocol/rest.ts';
import type { Cursor, HelloReply, SyncReply } from '../../protocol/sync.ts';
import type { UpBody, UpType } from '../../protocol/up.ts';
import type { Me } from '../../protocol/users.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { backoff } from '../core/backoff.ts';
import type { Cancel, Env } from '../core/env.ts';
import type { Http } from '../core/http.ts';
import { callRoute } from '../core/rest.ts';
import { serverNow } from '../core/server-clock.ts';
import { ApiError, isApiError } from '../core/services.ts';
import type { FallbackTransport } from '../core/socket.ts';

/** How much longer than the server waits, for the way there and back. */
const SLACK_MS = 15_000;
/** After so many failed polls in a row there is no way to the server. */
const FAILURES = 3;

type Parts = {
  env: Env;
  http: Http;
  readCursor(): Promise<Cursor>;
  /** What has changed is stored when it resolves. */
  storePage(sent: Cursor, reply: SyncReply): Promise<void>;
};

/**
 * Reaches the server by HTTP alone and replies as `hello` does over a socket. Rejects when the server cannot be
 * reached.
 */
export async function longPoll({
  env,
  http,
  readCursor,
  storePage,
}: Parts): Promise<FallbackTransport> {
  const stop = new AbortController();
  let wait: Cancel | undefined;
  let endConnection = (): void => {};
  const sent = await readCursor();
  const { user } = await http.call<{ user: Me }>('GET', '/api/me');
  const sync = await http.call<SyncReply>('POST', '/api/sync', {
    cursor: sent,
    protocol: PROTOCOL_VERSION,
  });
  const now = serverNow(env.now());
  const reply: HelloReply = { protocol: PROTOCOL_VERSION, version: '', now, me: user, sync };

  async function poll(): Promise<void> {
    const before = await readCursor();
    const body = { cursor: before, wait: LIMITS.waitMax, protocol: PROTOCOL_VERSION };
    const ms = LIMITS.waitMax * 1000 + SLACK_MS;
    const news = await http.call<SyncReply>('POST', '/api/sync', body, { ms, signal: stop.signal });
    if (!stop.signal.aborted) await storePage(before, news);
  }

  /**
   * A caller that gets `offline` waits for the next connection, so this one has to end; then the caller tries again.
   */
  async function request<T extends UpType>(type: T, body: UpBody<T>, ms: number) {
    try {
      return await callRoute(http, type, body, ms);
    } catch (error) {
      if (!isApiError(error, 'offline')) throw error;
      if (stop.signal.aborted) throw new ApiError('timeout');
      if (REST[type]) endConnection();
      throw error;
    }
  }

  async function run(onEnd: (outdated: boolean) => void): Promise<void> {
    endConnection = () => onEnd(false);
    for (let failures = 0; !stop.signal.aborted; ) {
      try {
        await poll();
        failures = 0;
      } catch (error) {
        if (stop.signal.aborted) return;
        // The server was upgraded under a page that stayed open.
        if (isApiError(error, 'version_unsupported')) return onEnd(true);
        failures += 1;
        if (failures >= FAILURES) return onEnd(false);
        const retryAfterMs = error instanceof ApiError ? error.retryAfterMs : null;
        await pause(retryAfterMs ?? backoff(failures, env.random));
      }
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      wait = env.after(ms, resolve);
    });
  }

  return {
    reply,
    sent: { protocol: PROTOCOL_VERSION, cursor: sent },
    start: (ended) => void run(ended),
    request,
    stop() {
      stop.abort();
      wait?.();
    },
  };
}
