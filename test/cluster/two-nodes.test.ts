import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { CLOSE } from '../../protocol/close.ts';
import type { Caller } from '../helpers/app.ts';
import { makeFriends } from '../helpers/cast.ts';
import { until } from '../helpers/until.ts';
import { BUSES, type RealBus } from './buses.ts';
import { makeGroup, open, say, startTwoNodes, type TwoNodes, textsOf } from './two-nodes.ts';

let bus: RealBus;
let nodes: TwoNodes;
let sara: Caller;
let ali: Caller;
let mina: Caller;
let chatId: string;

describe.each(BUSES)('two nodes by %s', (_, startBus) => {
  beforeAll(async () => {
    bus = await startBus();
    nodes = await startTwoNodes(bus.config);
    [sara, ali, mina] = await Promise.all([
      nodes.a.register('sara'),
      nodes.a.register('ali'),
      nodes.a.register('mina'),
    ]);
    await makeFriends(sara, ali);
    chatId = await makeGroup(sara, ali);
  });
  afterAll(async () => {
    await nodes.stop();
    await bus.stop();
  });

  test('members at the other node receive a message once, and nobody else receives it', async () => {
    const [alis, minas] = [await open(nodes.b, ali), await open(nodes.b, mina)];
    await say(sara, chatId, 'سلام به هر دو گره');
    await alis.waitFor(() => textsOf(alis).length > 0);
    await alis.request('sync', {});
    await minas.request('sync', {});
    expect(textsOf(alis)).toEqual(['سلام به هر دو گره']);
    expect(minas.events).toEqual([]);
    alis.close();
    minas.close();
  });

  test('a direct chat passes between nodes, typing and receipts with it', async () => {
    const direct = await makeFriends(sara, ali);
    const [saras, alis] = [await open(nodes.a, sara), await open(nodes.b, ali)];
    await saras.request('typing', { chatId: direct, on: true });
    await alis.next(({ type, body }) => type === 'typing' && body.userId === sara.user.id);
    await say(nodes.at(nodes.b, ali), direct, 'رسید');
    await saras.next(({ type }) => type === 'message.added');
    await say(sara, direct, 'بخوان');
    const { body } = await alis.next(({ type }) => type === 'message.added');
    await alis.request('chat.read', { chatId: direct, seq: body.message.seq });
    await saras.next(
      ({ type, body: moved }) => type === 'receipts.moved' && moved.read === body.message.seq,
    );
    saras.close();
    alis.close();
  });

  test('who is added at one node hears at the other, and who is removed hears nothing more at any', async () => {
    const [alis, minas] = [await open(nodes.b, ali), await open(nodes.b, mina)];
    const added = await sara.post(`/api/chats/${chatId}/members`, { userIds: [mina.user.id] });
    expect(added.status).toBe(200);
    await minas.next(({ type }) => type === 'message.added');
    await say(sara, chatId, 'خوش آمدی');
    await minas.waitFor(() => textsOf(minas).includes('خوش آمدی'));
    await sara.del(`/api/chats/${chatId}/members/${mina.user.id}`);
    await minas.next(({ type }) => type === 'chat.gone');
    await say(sara, chatId, 'از گره‌ی اول');
    await say(nodes.at(nodes.b, ali), chatId, 'از گره‌ی دوم');
    await alis.waitFor(() => textsOf(alis).includes('از گره‌ی دوم'));
    await minas.request('sync', {});
    expect(textsOf(minas)).toEqual(['خوش آمدی']);
    alis.close();
    minas.close();
  });

  test('a long-poll at the other node wakes', async () => {
    const away = nodes.at(nodes.b, ali);
    const { body } = await away.post('/api/sync', {});
    const cursor = Object.fromEntries(
      body.chats.map(({ chat }: { chat: Record<string, number | string> }) => [
        chat.id,
        [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev],
      ]),
    );
    const waiting = away.post('/api/sync', { cursor, wait: 25 });
    const asked = performance.now();
    await say(sara, chatId, 'بیدار شو');
    expect((await waiting).body.chats[0].messages.at(-1).text).toBe('بیدار شو');
    expect(performance.now() - asked).toBeLessThan(10_000);
  });

  test('a session that is ended at one node loses its socket at the other, and others keep theirs', async () => {
    const second = await nodes.a.login('ali');
    const [ended, kept] = [await open(nodes.b, second), await open(nodes.b, ali)];
    await ali.del(`/api/sessions/${second.sessionId}`);
    expect(await ended.closed).toBe(CLOSE.revoked);
    expect((await kept.request('sync', {})).ok).toBe(true);
    kept.close();
  });

  test('a change of the settings of the server is in force at the other node', async () => {
    const admin = await nodes.a.setUp('admin');
    await admin.patch('/api/admin/server', { name: 'نام تازه', registration: 'open' });
    await until(async () => (await nodes.b.ask('GET', '/api/server')).body.name, 'نام تازه');
  });

  test('what is longer than a payload arrives whole', async () => {
    const alis = await open(nodes.b, ali);
    const text = 'پیام بلند 😀 '.repeat(300);
    await say(sara, chatId, text);
    await alis.waitFor(() => textsOf(alis).length > 0);
    expect(textsOf(alis)).toEqual([text.trim()]);
    alis.close();
  });
});
