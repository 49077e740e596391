/** The doctor may ask this of a server only for the owner of the data. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { controlPath } from '../../server/control/socket.ts';
import { DOCTOR_HEADER } from '../../server/doctor/watch.ts';
import { type Server, startServer } from '../helpers/app.ts';
import { Socket } from '../helpers/socket.ts';

let server: Server;
let now = Date.now();
beforeAll(async () => {
  server = await startServer({ now: () => now });
});
afterAll(() => server.stop());

async function act(name: string, body: object = {}) {
  const unix = controlPath(server.dataDir);
  const init = { unix, method: 'POST', body: JSON.stringify(body) };
  return (await fetch(`http://payambar/doctor.${name}`, init)).json();
}
const ask = (mark?: string, method = 'GET', body?: string) =>
  server.ask(method, '/api/doctor', body, mark === undefined ? {} : { [DOCTOR_HEADER]: mark });

test('to everybody else the path is one that never was', async () => {
  const never = await server.ask('GET', '/api/never');
  expect(await ask()).toMatchObject({ status: 404, body: never.body });
  const { secret } = await act('open');
  expect((await ask(`${secret} mine`)).status).toBe(200);
  for (const mark of [undefined, '', 'x y', `${secret.slice(1)} y`, `${secret}x y`])
    for (const method of ['GET', 'POST'])
      expect((await ask(mark, method, method === 'POST' ? '{}' : undefined)).status).toBe(404);
  expect((await act('seen', { secret })).requests).toHaveLength(1);
  await act('close', { secret });
  expect((await ask(`${secret} late`)).status).toBe(404);
});

test('a watch ends by itself', async () => {
  const { secret } = await act('open');
  expect((await ask(`${secret} soon`)).status).toBe(200);
  now += 301_000;
  expect((await ask(`${secret} late`)).status).toBe(404);
});

test('what arrived is told: whom the server takes it for, and how much of it came', async () => {
  const { secret, told } = await act('open');
  expect(told.trustedProxies).toEqual(['loopback']);
  const headers = {
    [DOCTOR_HEADER]: `${secret} one`,
    'x-forwarded-for': '203.0.113.7',
    host: 'a.example',
  };
  await server.ask('POST', '/api/doctor', '12345', { ...headers, 'x-forwarded-proto': 'https' });
  const { requests } = await act('seen', { secret });
  expect(requests).toEqual([
    {
      label: 'one',
      peer: '127.0.0.1',
      address: '203.0.113.7',
      forwarded: '203.0.113.7',
      byCdn: '',
      believed: true,
      https: true,
      host: 'a.example',
      bytes: 5,
    },
  ]);
  await act('close', { secret });
});

test('a marked socket says back what it hears, and is nobody; an unmarked one is refused', async () => {
  const { secret } = await act('open');
  const open = (mark: string) => Socket.open(server.url, '', { [DOCTOR_HEADER]: mark });
  const { raw } = await open(`${secret} socket`);
  const heard = new Promise((resolve) => {
    raw.onmessage = ({ data }) => resolve(data);
  });
  const frame = JSON.stringify({ id: 1, type: 'chat.list', body: {} });
  raw.send(frame);
  expect(await heard).toBe(frame);
  raw.close();
  await expect(open('wrong socket')).rejects.toThrow('not opened');
  await act('close', { secret });
  await expect(open(`${secret} socket`)).rejects.toThrow('not opened');
});

test('the secret stands in no log', async () => {
  const { secret } = await act('open');
  await ask(`${secret} logged`);
  expect(server.lines.length).toBeGreaterThan(0);
  expect(server.lines.join('\n')).not.toContain(secret);
  await act('close', { secret });
});
