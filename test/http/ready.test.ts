import { expect, test } from 'bun:test';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { createReadiness } from '../../server/http/ready.ts';
import { answerOf } from '../helpers/caller.ts';
import { startInstance } from '../helpers/instance.ts';
import { Socket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';

const DRAINING = { status: 503, body: { status: 'not_ready', why: ['draining'] } };
const READY = { status: 200, body: { status: 'ready' } };

async function look(url: string, path = '/ready') {
  const { status, body } = await answerOf(url, 'GET', path);
  return { status, body };
}

test('a server that is told to stop is not ready, serves everybody on, and then sends them away', async () => {
  const server = await startInstance({ DRAIN_SECONDS: '600' });
  const sara = await server.register('sara');
  const socket = await server.connect(sara);
  expect(await look(server.url)).toEqual(READY);
  process.kill(server.pid, 'SIGTERM');
  await until(() => look(server.url), DRAINING);
  expect((await look(server.url, '/health')).status).toBe(200);
  expect((await sara.get('/api/me')).status).toBe(200);
  const late = await Socket.open(server.url, sara.token);
  expect(await late.request('hello', { protocol: PROTOCOL_VERSION })).toMatchObject({ ok: true });
  // A second signal is from somebody who does not want to wait; it is heard only once the first one was.
  const away = socket.next(({ type }) => type === 'server.closing');
  await server.stop();
  expect(server.lines.at(-1)?.event).toBe('stopped');
  expect((await away).body.retryAfterMs).toBeGreaterThan(0);
  expect([await socket.closed, await late.closed]).toEqual([1012, 1012]);
});

test('without its data a server is not ready, and it is again when they are back', async () => {
  const server = await startInstance();
  const [path, elsewhere] = ['payambar.db', 'elsewhere'].map((name) => join(server.folder, name));
  if (!path || !elsewhere) throw new Error('no path');
  renameSync(path, elsewhere);
  await until(() => look(server.url), {
    status: 503,
    body: { status: 'not_ready', why: ['database'] },
  });
  renameSync(elsewhere, path);
  await until(() => look(server.url), READY);
  await server.stop();
});

test('a part that is silent or fails is named, and a crowd asks each part once', async () => {
  let asked = 0;
  const ready = createReadiness(
    { draining: false, closing: false },
    {
      database: async () => ++asked > 0,
      bus: () => new Promise(() => {}),
      queue: () => Promise.reject(new Error('refused')),
    },
  );
  const answers = await Promise.all(Array.from({ length: 50 }, () => ready()));
  expect(asked).toBe(1);
  const bodies = await Promise.all(answers.map((answer) => answer.json()));
  expect(bodies).toEqual(bodies.map(() => ({ status: 'not_ready', why: ['bus', 'queue'] })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
});
