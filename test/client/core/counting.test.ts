import { expect, test } from 'bun:test';
import type { ChatRecord } from '../../../client/core/local-db/schema.ts';
import { apply } from '../../../client/sync/apply.ts';
import { Batch } from '../../../client/sync/batch.ts';
import type { Message } from '../../../protocol/messages.ts';
import { FakeClock } from './support/clock.ts';
import { FakeServer } from './support/server.ts';

/** Sara's device holds a chat with Ali; what it counts after an event, or that it has to ask (`unsure`). */
const server = new FakeServer(new FakeClock());
const sara = server.addUser('sara');
const ali = server.addUser('ali');
const chat = server.addChat(sara, ali);
const mine = server.say(chat, sara, 'mine');
const his = server.say(chat, ali, 'his');
const base = { ...chat.view(sara.id), ranges: [], localRead: 0, version: 1 } as ChatRecord;

function batch(held: Message[], change: Partial<ChatRecord> = {}): Batch {
  const known = new Map([[chat.id, new Map(held.map((message) => [message.seq, message]))]]);
  return new Batch(sara.id, new Map([[chat.id, { ...base, ...change }]]), known);
}
const answer = (replyTo: number): Message => ({
  ...{ ...his, seq: 3, clientId: '00000000-0000-7000-8000-0000000000aa', text: 'answer' },
  replyTo,
});
function added(on: Batch, message: Message): ChatRecord | undefined {
  const event = { type: 'message.added', chat: chat.id, rev: 3, body: { message } } as const;
  apply(on, { kind: 'event', event });
  return on.chat(chat.id);
}
function changed(on: Batch, message: Message): ChatRecord | undefined {
  const event = {
    type: 'message.changed',
    chat: chat.id,
    rev: message.rev,
    body: { message },
  } as const;
  apply(on, { kind: 'event', event });
  return on.chat(chat.id);
}

test('an answer to what the device does not hold is asked about; to what it holds it is counted', () => {
  expect(added(batch([]), answer(1))).toMatchObject({ unread: 2, mentions: 0, unsure: true });
  const known = added(batch([mine]), answer(1));
  expect([known?.mentions, known?.unsure]).toEqual([1, undefined]);
  expect(added(batch([his]), answer(2))?.mentions).toBe(0);
});

test('an answer to a note counts for nobody, nor does a mention that was forwarded', () => {
  expect(added(batch([{ ...mine, kind: 'note' }]), answer(1))?.mentions).toBe(0);
  const entities = [{ type: 'mention' as const, offset: 0, length: 2, userId: sara.id }];
  const said = { ...answer(1), replyTo: undefined, entities };
  expect(added(batch([]), said)?.mentions).toBe(1);
  expect(added(batch([]), { ...said, forward: { userId: null, at: 1 } })?.mentions).toBe(0);
});

test('an edit that takes a mention away takes it off the count', () => {
  const entities = [{ type: 'mention' as const, offset: 0, length: 2, userId: sara.id }];
  const on = batch([{ ...his, entities }], { mentions: 1 });
  const edited = changed(on, { ...his, text: 'nobody', editedAt: 5, rev: 3 });
  expect([edited?.unread, edited?.mentions]).toEqual([1, 0]);
});

test('a change whose outcome is known before its turn is asked about, not counted twice or never', () => {
  const deleted = { ...his, text: '', deletedAt: 5, rev: 3 };
  expect(changed(batch([his]), deleted)).toMatchObject({ unread: 0, rev: 3 });
  expect(changed(batch([deleted]), deleted)).toMatchObject({ rev: 3, unsure: true });
});

test('a picture that is older by its messages does not bring back the archive', () => {
  const on = batch([], { list: 3, rev: 2 });
  const own = { ...base.own, archived: true };
  const older = { ...chat.view(sara.id), rev: 1, list: 3, own };
  apply(on, { kind: 'chat', reply: { chat: older, users: [] } });
  expect(on.chat(chat.id)?.own.archived).toBe(false);
  apply(on, { kind: 'chat', reply: { chat: { ...older, list: 4 }, users: [] } });
  expect(on.chat(chat.id)).toMatchObject({ list: 4, unsure: true });
});

test('what is unread by an answer that messages have overtaken is asked about; by an early one it waits for them', () => {
  const reply = { delivered: 2, read: 1, marks: 1, unread: 1 };
  const marked = (unreadAt: number) => {
    const on = batch([mine, his], { unread: 1 });
    const verdict = apply(on, { kind: 'marked', chatId: chat.id, reply: { ...reply, unreadAt } });
    const now = on.chat(chat.id);
    return [verdict, now?.marks, now?.unread, now?.unsure];
  };
  expect(marked(2)).toEqual(['applied', 1, 1, undefined]);
  expect(marked(1)).toEqual(['applied', 1, 1, true]);
  expect(marked(3)).toEqual(['gap', 0, 1, undefined]);
});

test('a mark that was on its way while its person left raises nothing', () => {
  const moved = { chatId: chat.id, userId: 'reza', delivered: 2, read: 2, marks: 1 };
  const marked = (change: Partial<ChatRecord>) => {
    const on = batch([], change);
    apply(on, { kind: 'event', event: { type: 'marks.moved', body: moved } });
    return on.chat(chat.id)?.reached;
  };
  expect(marked({})).toEqual({ delivered: 0, read: 0 });
  expect(marked({ memberCount: 40 })).toEqual({ delivered: 2, read: 2 });
});

test('a picture ahead of the messages leaves the question open until one is level with them', () => {
  const on = batch([], { rev: 1, unread: 2, unsure: true });
  const now = { ...chat.view(sara.id), rev: 2, unread: 1 };
  apply(on, { kind: 'chat', reply: { chat: now, users: [] } });
  expect(on.chat(chat.id)).toMatchObject({ rev: 1, unsure: true });
  apply(on, { kind: 'chat', reply: { chat: { ...now, rev: 1 }, users: [] } });
  expect(on.chat(chat.id)).toMatchObject({ unread: 1, unsure: undefined });
});
