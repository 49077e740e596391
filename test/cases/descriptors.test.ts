import { expect, test } from 'bun:test';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { group, startInstance } from '../helpers/instance.ts';
import { until } from '../helpers/until.ts';

const EXHAUSTED = /^payambar_descriptors_exhausted_total (\d+)$/m;

test('when no file descriptor is left, people who are there go on, the log says so, and newcomers come in later', async () => {
  const instance = await startInstance();
  const [sara, ali] = [await instance.register('sara'), await instance.register('ali')];
  const chatId = await group(sara, ali);
  const [saras, alis] = [await instance.connect(sara), await instance.connect(ali)];
  const metrics = await keptOpen(instance.url);
  await metrics.ask();

  const limit = readdirSync(`/proc/${instance.pid}/fd`).length + 8;
  const set = Bun.spawn(['prlimit', '--pid', String(instance.pid), `--nofile=${limit}:${limit}`]);
  expect(await set.exited).toBe(0);
  const crowd = Array.from({ length: 40 }, () => lineTo(instance.url));
  await until(() => readdirSync(`/proc/${instance.pid}/fd`).length, limit);
  await until(async () => EXHAUSTED.exec(await metrics.ask())?.[1], '1');

  const sent = await saras.request('message.send', {
    ...{ chatId, clientId: Bun.randomUUIDv7(), text: 'سلام' },
  });
  expect(sent.ok).toBe(true);
  await until(() => alis.events.filter(({ type }) => type === 'message.added').length, 1);

  for (const line of crowd) line.destroy();
  await until(async () => (await fetch(`${instance.url}/health`)).status, 200);
  expect(EXHAUSTED.exec(await metrics.ask())?.[1]).toBe('1');
  await until(async () => {
    const shown = await fetch(`${instance.url}/api/me`, {
      headers: { authorization: `Bearer ${ali.token}` },
    });
    return shown.status;
  }, 200);
  await instance.stop();
  const events = instance.lines.map(({ event }) => event);
  expect(events).toContain('no file descriptors left');
  expect(events).not.toContain('uncaught');
});

function lineTo(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname).on('error', () => {});
}

/** Keeps a connection open, which can still ask when no new one gets through. */
async function keptOpen(url: string) {
  const line = lineTo(url);
  let heard = '';
  line.on('data', (data) => {
    heard += data;
  });
  return {
    async ask(): Promise<string> {
      heard = '';
      line.write(`GET /metrics HTTP/1.1\r\nHost: ${new URL(url).host}\r\n\r\n`);
      return until(
        () => heard,
        (text) => {
          const [head = '', ...body] = text.split('\r\n\r\n');
          const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
          return Buffer.byteLength(body.join('\r\n\r\n')) >= length;
        },
      );
    },
  };
}
