import { afterAll, expect, test } from 'bun:test';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { madeUpSubscription } from '../helpers/push-service.ts';

const folder = tempDir();
const env = { DATA_DIR: folder.path, PUSH_HOSTS: 'push.payambar.invalid' };
const PERSIAN = { ...env, LANG: 'fa_IR.UTF-8' };
const run = (...args: string[]) => runProgram(['push', ...args], env);
afterAll(() => folder[Symbol.dispose]());

test('an administrator sees keys and devices, tries one and deletes what is over, beside a server and without', async () => {
  const program = await startProgram([], env);
  const body = { username: 'sara', password: PASSWORD };
  const entered = await answerOf(program.url, 'POST', '/api/auth/register', body);
  const sara = new Caller(program.url, entered.body);
  const nobody = await run('list');
  expect([nobody.code, nobody.out]).toEqual([0, 'No device is notified.\n']);
  const none = await run('test', 'sara');
  expect([none.code, none.out]).toEqual([0, 'This person has no device that is notified.\n']);

  const endpoint = 'https://push.payambar.invalid/secret';
  await sara.put('/api/push/subscription', { ...madeUpSubscription(), endpoint });
  const listed = (await run('list')).out;
  expect(listed).toContain('push.payambar.invalid');
  expect(listed).not.toContain('secret');
  const tested = await run('test', 'sara');
  expect([tested.code, tested.out]).toEqual([4, 'push.payambar.invalid  no answer\n']);
  const persian = (await runProgram(['push', 'list'], PERSIAN)).out;
  expect(persian).toContain('پاسخ نمی‌دهد');
  const { publicKey } = (await sara.get('/api/push')).body;
  const running = JSON.parse((await run('keys', '--json')).out);
  expect(running).toEqual({ publicKey, subject: null });
  await program.stop();

  expect(JSON.parse((await run('keys', '--json')).out)).toEqual(running);
  expect((await run('keys')).out).toContain('Subject: none');
  const named = { ...env, VAPID_SUBJECT: 'mailto:admin@example.org' };
  expect((await runProgram(['push', 'keys'], named)).out).toContain('mailto:admin@example.org');
  expect((await run('prune')).out).toBe('Subscriptions deleted: 0\n');
  expect(JSON.parse((await run('list', '--json')).out).devices).toHaveLength(1);
  expect((await run('test', 'ghost')).code).toBe(1);
});
