import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { UserFacingError } from '../../db/engine/user-error.ts';
import { startServer } from '../helpers/app.ts';
import { makeAuthority } from '../helpers/certificates.ts';
import { startProgram, tempDir } from '../helpers/program.ts';
import { startPgbouncer } from '../helpers/services/pgbouncer.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { stablePort } from '../helpers/services/process.ts';
import { type Redis, startRedis } from '../helpers/services/redis.ts';

let redis: Redis;
let postgres: Postgres;
beforeAll(async () => {
  redis = await startRedis({ password: 'right' });
  postgres = await startPostgres();
});
afterAll(async () => {
  await redis.stop();
  await postgres.stop();
});

type Config = Parameters<typeof startServer>[0];

/** What whoever starts a node is told, in English; the Persian sentence and the absence of passwords are held here. */
async function refusal(config: Config): Promise<string> {
  try {
    const started = await startServer(config);
    await started.stop();
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    expect(error.said.fa).toMatch(/[\u0600-\u06ff]/);
    for (const text of Object.values(error.said))
      expect(text).not.toMatch(/right|wrong-one|of:tests/);
    return error.said.en;
  }
  return 'none';
}

const at = (url: string, change: (url: URL) => void): string => {
  const changed = new URL(url);
  change(changed);
  return changed.href;
};

test('a Redis that cannot be used is refused by a sentence that says what is wrong with it', async () => {
  const nowhere = `redis://127.0.0.1:${stablePort()}`;
  expect(await refusal({ redisUrl: nowhere })).toMatch(/does not answer \(ECONNREFUSED\)/);
  const wrong = at(redis.url, (url) => {
    url.password = 'wrong-one';
  });
  expect(await refusal({ redisUrl: wrong })).toMatch(/refuses the password .*WRONGPASS/);
  const none = at(redis.url, (url) => {
    url.password = '';
  });
  expect(await refusal({ redisUrl: none })).toMatch(/refuses the password .*NOAUTH/);
  const plain = redis.url.replace('redis:', 'rediss:');
  expect(await refusal({ redisUrl: plain })).toMatch(/does not answer|is not trusted/);
  redis.pause();
  expect(await refusal({ redisUrl: redis.url })).toMatch(/does not answer \(ETIMEDOUT\)/);
  redis.resume();
  expect(await refusal({ redisUrl: redis.url })).toBe('none');
});

test('a replica is refused, and so is a user who may not subscribe', async () => {
  const of = ['--replicaof', '127.0.0.1', `${redis.port}`, '--masterauth', 'right'];
  await using replica = await startRedis({ args: of });
  expect(await refusal({ redisUrl: replica.url })).toMatch(/is a replica of 127\.0\.0\.1/);
  await using narrow = await startRedis({
    args: ['--user', 'node', 'on', '>right', '+@all', '-subscribe', '&*'],
  });
  const redisUrl = at(narrow.url, (url) => {
    url.username = 'node';
    url.password = 'right';
  });
  expect(await refusal({ redisUrl })).toMatch(/refuses to serve .*NOPERM/);
});

test('Redis by TLS: a certificate that nobody vouches for is refused, that of a trusted authority is not', async () => {
  using folder = tempDir();
  const authority = await makeAuthority(folder.path);
  const { cert, key } = await authority.issue('localhost', 30);
  const port = stablePort();
  const tls = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-auth-clients', 'no'];
  await using secret = await startRedis({ args: ['--tls-port', `${port}`, ...tls] });
  expect(secret.log()).not.toBe('');
  const redisUrl = `rediss://localhost:${port}`;
  expect(await refusal({ redisUrl })).toMatch(/is not trusted/);
  const program = await startProgram([], {
    ...{ REDIS_URL: redisUrl, NODE_EXTRA_CA_CERTS: authority.cert },
    DATA_DIR: join(folder.path, 'data'),
  });
  expect(await program.stop()).toBe(0);
});

test('PostgreSQL that cannot be a bus is refused: wrong password, a pooler that passes nothing on', async () => {
  const databaseDirectUrl = await postgres.createDatabase('refused');
  const wrong = at(databaseDirectUrl, (url) => {
    url.password = 'wrong-one';
  });
  expect(await refusal({ databaseDirectUrl: wrong })).toMatch(/password/);
  await using pooler = await startPgbouncer(postgres.adminUrl);
  const through = pooler.through(databaseDirectUrl);
  expect(await refusal({ databaseDirectUrl: through })).toMatch(/pgbouncer|DATABASE_DIRECT_URL/);
  expect(await refusal({ databaseDirectUrl })).toBe('none');
});

test('two nodes of one database that do not hear each other, or sign with other secrets, are refused', async () => {
  const databaseDirectUrl = await postgres.createDatabase('apart');
  const first = await startServer({ databaseDirectUrl, nodeName: 'one' });
  const shared = first.deps.db;
  const apart = { databaseDirectUrl, redisUrl: redis.url, nodeName: 'two', shared };
  expect(await refusal(apart)).toMatch(/Node one serves the same database, and is not heard/);
  const jwtSecret = 'another secret, of at least 32 characters';
  const other = { databaseDirectUrl, nodeName: 'two', shared, jwtSecret };
  expect(await refusal(other)).toMatch(/Node one signs its tokens with another secret/);
  expect(await refusal({ databaseDirectUrl, nodeName: 'two', shared })).toBe('none');
  await first.stop();
});
