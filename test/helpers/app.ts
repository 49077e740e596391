import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../../server/env.ts';
import { startServer as listen } from '../../server/boot/lifecycle.ts';
import { type Config, readConfig } from '../../server/config.ts';
import type { Deps } from '../../server/deps.ts';
import { createLog } from '../../server/log.ts';
import { type Answer, answerOf, Caller as SignedIn } from './caller.ts';
import { openData } from './data.ts';
import { type FakeS3, startFakeS3 } from './s3/fake-s3.ts';
import { Socket as Opened } from './socket.ts';

/** The password is long enough for every rule, and the same for every person: no test depends on its being secret. */
export const PASSWORD = 'گذرواژهٔ دراز ۱۲';

type Overrides = Partial<Config> & {
  now?: () => number;
  clientRoot?: string;
  postPush?: Deps['postPush'];
  /** The data of another server of the tests: two nodes over one. It stays the other's to close. */
  shared?: Deps['db'];
};

export type Server = Awaited<ReturnType<typeof startServer>>;
export type Caller = SignedIn;
export type Socket = Opened;

/** Starts a real server on a free port, with a real SQLite file in a folder of its own. */
export async function startServer({
  now = Date.now,
  clientRoot,
  postPush,
  shared,
  ...overrides
}: Overrides = {}) {
  const dataDir = overrides.dataDir ?? mkdtempSync(join(tmpdir(), 'payambar-test-'));
  const lines: string[] = [];
  const config: Config = {
    ...readConfig([]),
    host: '127.0.0.1',
    port: 0,
    dataDir,
    // Registration is open, although the server has no administrator yet.
    given: ['registration'],
    jwtSecret: 'a secret of the tests, of at least 32 characters',
    authLimit: 100_000,
    rateLimit: 10_000,
    logLevel: 'debug',
    logFormat: 'json',
    ...(process.env.FILES_ON === 's3' ? inBucket(dataDir) : {}),
    ...overrides,
  };
  const log = createLog({ ...config, now, write: (line) => void lines.push(line) });
  const db = shared ?? (await openData({ path: join(dataDir, 'payambar.db'), log }));
  const deps: Deps = { db, log, config, clock: { now }, ids: { next: randomId }, postPush };
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
    /** Makes a request without a session. */
    ask: (
      method: string,
      path: string,
      body?: unknown,
      headers?: Record<string, string>,
    ): Promise<Answer> => answerOf(url, method, path, body, headers),
    /** Returns the secret of a new one-time link that makes the first administrator. */
    setupSecret: async (): Promise<string> =>
      (await running.setupLink())?.path.split('#')[1] ?? 'there is an administrator',
    /** Makes the first administrator. */
    setUp: async (username: string, instance: object = {}) => {
      const link = await running.setupLink();
      const secret = link?.path.split('#')[1];
      return enter('/api/setup', { secret, username, password: PASSWORD, server: instance });
    },
    cluster: () => running.cluster(),
    queue: () => running.queue(),
    connect: (token: string) => Opened.open(url, token),
    /** Stops it, and leaves the data for another one. */
    async stopKeeping(): Promise<void> {
      await running.stop();
      if (!shared) await db.close();
    },
    async stop(): Promise<void> {
      await running.stop();
      if (!shared) await db.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

let bucket: FakeS3 | undefined;
/** The tests of files run once more on S3 (test/files/on-s3.test.ts): one service, and a prefix for each data folder. */
function inBucket(dataDir: string): Partial<Config> {
  bucket ??= startFakeS3();
  return { ...bucket.config, s3Prefix: `${Bun.hash(dataDir).toString(16)}/` };
}

function randomId(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('base64url');
}
