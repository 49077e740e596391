/** Three nodes, of which one has a clock an hour ahead and one an hour behind: all go by the database's, and say so. */
import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { SQL } from 'bun';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { makeFriends } from '../helpers/cast.ts';
import { MAIN, startProgram, tempDir } from '../helpers/program.ts';
import { startPostgres } from '../helpers/services/postgres.ts';
import { Socket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';
import { Device } from './device.ts';
import { type Ask, ofWriter, readTexts, startWriting } from './lib/writing.ts';
import { makeGroup, open, say } from './two-nodes.ts';

const HOUR = 3_600_000;
/** More than a busy machine takes, and far less than the clocks are off. */
const NEAR = HOUR / 6;
const isNow = (time: unknown): boolean => Math.abs(Number(time) - Date.now()) < NEAR;

/** Runs before the server, and moves what it takes for the machine's clock. */
const moved = (ms: number) => `globalThis.Date = new Proxy(Date, {
  construct: (made, args, as) => Reflect.construct(made, args.length > 0 ? args : [made.now() + ${ms}], as),
  get: (made, key) => (key === 'now' ? () => made.now() + ${ms} : Reflect.get(made, key)),
});`;

const asking =
  (who: Caller): Ask =>
  (method, path, body) =>
    who.ask(method, path, body).catch((error) => ({ status: 0, body: String(error) }));

test('clocks an hour ahead and an hour behind: nobody is signed out, nothing is lost, late, or over before its time', async () => {
  using folder = tempDir();
  await using postgres = await startPostgres();
  const url = await postgres.createDatabase('clock');
  const envOf = (name: string) => ({
    ...{ DATABASE_URL: url, NODE_NAME: name, DATA_DIR: join(folder.path, name) },
    ...{ AUTH_LIMIT: '100000', RATE_LIMIT: '100000' },
  });
  const startWrongly = async (name: string, ms: number) => {
    const preload = join(folder.path, `${name}.ts`);
    await Bun.write(preload, moved(ms));
    const program = [process.execPath, '--no-env-file', '--preload', preload, MAIN];
    const node = await startProgram([], envOf(name), folder.path, program);
    const said = node.lines.find(({ event }) => event === 'clock wrong');
    expect(Math.abs(Number(said?.seconds) * 1000 - ms)).toBeLessThan(NEAR);
    return node;
  };
  const right = await startProgram([], envOf('right'));
  expect(right.lines.map(({ event }) => event)).not.toContain('clock wrong');
  const ahead = await startWrongly('ahead', HOUR);
  const behind = await startWrongly('behind', -HOUR);
  const nodes = [right, ahead, behind];

  const enter = async ({ url }: typeof right, username: string) => {
    const account = { username, password: PASSWORD };
    return new Caller(url, (await answerOf(url, 'POST', '/api/auth/register', account)).body);
  };
  const at = ({ url }: typeof right, who: Caller) => new Caller(url, who);
  const reach = ({ url }: typeof right) => ({
    connect: (token: string) => Socket.open(url, token),
  });
  const [sara, ali] = [await enter(ahead, 'sara'), await enter(behind, 'ali')];
  expect(Math.abs(sara.expiresAt - ali.expiresAt)).toBeLessThan(NEAR);
  for (const who of [sara, ali])
    for (const node of nodes) expect((await at(node, who).get('/api/me')).status).toBe(200);

  await makeFriends(sara, ali);
  const chatId = await makeGroup(sara, ali);
  const devices = [await Device.open(reach(behind), sara), await Device.open(reach(ahead), ali)];
  const writing = [
    startWriting(asking(sara), chatId, 2, 'ahead'),
    startWriting(asking(ali), chatId, 2, 'behind'),
  ];
  await until(() => writing.every((one) => one.count() > 20), true);
  const acknowledged = [];
  for (const one of writing) acknowledged.push(...(await one.stop()).acknowledged);
  const stored = await readTexts(asking(sara), chatId);
  expect(stored.toSorted()).toEqual(acknowledged.toSorted());
  for (const writer of ['ahead0', 'ahead1', 'behind0', 'behind1'])
    expect(ofWriter(stored, writer)).toEqual(ofWriter(acknowledged, writer));
  await until(() => devices.map(({ texts }) => texts), [stored, stored]);
  const { messages } = (await sara.get(`/api/chats/${chatId}/messages?limit=100`)).body;
  expect(messages.length).toBeGreaterThan(40);
  for (const { createdAt } of messages) expect(isNow(createdAt)).toBe(true);

  // What one node has written is neither over nor still to come at another.
  for (const [who, from, to] of [
    [sara, ahead, behind],
    [ali, behind, ahead],
  ] as const) {
    const { seq } = (await say(at(from, who), chatId, 'ویرایش شود')).body.message;
    const words = { text: 'ویرایش شد', entities: [] };
    const edited = await at(to, who).patch(`/api/chats/${chatId}/messages/${seq}`, words);
    expect(edited.status).toBe(200);
    const terms = { expiresAt: Date.now() + HOUR / 2, uses: 1 };
    const { body } = await at(from, sara).post(`/api/chats/${chatId}/invites`, terms);
    const guest = await enter(from, `guest_of_${who.user.username}`);
    const joined = await at(to, guest).post(`/api/invites/${body.invite.code}`, {});
    expect(joined.status).toBe(200);
  }
  const [saras, alis] = [
    await open(reach(ahead), sara, true),
    await open(reach(behind), ali, true),
  ];
  const seen = async () =>
    (await alis.request('presence.watch', { userIds: [sara.user.id] })).body.presence[0];
  await until(async () => (await seen()).online, true);
  saras.close();
  devices[0]?.close();
  expect(isNow((await until(seen, ({ online }) => !online)).lastSeenAt)).toBe(true);

  // Whoever works goes on by the database's time, also after a change.
  await using sql = new SQL(url, { max: 1 });
  const read = async (): Promise<{ now: number; until: number }> => {
    const [row] = await sql`
      select (extract(epoch from clock_timestamp()) * 1000)::float8 as now, until::float8 as until from payambar_leases`;
    return row;
  };
  await right.stop('SIGKILL');
  const { now } = await read();
  const held = await until(read, (lease) => lease.until > now + 6000);
  expect(held.until).toBeLessThanOrEqual(held.now + 6000);
  // The doctor makes its warning of these (watching.test.ts).
  const metrics = await (await fetch(`${ahead.url}/metrics`)).text();
  const [, database] = /^payambar_database_clock_seconds (\S+)$/m.exec(metrics) ?? [];
  const [, other] = /^payambar_node_clock_seconds\{node="behind"\} (\S+)$/m.exec(metrics) ?? [];
  expect(Math.abs(Number(database) * 1000 - HOUR)).toBeLessThan(NEAR);
  expect(Math.abs(Number(other) * 1000 + 2 * HOUR)).toBeLessThan(NEAR);
  for (const node of [ahead, behind]) await node.stop('SIGKILL');
});
