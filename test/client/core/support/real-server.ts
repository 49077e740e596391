import { Database } from 'bun:sqlite';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDb } from '../../../../db/database.ts';
import { fold } from '../../../../protocol/fold.ts';
import { REST } from '../../../../protocol/rest.ts';
import type { UpBody, UpReply, UpType } from '../../../../protocol/up.ts';
import { readConfig } from '../../../../server/config.ts';
import type { Change } from '../../../../server/context.ts';
import type { Deps } from '../../../../server/deps.ts';
import { createLog } from '../../../../server/log.ts';
import { SocketConnection } from '../../../../server/realtime/connection.ts';
import { Hub } from '../../../../server/realtime/hub.ts';
import { createRealtime } from '../../../../server/realtime/realtime.ts';
import type { FakeClock } from './clock.ts';
import { Topics, Wire } from './real-wire.ts';
import { FakeSocket, type Frame } from './socket.ts';

/** Groups that are deleted in these tests keep what was said in them: nobody can ask for it. */
const NO_ERASER = { *orderGroup() {}, wake() {} };

export type Fate = 'lose-reply' | 'slow-reply' | 'busy' | undefined;
const WHO = 'x-test-user';

/** Hears of every change before anybody else does. */
class WatchedHub extends Hub {
  watch: (change: Change) => void = () => {};
  override publish(changes: readonly Change[], sender: SocketConnection | undefined): void {
    for (const change of changes) this.watch(change);
    super.publish(changes, sender);
  }
}

/** Sockets of a session that is not there, or has ended, are closed at once. */
const sessionOf = (userId: string, createdAt: number) => ({
  ...{ id: `session-${userId}`, userId, refreshHash: `refresh-${userId}`, deviceName: '' },
  ...{ userAgent: '', ip: '', createdAt, lastSeenAt: createdAt },
  expiresAt: Number.MAX_SAFE_INTEGER,
});

export type RealServer = ReturnType<typeof realServer>;

/** The server itself, over a SQLite file, in this process: only sockets, HTTP and time are ours. */
export function realServer() {
  // What is proved here is who knows what, not what survives a power cut: memory is a fast disk.
  const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const dir = mkdtempSync(join(place, 'payambar-story-'));
  const path = join(dir, 'payambar.db');
  let clock: Pick<FakeClock, 'now'> = { now: () => 1_700_000_000_000 };
  let lastId = 0;
  let last = 0;
  // No two things happen in one millisecond: the story's clock stands still, and a real one hardly ever does.
  const now = (): number => {
    last = Math.max(last + 1, clock.now());
    return last;
  };
  const errors: string[] = [];
  const log = createLog({
    logLevel: 'error',
    logFormat: 'json',
    now: () => clock.now(),
    write: (line) => void errors.push(line),
  });
  const db = openDb({ path, log });
  const config = { ...readConfig([]), rateLimit: 1_000_000, dailyMb: 1_000_000 };
  const ids = { next: () => String(++lastId).padStart(11, '0') };
  const deps: Deps = { db, log, config, clock: { now }, ids };
  const hub = new WatchedHub();
  const topics = new Topics();
  hub.attach((topic, frame) => topics.publish(topic, frame));
  const auth = {
    authenticate: async (request: Request) => {
      const userId = request.headers.get(WHO) ?? '';
      return { userId, sessionId: `session-${userId}` };
    },
    originAllowed: () => true,
    renewal: async () => undefined,
    addressOf: () => null,
  };
  const meter = { count() {}, start: () => undefined, total: () => 0, refused() {}, reached() {} };
  const realtime = createRealtime(deps, hub, auth, meter, { knows: () => false }, NO_ERASER);
  const outside = new Database(path, { readonly: true });
  const wires = new Map<FakeSocket, Wire>();

  const server = {
    dir,
    errors,
    hub,
    reachable: true,
    fate: (_type: string): Fate => undefined,
    heard: (_userId: string, _frame: object): void => {},
    get wires(): Wire[] {
      return [...wires.values()];
    },
    /** A new story, with a clock of its own. */
    begin(next: FakeClock): void {
      clock = next;
      next.outside = onDisk;
      last = 0;
      server.reachable = true;
      server.fate = () => undefined;
      errors.length = 0;
    },
    async person(username: string): Promise<string> {
      const id = ids.next();
      const row = { id, username, usernameKey: fold(username), displayName: username, about: '' };
      const secret = { credentialKind: 'password', credentialHash: 'none', role: 'user' } as const;
      await db.write(() => db.users.create({ ...row, ...secret, createdAt: clock.now() }));
      await db.write(() => db.sessions.create(sessionOf(id, clock.now())));
      return id;
    },
    rows: <T>(sql: string, ...values: (string | number)[]): T[] =>
      outside.query<T, typeof values>(sql).all(...values),

    connect(userId: string): FakeSocket {
      const socket = new FakeSocket({ receive, gone }, userId);
      if (!server.reachable) {
        queueMicrotask(() => socket.onclose?.({ code: 1006 }));
        return socket;
      }
      const place = { userId, sessionId: `session-${userId}`, address: 'here' };
      const connection = new SocketConnection(place, realtime.handlers);
      const wire = new Wire(topics, connection, socket, (id, frame) => server.heard(id, frame));
      wires.set(socket, wire);
      connection.open(wire.native);
      socket.opened();
      return socket;
    },
    cut(): void {
      server.reachable = false;
      for (const socket of [...wires.keys()]) socket.drop();
    },
    async fetch(userId: string, path: string, init: RequestInit): Promise<Response> {
      if (!server.reachable) throw new TypeError('Failed to fetch');
      if (path === '/api/server')
        return Response.json({ name: 'T', version: '1', protocol: 1, registration: 'open' });
      if (path === '/api/auth/renew') {
        const { user } = await server.ask(userId, 'me.get', {});
        return Response.json({ token: '', expiresAt: 0, user });
      }
      const headers = { ...(init.headers as Record<string, string>), [WHO]: userId };
      const { method = 'GET', body = null, signal = null } = init;
      const url = `http://test${path}`;
      return realtime.rest.handle(new Request(url, { method, body, signal, headers }));
    },
    /** As a program of that person, by REST; rejects with the refusal's code. */
    async ask<T extends UpType>(userId: string, type: T, body: UpBody<T>): Promise<UpReply<T>> {
      const twin = REST[type];
      if (!twin) throw new Error(`${type} has no twin`);
      const left: Record<string, unknown> = { ...body };
      const path = twin.path.replaceAll(/:(\w+)/g, (_, name: string) => {
        const value = String(left[name]);
        delete left[name];
        return value;
      });
      const isGet = twin.method === 'GET';
      const query = isGet ? `?${new URLSearchParams(left as Record<string, string>)}` : '';
      const request = new Request(`http://test${path}${query}`, {
        method: twin.method,
        headers: { [WHO]: userId, 'content-type': 'application/json' },
        ...(isGet ? {} : { body: JSON.stringify(left) }),
      });
      const response = await realtime.rest.handle(request);
      const text = await response.text();
      if (!response.ok) throw new Error(text);
      return JSON.parse(text) as UpReply<T>;
    },
    async stop(): Promise<void> {
      outside.close();
      await db.close();
      rmSync(dir, { recursive: true });
    },
  };

  /** Commits are synced in a thread, which takes real time: a story goes on when they are. */
  async function onDisk(): Promise<boolean> {
    const { batches } = db.stats();
    await db.drain();
    return db.stats().batches !== batches;
  }

  function receive(socket: FakeSocket, frame: Frame): void {
    const wire = wires.get(socket);
    if (!wire) return;
    const fate = server.fate(frame.type);
    if (fate === 'busy') {
      const error = { code: 'busy', retryAfterMs: 300 };
      socket.deliver({ id: frame.id, ok: false, error });
      return;
    }
    if (fate === 'lose-reply') wire.lost.add(frame.id);
    if (fate === 'slow-reply') wire.slow.add(frame.id);
    wire.connection.message(wire.native, JSON.stringify(frame));
  }

  function gone(socket: FakeSocket): void {
    const wire = wires.get(socket);
    wires.delete(socket);
    wire?.gone();
  }

  return server;
}
