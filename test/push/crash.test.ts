import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { startPushService } from '../helpers/push-service.ts';
import { until } from '../helpers/until.ts';
import { linesOf } from './support.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'payambar-push-'));
const service = startPushService();
const CHILD = join(import.meta.dir, 'crash-child.ts');
let child: Awaited<ReturnType<typeof begin>>;

async function begin() {
  const command = [process.execPath, CHILD, dataDir, service.url];
  const server = Bun.spawn(command, { stdout: 'pipe', stderr: 'ignore' });
  const { value } = await server.stdout.getReader().read();
  const url = new TextDecoder().decode(value).trim();
  return { url, server };
}
async function killed(): Promise<void> {
  child.server.kill(9);
  await child.server.exited;
}

beforeAll(async () => {
  child = await begin();
});
afterAll(async () => {
  await killed();
  await service.stop();
  rmSync(dataDir, { recursive: true });
});

const enter = async (path: string, username: string): Promise<Caller> =>
  new Caller(
    child.url,
    (await answerOf(child.url, 'POST', path, { username, password: PASSWORD })).body,
  );

test('a kill between the answer and the push loses no notification, and one under way is shown twice at most', async () => {
  let sara = await enter('/api/auth/register', 'sara');
  const ali = await enter('/api/auth/register', 'ali');
  const browser = service.browser();
  await ali.put('/api/push/subscription', browser.subscription);
  const made = { kind: 'direct', userId: ali.user.id };
  await ali.post('/api/chats', { kind: 'direct', userId: sara.user.id });
  const chatId: string = (await sara.post('/api/chats', made)).body.chat.id;
  for (let round = 1; round <= 4; round++) {
    const isUnderWay = round % 2 === 0;
    if (isUnderWay) service.behave('hang');
    const before = service.calls.length;
    const text = `پیام ${round}`;
    const body = { clientId: Bun.randomUUIDv7(), text };
    expect((await sara.post(`/api/chats/${chatId}/messages`, body)).status).toBe(201);
    if (isUnderWay) await until(() => service.calls.length, before + 1);
    await killed();
    service.behave({ status: 201 });
    child = await begin();
    await until(() => linesOf(browser).at(-1)?.endsWith(text), true);
    sara = await enter('/api/auth/login', 'sara');
  }
  expect(browser.received).toHaveLength(4);
  expect(new Set(browser.received.map(({ notification }) => notification.tag)).size).toBe(1);
});
