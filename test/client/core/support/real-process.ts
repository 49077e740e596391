import { Database } from 'bun:sqlite';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import '../../../../server/env.ts';
import { openDb } from '../../../../db/database.ts';
import { beginEpoch, copyDatabase } from '../../../../db/engine/backup.ts';
import type { Db } from '../../../../db/stores.ts';
import { nextEpoch } from '../../../../protocol/epoch.ts';
import { type App, createApp } from '../../../../server/app.ts';
import { readConfig } from '../../../../server/config.ts';
import type { Change } from '../../../../server/context.ts';
import type { Deps } from '../../../../server/deps.ts';
import { createLog } from '../../../../server/log.ts';
import type { SocketConnection } from '../../../../server/realtime/connection.ts';
import { FakeClock } from './clock.ts';
import { Line } from './real-line.ts';
import { Topics } from './real-wire.ts';

/** Runs the server itself, over a SQLite file, in this process: only the line to it and time are ours. */
export class ServerProcess extends Line {
  readonly errors: string[] = [];
  /** Sees every change before it is published. */
  watch: (change: Change) => void = () => {};
  private readonly path: string;
  protected readonly deps: Omit<Deps, 'db'>;
  protected clock = new FakeClock();
  private last = 0;
  private happened = 0;
  protected running!: App & { db: Db };
  private outside!: Database;
  /** Tokens of programs; each has its session in the file. */
  protected readonly tokens = new Map<string, string>();

  constructor(protected readonly dir: string) {
    super((request, browser) => this.appOf(browser.userId).app.handle(request));
    this.path = join(dir, 'payambar.db');
    let lastId = 0;
    this.deps = {
      clock: { now: () => this.now() },
      ids: { next: () => String(++lastId).padStart(11, '0') },
      log: createLog({
        ...{ logLevel: 'error', logFormat: 'json', now: () => this.clock.now() },
        write: (line) => void this.errors.push(line),
      }),
      config: {
        ...readConfig([]),
        ...{ dataDir: dir, jwtSecret: 'a secret of the tests, of at least 32 characters' },
        ...{ rateLimit: 1_000_000, dailyMb: 1_000_000, authLimit: 100_000 },
        socketsPerAddress: 100_000,
      },
    };
  }

  async open(): Promise<void> {
    this.tokens.clear();
    const db = openDb({ path: this.path, log: this.deps.log });
    const app = await this.serve({ ...this.deps, db });
    this.running = { ...app, db };
    this.outside = new Database(this.path, { readonly: true });
  }

  /** The node that a balancer would choose for a request of that person. */
  protected appOf(_userId: string): App {
    return this.running;
  }

  /** Makes a server, to which the line leads. */
  protected async serve(deps: Deps): Promise<App> {
    const app = await createApp(deps);
    const topics = new Topics();
    const { hub } = app;
    hub.attach(
      (topic, frame) => topics.publish(topic, frame),
      (topic) => topics.of(topic).size,
    );
    const [publish, wait] = [hub.publish.bind(hub), hub.wait.bind(hub)];
    hub.publish = (changes, sender) => {
      for (const change of changes) this.watch(change);
      publish(changes, sender);
    };
    hub.wait = (...order) => this.idle(() => wait(...order));
    const upgrade = (request: Request, { data }: { data: SocketConnection }) =>
      this.upgrade(request, data, topics);
    Object.assign(app.app, { server: { upgrade, requestIP: () => null } });
    return app;
  }

  protected endApp({ sessions, presence, hub }: App): void {
    hub.closeAll(0);
    presence.stop();
    sessions.stop();
  }

  protected async close(): Promise<void> {
    this.cut();
    this.endApp(this.running);
    await this.finished();
    this.outside.close();
    await this.running.db.close();
  }

  async stop(): Promise<void> {
    await this.close();
    rmSync(this.dir, { recursive: true });
  }

  /** Begins a new story, with a clock of its own; the devices of the last one are gone. */
  begin(next: FakeClock): void {
    this.cut();
    this.clock = next;
    next.outside = () => this.settled();
    this.last = 0;
    Object.assign(this, {
      reachable: true,
      blocked: false,
      hidesReasons: false,
      meddle: () => undefined,
    });
    Object.assign(this, { heard: () => {}, watch: () => {} });
    for (const list of [this.errors, this.requests, this.calls]) list.length = 0;
  }

  /**
   * Waits for what goes on in threads (commits, tokens) and says whether anything has happened since it last looked: a
   * story goes on when nothing has.
   */
  private async settled(): Promise<boolean> {
    const dbs = this.listData();
    for (const db of dbs) await db.drain();
    await this.finished();
    const happened = dbs.reduce((sum, db) => sum + db.stats().batches, this.done);
    const changed = happened !== this.happened;
    this.happened = happened;
    return changed;
  }

  protected listData(): Db[] {
    return [this.running.db];
  }

  /** What the server has logged as an error. */
  faults(): string[] {
    return this.errors;
  }

  /** Steps by a millisecond: the clock of a test stands still, and two things of one real millisecond are rare. */
  protected now(): number {
    this.last = Math.max(this.last + 1, this.clock.now());
    return this.last;
  }

  /** Makes it later at once; what was due meanwhile has not run yet. */
  pass(ms: number): void {
    this.clock.skip(ms);
  }

  rows<T>(sql: string, ...values: (string | number)[]): T[] {
    return this.outside.query<T, typeof values>(sql).all(...values);
  }

  /** The same, whatever holds the data. */
  async find<T>(sql: string, ...values: (string | number)[]): Promise<T[]> {
    return this.rows<T>(sql, ...values);
  }

  /** Copies the data; the function it returns puts that back, by hand or (`epoch`) as `payambar restore` does. */
  backup(): (how: { epoch: boolean }) => Promise<void> {
    const saved = `${this.path}.saved`;
    copyDatabase(this.path, saved);
    return async ({ epoch }) => {
      await this.close();
      for (const end of ['-wal', '-shm']) rmSync(this.path + end, { force: true });
      copyFileSync(saved, this.path);
      if (epoch) beginEpoch(this.path, (rev) => nextEpoch(rev, this.clock.now()));
      rmSync(saved);
      await this.open();
    };
  }
}
