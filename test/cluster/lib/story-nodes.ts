import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQL } from 'bun';
import { openPostgres, type PostgresDb } from '../../../db/postgres/open.ts';
import { randomFrom } from '../../../scripts/random.ts';
import type { App } from '../../../server/app.ts';
import type { FakeClock } from '../../client/core/support/clock.ts';
import { RealServer } from '../../client/core/support/real-server.ts';
import { type Postgres, startPostgres } from '../../helpers/services/postgres.ts';
import { until } from '../../helpers/until.ts';

/** Frames of a commit are at the other node so soon. Later is not wrong: the story goes on meanwhile. */
const FRAME_MS = 2;
/** Where the machine stands still for seconds the nodes take the database for dead, and say so. It is no part of the story. */
const BUSY = '"code":"busy"';
const AGAIN_MS = 100;

async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && /\bbusy\b/.test(error.message))) throw error;
      await Bun.sleep(AGAIN_MS);
    }
}

/** The servers of a story: two nodes on one PostgreSQL that hear each other by it. Each request goes to any of them. */
export class StoryNodes extends RealServer {
  private postgres!: Postgres;
  private sql!: SQL;
  private nodes: { app: App; db: PostgresDb }[] = [];
  private random = randomFrom(0);
  private batches = 0;

  static override async start(): Promise<StoryNodes> {
    const server = new StoryNodes(mkdtempSync(join(tmpdir(), 'payambar-nodes-')));
    await server.open();
    return server;
  }

  override begin(clock: FakeClock): void {
    super.begin(clock);
    this.random = randomFrom(clock.now());
  }

  override async open(): Promise<void> {
    this.tokens.clear();
    // Nobody cuts the power here.
    this.postgres = await startPostgres({ settings: { fsync: 'off', full_page_writes: 'off' } });
    const url = await this.postgres.createDatabase('stories');
    this.sql = new SQL(url, { max: 2 });
    for (const name of ['a', 'b']) {
      const db = this.count(await openPostgres({ url, connections: 3, prepare: true, node: name }));
      const config = { ...this.deps.config, databaseDirectUrl: url, nodeName: name };
      const app = await this.serve({ ...this.deps, config, db });
      this.nodes.push({ app, db });
      this.running ??= { ...app, db };
    }
    await until(() => this.nodes.map(({ app }) => app.cluster?.state().nodes.length), [1, 1]);
  }

  /** No time passes while the database is asked. */
  private count(db: PostgresDb): PostgresDb {
    return {
      ...db,
      read: (script) => this.work(() => db.read(script)),
      write: (make, chatId) => this.work(() => insist(() => db.write(make, chatId))),
    };
  }

  protected override async close(): Promise<void> {
    this.cut();
    for (const { app } of this.nodes) this.endApp(app);
    await this.finished();
    for (const { app, db } of this.nodes) {
      await app.cluster?.stop();
      await db.close();
    }
    await this.sql.close();
    await this.postgres.stop();
  }

  override async stop(): Promise<void> {
    await this.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  protected override appOf(): App {
    return (this.nodes[Math.floor(this.random() * this.nodes.length)] ?? this.nodes[0])?.app as App;
  }

  protected override listData(): PostgresDb[] {
    return this.nodes.map(({ db }) => db);
  }

  protected override async finished(): Promise<void> {
    await super.finished();
    await until(() => this.nodes.every(({ db }) => db.health() === 'ok'), true);
    const batches = this.listData().reduce((sum, db) => sum + db.stats().batches, 0);
    if (batches === this.batches) return;
    this.batches = batches;
    await Bun.sleep(FRAME_MS);
  }

  override call(...asked: Parameters<RealServer['call']>): Promise<unknown> {
    return insist(() => super.call(...asked));
  }

  override faults(): string[] {
    return super.faults().filter((line) => !line.includes(BUSY));
  }

  override async find<T>(sql: string, ...values: (string | number)[]): Promise<T[]> {
    let count = 0;
    return this.sql.unsafe(
      sql.replaceAll('?', () => `$${++count}`),
      values,
    );
  }
}
