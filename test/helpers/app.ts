import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../../server/env.ts';
import { openDb } from '../../db/database.ts';
import { startServer as listen } from '../../server/boot/lifecycle.ts';
import { type Config, readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { createLog } from '../../server/log.ts';
import { type Answer, answerOf, Caller as SignedIn } from './caller.ts';
import { Socket as Opened } from './socket.ts';

/** Long enough for every rule, and the same for everybody: who knows it matters to no test. */
export const PASSWORD = 'گذرواژهٔ دراز ۱۲';

type Overrides = Partial<Config> & { now?: () => number; clientRoot?: string };

export type Server = Awaited<ReturnType<typeof startServer>>;
export type Caller = SignedIn;
export type Socket = Opened;

/** A real server on a free port, with a real SQLite file in a folder of its own. */
export async function startServer({ now = Date.now, clientRoot, ...overrides }: Overrides = {}) {
  const dataDir = overrides.dataDir ?? mkdtempSync(join(tmpdir(), 'payambar-test-'));
  const lines: string[] = [];
  const config: Config = {
    ...readConfig([]),
    host: '127.0.0.1',
    port: 0,
    dataDir,
    // Anybody may register, before somebody has set the server up too.
    given: ['registration'],
    jwtSecret: 'a secret of the tests, of at least 32 characters',
    authLimit: 100_000,
    rateLimit: 10_000,
    logLevel: 'debug',
    logFormat: 'json',
    ...overrides,
  };
  const log = createLog({ ...config, now, write: (line) => void lines.push(line) });
  const db = openDb({ path: join(dataDir, 'payambar.db'), log });
  const deps: Deps = { db, log, config, clock: { now }, ids: { next: randomId } };
  const running = await listen(deps, clientRoot);
  const { url, port } = running;

  const enter = async (path: string, body: object, headers?: Record<string, string>) => {
    const answer = await answerOf(url, 'POST', path, body, headers);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return new SignedIn(url, answer.body);
  };

  return {
    url,
    port,
    deps,
    config,
    dataDir,
    /** Everything that was logged, one JSON text a line. */
    lines,
    register: (username: string, displayName?: string) =>
      enter('/api/auth/register', { username, password: PASSWORD, displayName }),
    login: (username: string, headers?: Record<string, string>) =>
      enter('/api/auth/login', { username, password: PASSWORD }, headers),
    /** A request of whoever is not signed in. */
    ask: (
      method: string,
      path: string,
      body?: unknown,
      headers?: Record<string, string>,
    ): Promise<Answer> => answerOf(url, method, path, body, headers),
    /** The secret of a new one-time link that makes the first administrator. */
    setupSecret: async (): Promise<string> =>
      (await running.setupLink())?.path.split('#')[1] ?? 'there is an administrator',
    /** The first administrator. */
    setUp: async (username: string, instance: object = {}) => {
      const link = await running.setupLink();
      const secret = link?.path.split('#')[1];
      return enter('/api/setup', { secret, username, password: PASSWORD, server: instance });
    },
    connect: (token: string) => Opened.open(url, token),
    async stop(): Promise<void> {
      await running.stop();
      await db.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function randomId(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('base64url');
}
