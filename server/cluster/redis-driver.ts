import { RedisClient } from 'bun';
import type { Driver } from './bus.ts';
import { versionOf, whereOf } from './redis-look.ts';
import { ClusterError, REDIS_TROUBLE } from './texts.ts';

const OPEN_MS = 2000;
/**
 * Bun's own reconnect comes back deaf: it sends no SUBSCRIBE again (oven-sh/bun#33450). And its queue for commands would
 * deliver old frames after a return, when their gap has long been repaired.
 */
const OPTIONS = { autoReconnect: false, enableOfflineQueue: false, connectionTimeout: OPEN_MS };

/** Redis or Valkey: two connections, since one that listens may not publish. */
export function redisDriver(url: string, channel: string): Driver {
  return {
    kind: 'redis',
    async open({ receive, lost }) {
      const [talking, hearing] = [new RedisClient(url, OPTIONS), new RedisClient(url, OPTIONS)];
      let isOver = false;
      let version = '';
      const close = (): void => {
        isOver = true;
        talking.close();
        hearing.close();
      };
      // A frozen server accepts connections and says nothing.
      const timer = setTimeout(close, OPEN_MS);
      try {
        await Promise.all([talking.connect(), hearing.connect()]);
        version = versionOf(String(await talking.send('INFO', ['server'])));
        await hearing.subscribe(channel, receive);
        if (isOver) throw new Error('too late');
      } catch (error) {
        close();
        throw isRefused(error)
          ? new ClusterError(REDIS_TROUBLE.refused(whereOf(url), error.message))
          : error;
      } finally {
        clearTimeout(timer);
      }
      const end = (): void => {
        if (!isOver) lost();
      };
      talking.onclose = end;
      hearing.onclose = end;
      return { version, send: (text) => talking.publish(channel, text), close };
    },
  };
}

/** Redis answered, and said no. */
const isRefused = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'ERR_REDIS_SERVER_ERROR';
