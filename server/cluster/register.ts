import { createHash } from 'node:crypto';
import { SQL } from 'bun';
import { LIVE_S, NODES_TABLE } from '../../db/postgres/older-nodes.ts';
import { machineTime } from '../data-clock.ts';
import type { Deps } from '../deps.ts';
import { withDeadline } from './postgres-driver.ts';
import { ClusterError, NODE_TROUBLE } from './texts.ts';

const BEAT_MS = 3000;
/** A node that is killed and comes again finds its own row, and those of others a moment before they are heard. */
const HEARD_WITHIN_MS = 12_000;
const LOOK_MS = 250;

type Row = { name: string; node: string; secret: string };
type Self = { url: string; name: string; node: string; bus: string };

export type RegisterState = {
  /** This node's clock against the database's. */
  databaseClockMs: number | null;
  /** Nodes that write to the same database and are not heard on the bus. */
  unheard: string[];
};

/**
 * The nodes of one database, in a table of it: so nodes that do not hear each other on the bus know of each other, and clocks
 * can be compared. Where it cannot be written nothing else ends.
 */
export class NodeRegister {
  private sql: SQL;
  private timer: Timer | undefined;
  private clockMs: number | null = null;
  private unheard: string[] = [];
  private readonly secret: string;

  constructor(
    private readonly deps: Pick<Deps, 'db' | 'clock' | 'log' | 'config'>,
    private readonly self: Self,
    private readonly isHeard: (name: string) => boolean,
  ) {
    this.sql = this.connect();
    // Whoever reads the table learns nothing of it.
    this.secret = createHash('sha256').update(`nodes ${deps.config.jwtSecret}`).digest('base64url');
  }

  /** Rejects with a sentence where other nodes of this database are not heard, or sign with another secret. */
  async open(): Promise<void> {
    await this.sql.unsafe(NODES_TABLE).catch(() => this.sql.unsafe(NODES_TABLE));
    await this.beat();
    for (const end = performance.now() + HEARD_WITHIN_MS; ; await Bun.sleep(LOOK_MS)) {
      const others = (await this.list()).filter(({ node }) => node !== this.self.node);
      const stranger = others.find(({ secret }) => secret !== this.secret);
      if (stranger) throw new ClusterError(NODE_TROUBLE.secret(stranger.node));
      const unheard = others.find(({ name }) => !this.isHeard(name));
      if (!unheard) break;
      if (performance.now() > end)
        throw new ClusterError(NODE_TROUBLE.unheard(unheard.node, this.self.bus));
    }
    this.timer = setInterval(() => void this.look(), BEAT_MS);
    this.timer.unref();
  }

  state(): RegisterState {
    return { databaseClockMs: this.clockMs, unheard: this.unheard };
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    const gone = this.sql`DELETE FROM payambar_nodes WHERE name = ${this.self.name}`;
    await withDeadline(gone).catch(() => {});
    await this.sql.close({ timeout: 0 }).catch(() => {});
  }

  private connect(): SQL {
    // It may go through pgbouncer as well, which lends a connection that has the names of another's statements.
    const prepare = this.deps.config.databasePrepare === 'on';
    return new SQL(this.self.url, { max: 1, prepare, connectionTimeout: 3 });
  }

  private async look(): Promise<void> {
    try {
      await this.beat();
      const all = await this.list();
      const unheard = all.filter(({ name }) => !this.isHeard(name)).map(({ node }) => node);
      const known = new Set(this.unheard);
      for (const node of unheard)
        if (!known.has(node)) this.deps.log.warn('node not heard', { node, bus: this.self.bus });
      this.unheard = unheard;
    } catch (error) {
      this.deps.log.warn('node not registered', { error });
      void this.sql.close({ timeout: 0 }).catch(() => {});
      this.sql = this.connect();
    }
  }

  private async beat(): Promise<void> {
    const { name, node } = this.self;
    const before = machineTime(this.deps.clock);
    const [row] = await withDeadline(this.sql`
      INSERT INTO payambar_nodes (name, node, secret, schema, seen_at)
      VALUES (${name}, ${node}, ${this.secret}, ${this.deps.db.schema ?? null}, clock_timestamp())
      ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at
      RETURNING (extract(epoch FROM seen_at) * 1000)::float8 AS at`);
    this.clockMs = Math.round((before + machineTime(this.deps.clock)) / 2 - Number(row.at));
    await withDeadline(
      this.sql`DELETE FROM payambar_nodes WHERE seen_at < clock_timestamp() - interval '1 hour'`,
    );
  }

  private list(): Promise<Row[]> {
    return withDeadline(this.sql`
      SELECT name, node, secret FROM payambar_nodes
      WHERE seen_at > clock_timestamp() - make_interval(secs => ${LIVE_S}) AND name <> ${this.self.name}`);
  }
}
