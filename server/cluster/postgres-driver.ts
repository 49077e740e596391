import { SQL } from 'bun';
import { explain, placeOf } from '../../db/postgres/explain.ts';
import type { Driver } from './bus.ts';
import { cutFrame, FrameAssembler } from './pieces.ts';

const OPEN_S = 3;
const OPTIONS = { max: 1, connectionTimeout: OPEN_S };
/**
 * In the order of the list, in one statement: other nodes hear them as one commit. It is not waited for that it is on the disk, as
 * nothing of it is kept.
 */
const NOTIFY = `SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, part)
  FROM unnest($2::text[]) WITH ORDINALITY AS t(part, n) ORDER BY n`;

/** PostgreSQL's own NOTIFY, for two or three nodes without Redis. It has to be PostgreSQL itself and no pooler. */
export function postgresDriver(url: string, channel: string, name: string): Driver {
  let count = 0;
  return {
    kind: 'postgres',
    async open({ receive, lost }) {
      const sql = new SQL(url, OPTIONS);
      const close = (): void => void sql.close({ timeout: 0 }).catch(() => {});
      const frames = new FrameAssembler();
      const take = (payload: string): void => {
        const frame = frames.take(payload);
        if (frame !== undefined) receive(frame);
      };
      try {
        const [{ version }] = await withDeadline(
          sql`SELECT current_setting('server_version') AS version`,
        );
        let listens = 0;
        // Bun subscribes again by itself, and does not know what was said meanwhile.
        const subscribed = (): void => {
          if (++listens > 1) lost();
        };
        await withDeadline(sql.listen(channel, take, subscribed));
        return {
          version: String(version),
          // Arrays go as they are; one connection keeps the order.
          send: (frame) => sql.unsafe(NOTIFY, [channel, cutFrame(frame, `${name}#${++count}`)]),
          close,
        };
      } catch (error) {
        close();
        throw explain(error, placeOf(url));
      }
    },
  };
}

/** A frozen server answers nothing, and Bun.SQL waits for ever. */
export function withDeadline<T>(answer: PromiseLike<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = Object.assign(new Error('no answer'), { code: 'ERR_POSTGRES_CONNECTION_TIMEOUT' });
  const timer = setTimeout(() => reject(late), OPEN_S * 1000);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer)) as Promise<T>;
}
