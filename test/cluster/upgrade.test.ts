/**
 * Two versions side by side. The older one is the program itself; the newer one is a server that knows two migrations more: one
 * that adds what the older does not miss, and one that it could not live with.
 */
import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { SQL } from 'bun';
import { OpenError } from '../../db/engine/lock.ts';
import { POSTGRES_MIGRATIONS, type PostgresMigration } from '../../db/migrations-postgres/index.ts';
import { migratePostgres } from '../../db/postgres/migrate.ts';
import { openPostgres } from '../../db/postgres/open.ts';
import { PASSWORD, startServer } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { startProgram, tempDir } from '../helpers/program.ts';
import { startPostgres } from '../helpers/services/postgres.ts';
import { Socket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';
import { Device } from './device.ts';
import { type Ask, ofWriter, readTexts, startWriting } from './lib/writing.ts';
import { makeGroup, nodesOf, say } from './two-nodes.ts';

const KNOWN = POSTGRES_MIGRATIONS.length;
const EXPANDING: PostgresMigration = {
  sql: 'ALTER TABLE messages ADD COLUMN mood text',
  oldest: 1,
};
/** It could take away what only the older program reads. */
const CONTRACTING: PostgresMigration = {
  sql: 'ALTER TABLE messages DROP COLUMN mood',
  oldest: KNOWN + 1,
};
const EXPANDED = [...POSTGRES_MIGRATIONS, EXPANDING];

const asking =
  (who: Caller): Ask =>
  (method, path, body) =>
    who.ask(method, path, body).catch((error) => ({ status: 0, body: String(error) }));

test('an older node goes on beside a newer one; what it needs is not taken away while it lives, and it writes nothing once it was', async () => {
  using folder = tempDir();
  await using postgres = await startPostgres();
  const url = await postgres.createDatabase('upgrade');
  const env = {
    ...{ DATABASE_URL: url, NODE_NAME: 'older', DATA_DIR: join(folder.path, 'older') },
    JWT_SECRET: 'a secret of the tests, of at least 32 characters',
    ...{ AUTH_LIMIT: '100000', RATE_LIMIT: '100000' },
  };
  const older = await startProgram([], env);
  const options = { url, connections: 4, prepare: true, node: 'newer' };
  const db = await openPostgres({ ...options, migrations: EXPANDED });
  const newer = await startServer({ databaseDirectUrl: url, nodeName: 'newer', shared: db });
  await until(() => nodesOf(newer), 1);
  const account = { username: 'sara', password: PASSWORD };
  const { body } = await answerOf(older.url, 'POST', '/api/auth/register', account);
  const [sara, ali] = [new Caller(older.url, body), await newer.register('ali')];
  const chatId = await makeGroup(sara, ali);
  const devices = [
    await Device.open({ connect: (token) => Socket.open(older.url, token) }, sara),
    await Device.open(newer, ali),
  ];

  const writing = [
    startWriting(asking(sara), chatId, 2, 'old'),
    startWriting(asking(ali), chatId, 2, 'new'),
  ];
  const more = async () => {
    const wanted = writing.map((one) => one.count() + 20);
    await until(() => writing.every((one, n) => one.count() >= (wanted[n] ?? 0)), true);
  };
  await more();
  await using sql = new SQL(url, { max: 1 });
  const contract = (olderMs: number) =>
    migratePostgres(sql, { place: 'here', migrations: [...EXPANDED, CONTRACTING], olderMs });
  const refusal = await contract(0).catch((error) => error);
  expect(refusal).toBeInstanceOf(OpenError);
  expect(refusal.said.en).toContain('older still serve here with an older Payambar');
  expect(refusal.said.fa).toContain('older هنوز با پیام‌بر قدیمی‌تری');
  await more();
  const acknowledged = [];
  for (const one of writing) acknowledged.push(...(await one.stop()).acknowledged);
  const stored = await readTexts(asking(ali), chatId);
  expect(stored.toSorted()).toEqual(acknowledged.toSorted());
  for (const writer of ['old0', 'old1', 'new0', 'new1'])
    expect(ofWriter(stored, writer)).toEqual(ofWriter(acknowledged, writer));
  await until(() => devices.map(({ texts }) => texts), [stored, stored]);

  // As of a node that was frozen for so long that it counts as dead.
  await until(async () => {
    await sql`DELETE FROM payambar_nodes WHERE node = 'older'`;
    return (await contract(0)).oldest;
  }, KNOWN + 1);
  expect((await say(sara, chatId, 'دیر آمدم').catch(() => ({ status: 0 }))).status).not.toBe(201);
  expect((await say(ali, chatId, 'ادامه می‌دهم')).status).toBe(201);
  await until(() => devices[1]?.texts.at(-1), 'ادامه می‌دهم');
  expect(await readTexts(asking(ali), chatId)).toEqual([...stored, 'ادامه می‌دهم']);
  expect(await devices[0]?.closed).toBe(1012);
  // It has ended by itself, or is about to.
  expect(await older.stop('SIGCONT')).toBe(1);
  expect(older.lines.map(({ event }) => event)).toContain('schema newer');
  await expect(startProgram([], env)).rejects.toThrow('belongs to a newer Payambar');
  await newer.stop();
  await db.close();
});
