import { afterAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Cursor, SyncReply } from '../../protocol/sync.ts';
import { backUp, openInstance, payambar, send } from '../backup/instance.ts';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { startProgram, tempDir } from '../helpers/program.ts';

const folder = tempDir();
afterAll(() => folder[Symbol.dispose]());

const cursorOf = ({ chats }: SyncReply): Cursor =>
  Object.fromEntries(
    chats.map(({ chat }) => [chat.id, [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev]]),
  );

test('a device that has seen what a restore undid is told to begin that chat again, also when it is not ahead any more', async () => {
  const dataDir = join(folder.path, 'data');
  const instance = await openInstance(dataDir);
  const sync = async (who: Caller, cursor: Cursor): Promise<SyncReply> =>
    (await who.post('/api/sync', { cursor })).body;
  for (let n = 1; n <= 10; n++) await send(instance, `both ${n}`);
  const level = cursorOf(await sync(instance.ali, {}));
  const { file } = await backUp(dataDir);
  for (let n = 11; n <= 20; n++) await send(instance, `undone ${n}`);
  const ahead = cursorOf(await sync(instance.ali, {}));
  expect(ahead[instance.chatId]?.[0]).toBe(20);
  await instance.program.stop();

  expect((await payambar(['restore', file, '--replace'], dataDir)).code).toBe(0);
  const program = await startProgram([], { DATA_DIR: dataDir, RATE_LIMIT: '1000000' });
  const enter = async (username: string) => {
    const body = { username, password: PASSWORD };
    return new Caller(
      program.url,
      (await answerOf(program.url, 'POST', '/api/auth/login', body)).body,
    );
  };
  const [sara, ali] = [await enter('sara'), await enter('ali')];
  for (let n = 11; n <= 25; n++) await send({ ...instance, sara }, `real ${n}`);

  for (const cursor of [ahead, level]) {
    const delta = (await sync(ali, cursor)).chats.find(({ chat }) => chat.id === instance.chatId);
    expect(delta).toMatchObject({ reset: true, stale: true, chat: { lastSeq: 25 } });
    expect(delta?.messages.at(-1)?.text).toBe('real 25');
    expect(delta?.messages.filter(({ text }) => text.startsWith('undone'))).toEqual([]);
  }
  // This happens once: from there the device goes on as usual.
  const now = cursorOf(await sync(ali, ahead));
  expect((await sync(ali, { ...ahead, ...now })).chats).toEqual([]);
  await send({ ...instance, sara }, 'and on');
  const [next] = (await sync(ali, { ...ahead, ...now })).chats;
  expect([next?.reset, next?.stale, next?.messages.map(({ text }) => text)]).toEqual([
    false,
    undefined,
    ['and on'],
  ]);
  await program.stop();
  expect((await payambar(['verify'], dataDir)).code).toBe(0);
});
