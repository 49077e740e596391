import { type ReservedSQL, SQL } from 'bun';

export type PoolOptions = {
  url: string;
  /** The most connections at a time. */
  max: number;
  /** false: no statement keeps a name on the server, as pgbouncer in transaction mode needs. */
  prepare: boolean;
};

const CONNECT_SECONDS = 5;
const TICKS = 8;

/**
 * Connections to PostgreSQL. Bun makes them anew when they break, but a server that is frozen, or behind a line that was
 * cut, is waited for without an end, and no query can be taken back. So all are thrown away and made anew when something
 * has taken longer than it may: whoever waits on one of them is told that the connection was closed.
 */
export class Pool {
  private sql: SQL;

  constructor(private readonly options: PoolOptions) {
    this.sql = connect(options);
  }

  /** Gives one connection to `work`. A transaction that `work` leaves open ends with the connection. */
  async use<T>(deadlineMs: number, work: (client: ReservedSQL) => Promise<T>): Promise<T> {
    const { sql } = this;
    const late = countRunning(deadlineMs, () => this.replace(sql));
    try {
      const client = await sql.reserve();
      try {
        return await work(client);
      } finally {
        await client.release();
      }
    } finally {
      clearInterval(late);
    }
  }

  /** Closes all connections, and whatever waits on them ends in an error. `of`: only if they have not been replaced yet. */
  replace(of: SQL = this.sql): void {
    if (of !== this.sql) return;
    this.sql = connect(this.options);
    void of.close({ timeout: 0 }).catch(() => {});
  }

  async close(): Promise<void> {
    await this.sql.close({ timeout: 1 }).catch(() => {});
  }
}

/**
 * Calls `onEnd` after so long in which this process ran. One that stood still itself (a machine without time for it, a long
 * computation) finds the answer beside the timer that has run out, and must not take the server for frozen: however long it
 * stood still, that is one tick.
 */
function countRunning(ms: number, onEnd: () => void): Timer {
  let left = TICKS;
  return setInterval(() => {
    left--;
    if (left === 0) onEnd();
  }, ms / TICKS);
}

function connect({ url, max, prepare }: PoolOptions): SQL {
  // `bigint`: else a whole number of 64 bits comes as text, and could not be told from one.
  return new SQL(url, { max, prepare, bigint: true, connectionTimeout: CONNECT_SECONDS });
}
