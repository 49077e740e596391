import { afterAll, beforeAll, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Cursor, SyncReply } from '../../protocol/sync.ts';
import type { Caller } from '../helpers/caller.ts';
import { group, type Instance, manyLinks, startInstance } from '../helpers/instance.ts';

/** The bytes that a page may have beside its messages and chats, with the last message that is let in. */
const EDGE = 65_536;

let instance: Instance;
let sara: Caller;
let ali: Caller;
beforeAll(async () => {
  instance = await startInstance({ RATE_LIMIT: '100000' });
  [sara, ali] = [await instance.register('sara'), await instance.register('ali')];
});
afterAll(() => instance.stop());

const send = (chatId: string, text: string, entities: object[] = []) =>
  sara.post(`/api/chats/${chatId}/messages`, { clientId: Bun.randomUUIDv7(), text, entities });
const bytesOf = (body: unknown): number => Buffer.byteLength(JSON.stringify(body));
/** The most that is let in beside a text: seven links of full length. */
const HEAVY = manyLinks(7);
const TEXT = 'ن'.repeat(LIMITS.text);

test('a hundred links of full length on one message are refused with their own code; what fits is taken', async () => {
  const chatId = await group(sara);
  const refused = await send(chatId, TEXT, manyLinks(100));
  expect({ status: refused.status, code: refused.body.error.code }).toEqual({
    ...{ status: 400, code: 'formatting_long' },
  });
  expect((await send(chatId, TEXT, HEAVY)).status).toBe(201);
  const { seq } = (await send(chatId, 'x')).body.message;
  const edit = { text: TEXT, entities: manyLinks(100) };
  const edited = await sara.patch(`/api/chats/${chatId}/messages/${seq}`, edit);
  expect(edited.body.error.code).toBe('formatting_long');
});

test('no page of sync, history, pins, search or chats is larger than a page, and sync still ends with all', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await group(sara, ali));
  for (const id of ids) for (let n = 0; n < 30; n++) await send(id, TEXT, HEAVY);
  const [chatId = ''] = ids;
  for (let seq = 2; seq <= 31; seq++)
    await sara.put(`/api/chats/${chatId}/messages/${seq}/pin`, { on: true });
  const most = LIMITS.pageBytes + EDGE;

  const cursor: Cursor = {};
  let pages = 0;
  for (let more = true; more; pages++) {
    const { body } = await ali.post('/api/sync', { cursor });
    expect(bytesOf(body)).toBeLessThan(most);
    const { chats } = body as SyncReply;
    for (const { chat } of chats)
      cursor[chat.id] = [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev];
    expect(chats.length).toBeGreaterThan(0);
    more = body.more;
  }
  expect(pages).toBeGreaterThan(1);
  expect(Object.keys(cursor)).toEqual(expect.arrayContaining(ids));

  for (const path of [
    `/api/chats/${chatId}/messages?limit=100`,
    `/api/chats/${chatId}/messages?limit=100&around=20`,
    `/api/chats/${chatId}/pins`,
    `/api/search?q=${TEXT.slice(0, 100)}`,
    '/api/chats',
  ]) {
    const { status, body } = await ali.get(path);
    expect({ path, status }).toEqual({ path, status: 200 });
    expect(bytesOf(body)).toBeLessThan(most);
  }
});

test('history goes on behind a page that its bytes have ended, without a hole', async () => {
  const chatId = await group(sara);
  for (let n = 0; n < 40; n++) await send(chatId, TEXT, HEAVY);
  const seqs: number[] = [];
  for (let before: number | undefined; before !== 1; ) {
    const query = before === undefined ? '' : `&before=${before}`;
    const { messages } = (await sara.get(`/api/chats/${chatId}/messages?limit=100${query}`)).body;
    expect(messages.length).toBeGreaterThan(0);
    seqs.unshift(...messages.map(({ seq }: { seq: number }) => seq));
    before = seqs[0];
  }
  expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, i) => i + 1));
});

test('the list of chats comes in pages, each chat once, newest first', async () => {
  const mina = await instance.register('mina');
  const made: string[] = [];
  for (let n = 0; n < 120; n++) made.unshift(await group(mina));
  const first = (await mina.get('/api/chats')).body;
  expect(first.chats.length).toBe(LIMITS.syncChats);
  const rest = (await mina.get(`/api/chats?after=${first.next}&limit=50`)).body;
  expect(rest.next).toBeNull();
  const seen = [...first.chats, ...rest.chats].map(({ id }: { id: string }) => id);
  expect(seen.toSorted()).toEqual(made.toSorted());
  const times = [...first.chats, ...rest.chats].map(({ lastAt }: { lastAt: number }) => lastAt);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

test('eight syncs at once of heavy groups leave the server small', async () => {
  const before = await instance.residentMb();
  await Promise.all(Array.from({ length: 8 }, () => ali.post('/api/sync', { cursor: {} })));
  expect((await instance.residentMb()) - before).toBeLessThan(150);
  expect(await instance.residentMb()).toBeLessThan(300);
});
