import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { type Caller, type Server, type Socket, startServer } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';

let server: Server;
let sara: Caller;
let ali: Caller;
let mina: Caller;
let chatId: string;
beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
  ali = await server.register('ali');
  mina = await server.register('mina');
  const { body } = await sara.post('/api/chats', { kind: 'direct', userId: ali.user.id });
  chatId = body.chat.id;
});
afterAll(() => server.stop());

const sendText = async (socket: Socket, text: string): Promise<number> => {
  const clientId = Bun.randomUUIDv7();
  const { body } = await socket.request('message.send', { chatId, clientId, text });
  return body.message.seq;
};
const changes = (socket: Socket, seq: number): Json[] =>
  socket.events.filter(({ type, body }) => type === 'message.changed' && body.message.seq === seq);
const hello = async (who: Caller, cursor = {}) => {
  const socket = await server.connect(who.token);
  const { body } = await socket.request('hello', { protocol: PROTOCOL_VERSION, cursor });
  return { socket, sync: body.sync };
};

/** For each change: what is asked, and what members then hold. */
const CHANGES: [string, string, object, object][] = [
  ['an edit', 'message.edit', { text: 'دیگر' }, { text: 'دیگر', editedAt: expect.any(Number) }],
  ['a reaction', 'message.react', { emojis: ['👍'] }, { reactions: [{ emoji: '👍', count: 1 }] }],
  ['a pin', 'message.pin', { on: true }, { pinnedAt: expect.any(Number) }],
  ['a deletion', 'message.delete', { everyone: true }, { text: '', deletedAt: expect.any(Number) }],
];

describe('what happens to a message reaches every device of its members and nobody else:', () => {
  test.each(CHANGES)('%s', async (_, type, ask, then) => {
    const { socket: phone } = await hello(sara);
    const { socket: laptop } = await hello(sara);
    const { socket: his } = await hello(ali);
    const { socket: outside } = await hello(mina);
    const seq = await sendText(phone, 'پیام');
    await his.waitFor(() => his.events.some(({ type }) => type === 'message.added'));
    const old = await hello(ali);
    old.socket.close();
    const [chat] = old.sync.chats.map(({ chat }: Json) => chat);
    const cursor = { [chatId]: [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev] };

    const place = type === 'message.delete' ? { seqs: [seq] } : { seq };
    const asked = await phone.request(type, { chatId, ...place, ...ask });
    expect(asked).toMatchObject({ ok: true, body: { rev: chat.rev + 1 } });
    for (const device of [laptop, his]) {
      await device.waitFor(() => changes(device, seq).length === 1);
      const [event] = changes(device, seq);
      expect(event).toMatchObject({ chat: chatId, rev: chat.rev + 1, body: { message: then } });
      expect(event.body.message.ownReactions).toBeUndefined();
    }

    // The stranger's socket gets its own events, in order: were the change for it, it would have come before.
    const own = await mina.post('/api/chats', { kind: 'self' });
    const clientId = Bun.randomUUIDv7();
    await mina.post(`/api/chats/${own.body.chat.id}/messages`, { clientId, text: 'خودم' });
    await outside.waitFor(() => outside.events.some(({ type }) => type === 'message.added'));
    expect(changes(outside, seq)).toEqual([]);
    expect(outside.events.every(({ chat }) => chat !== chatId)).toBe(true);

    // The sending socket knows it from the reply; an old device by its cursor.
    await phone.request('me.get', {});
    expect(changes(phone, seq)).toEqual([]);
    const back = await hello(ali, cursor);
    expect(back.sync.chats).toMatchObject([{ reset: false }]);
    const held = back.sync.chats[0].messages.find((one: Json) => one.seq === seq);
    expect(held).toMatchObject(then);
    for (const socket of [phone, laptop, his, outside, back.socket]) socket.close();
  });
});

describe('over HTTP', () => {
  test('a message is edited, reacted to, pinned, looked into and deleted by its members', async () => {
    const { socket } = await hello(sara);
    const seq = await sendText(socket, 'پیام');
    const at = `/api/chats/${chatId}/messages/${seq}`;
    expect(await sara.patch(at, { text: 'دیگر' })).toMatchObject({ status: 200 });
    const reacted = await ali.put(`${at}/reactions`, { emojis: ['👍'] });
    expect(reacted.body.message).toMatchObject({ ownReactions: ['👍'], text: 'دیگر' });
    expect((await ali.put(`${at}/pin`, { on: true })).body.message.pinnedAt).toBeNumber();
    const pins = await sara.get(`/api/chats/${chatId}/pins`);
    expect(pins.body.messages.map((message: Json) => message.seq)).toContain(seq);
    const nothing = [{ userId: ali.user.id, deliveredAt: null, readAt: null }];
    expect((await sara.get(`${at}/info`)).body.people).toEqual(nothing);
    await ali.put(`/api/chats/${chatId}/read`, { seq });
    const info = await sara.get(`${at}/info`);
    expect(info.body.people).toMatchObject([{ userId: ali.user.id, readAt: expect.any(Number) }]);
    const gone = { seqs: [seq], everyone: true };
    const { body } = await sara.post(`/api/chats/${chatId}/messages/delete`, gone);
    expect(body.messages).toMatchObject([{ seq, text: '' }]);
    expect(await sara.patch(at, { text: 'باز' })).toMatchObject({ status: 410 });
    socket.close();
  });

  test('a stranger is answered as if the chat did not exist', async () => {
    const { socket } = await hello(sara);
    const seq = await sendText(socket, 'پیام');
    socket.close();
    const ask = async (who: Caller, chat: string) => {
      const at = `/api/chats/${chat}/messages/${seq}`;
      const answers = await Promise.all([
        who.patch(at, { text: 'دیگر' }),
        who.put(`${at}/reactions`, { emojis: ['👍'] }),
        who.put(`${at}/pin`, { on: true }),
        who.get(`${at}/info`),
        who.get(`/api/chats/${chat}/pins`),
      ]);
      // This comes last: what one has deleted for oneself is not there for the other tests of these messages either.
      const hide = { seqs: [seq], everyone: false };
      answers.push(await who.post(`/api/chats/${chat}/messages/delete`, hide));
      return answers.map(({ status, body }) => [status, body.error]);
    };
    const foreign = await ask(mina, chatId);
    expect(foreign).toEqual(await ask(mina, 'AAAAAAAAAAA'));
    expect(new Set(foreign.map(([status]) => status))).toEqual(new Set([404]));
    expect((await ask(sara, chatId)).map(([status]) => status)).toEqual([
      200, 200, 200, 200, 200, 200,
    ]);
  });
});
