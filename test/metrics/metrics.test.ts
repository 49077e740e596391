import { afterAll, beforeAll, expect, test } from 'bun:test';
import { type Server, startServer } from '../helpers/app.ts';
import { onPostgres } from '../helpers/data.ts';
import { until } from '../helpers/until.ts';

const TOKEN = 'a token of the tests, of 32 characters or more'.replaceAll(' ', '-');
let server: Server;

beforeAll(async () => {
  server = await startServer({ metricsToken: TOKEN, trustedProxies: ['loopback'] });
});
afterAll(() => server.stop());

const scrape = (headers: Record<string, string> = {}) =>
  fetch(`${server.url}/metrics`, { headers });

/** Reads the value of one line of the exposition format. */
async function readMetric(line: string): Promise<number> {
  const text = await (await scrape()).text();
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? Number.NaN);
}

test('this machine reads them in Prometheus’ text format', async () => {
  const answer = await scrape();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toStartWith('text/plain; version=0.0.4');
  expect(await answer.text()).toContain('# TYPE payambar_commit_seconds histogram');
});

test('whoever comes through a proxy sees no such page, and by the token sees it', async () => {
  const outside = { 'x-forwarded-for': '203.0.113.7' };
  const refused = await scrape(outside);
  expect([refused.status, (await refused.json()).error.code]).toEqual([404, 'not_found']);
  expect((await scrape({ ...outside, authorization: 'Bearer wrong' })).status).toBe(404);
  expect((await scrape({ ...outside, authorization: `Bearer ${TOKEN}` })).status).toBe(200);
});

test('connections, commands, commits, failed sign-ins and requests are counted', async () => {
  const sara = await server.register('sara');
  const socket = await server.connect(sara.token);
  expect(await readMetric('payambar_connections')).toBe(1);
  expect(await readMetric('payambar_people_connected')).toBe(1);
  const commits = await readMetric('payambar_commits_total');
  const { chat } = (await socket.request('chat.create', { kind: 'self' })).body;
  const clientId = Bun.randomUUIDv7();
  await socket.request('message.send', { chatId: chat.id, clientId, text: 'سلام' });
  expect(await readMetric('payambar_commands_total{type="message.send"}')).toBe(1);
  expect(await readMetric('payambar_commits_total')).toBeGreaterThan(commits);
  expect(await readMetric('payambar_commit_seconds_count')).toBeGreaterThan(commits);
  await server.ask('POST', '/api/auth/login', { username: 'sara', password: 'not this one' });
  expect(await readMetric('payambar_failed_sign_ins_total')).toBe(1);
  socket.raw.close();
  await until(() => readMetric('payambar_connections'), 0);
  if (!onPostgres) expect(await readMetric('payambar_wal_bytes')).toBeGreaterThan(4096);
  expect(await readMetric('payambar_resident_memory_bytes')).toBeGreaterThan(10e6);
});

test('a route is named by its pattern: nobody’s name stands in the numbers', async () => {
  await server.register('ali');
  await server.ask('GET', '/api/users/sara');
  await server.ask('GET', '/api/users/nobody-here');
  await server.ask('GET', '/wp-admin/setup.php');
  const text = await (await scrape()).text();
  expect(text).toContain('route="/api/users/:username",status="2xx"');
  expect(text).not.toMatch(/sara|nobody-here|wp-admin/);
});
