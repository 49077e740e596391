import { expect, test } from 'bun:test';
import type { ChatRecord } from '../../../client/core/local-db/schema.ts';
import { apply } from '../../../client/sync/apply.ts';
import { Batch } from '../../../client/sync/batch.ts';
import type { Message } from '../../../protocol/messages.ts';
import { world } from './support/world.ts';

/** Sara's device holds a chat with Ali; what it counts after an event, or that it has to ask (`needsRefresh`). */
const { sara, ali, chat } = await world();
await chat.say(sara, 'mine');
await chat.say(ali, 'his');
const [mine, his] = (await chat.ask(sara, 'history', {})).messages as [Message, Message];
const seen = await chat.seenBy(sara);
const base: ChatRecord = { ...seen, ranges: [], localRead: 0, version: 1 };

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
  return on.findChat(chat.id);
}
function changed(on: Batch, message: Message): ChatRecord | undefined {
  const event = {
    type: 'message.changed',
    chat: chat.id,
    rev: message.rev,
    body: { message },
  } as const;
  apply(on, { kind: 'event', event });
  return on.findChat(chat.id);
}

/** The snapshot that was asked for: the device is level with it. */
function answered(on: Batch, now: Partial<ChatRecord>): ChatRecord | undefined {
  const rev = on.findChat(chat.id)?.rev ?? 0;
  apply(on, { kind: 'chat', reply: { chat: { ...seen, rev, ...now }, users: [] } });
  return on.findChat(chat.id);
}

test('an answer to what the device does not hold is asked about; to what it holds it is counted', () => {
  expect(added(batch([]), answer(1))).toMatchObject({ unread: 2, mentions: 0, needsRefresh: true });
  const known = added(batch([mine]), answer(1));
  expect([known?.mentions, known?.needsRefresh]).toEqual([1, undefined]);
  expect(added(batch([his]), answer(2))?.mentions).toBe(0);
});

test('an answer to a system message counts for nobody, nor does a mention that was forwarded', () => {
  expect(added(batch([{ ...mine, kind: 'system' }]), answer(1))?.mentions).toBe(0);
  const entities = [{ type: 'mention' as const, offset: 0, length: 2, userId: sara.id }];
  const said = { ...answer(1), replyTo: undefined, entities };
  expect(added(batch([]), said)?.mentions).toBe(1);
  expect(added(batch([]), { ...said, forward: { userId: null, at: 1 } })?.mentions).toBe(0);
});

test('an edit that takes a mention away is asked about, and the answer takes it off the count', () => {
  const entities = [{ type: 'mention' as const, offset: 0, length: 2, userId: sara.id }];
  const on = batch([{ ...his, entities }], { mentions: 1 });
  const edited = changed(on, { ...his, entities, text: 'nobody', editedAt: 5, rev: 3 });
  expect(edited).toMatchObject({ rev: 3, unread: 1, needsRefresh: true });
  const after = answered(on, { unread: 1, mentions: 0 });
  expect([after?.unread, after?.mentions, after?.needsRefresh]).toEqual([1, 0, undefined]);
});

test('a change whose outcome is known before its turn is asked about, not counted twice or never', () => {
  const deleted = { ...his, text: '', deletedAt: 5, rev: 3 };
  for (const known of [[his], [deleted], []]) {
    const on = batch(known);
    expect(changed(on, deleted)).toMatchObject({ rev: 3, needsRefresh: true });
    const after = answered(on, { unread: 0 });
    expect([after?.unread, after?.rev, after?.needsRefresh]).toEqual([0, 3, undefined]);
  }
});

test('a reaction, and a change of what is read, one’s own or hidden, ask nothing', () => {
  const asked = (on: Batch, message: Message) => changed(on, message)?.needsRefresh;
  const edited = { ...his, text: 'other', editedAt: 5, rev: 3 };
  expect(asked(batch([his]), edited)).toBe(true);
  expect(asked(batch([his], { localRead: 2 }), edited)).toBeUndefined();
  expect(asked(batch([mine]), { ...mine, text: 'other', editedAt: 5, rev: 3 })).toBeUndefined();
  const settings = { ...base.settings, hidden: [2] };
  expect(asked(batch([his], { settings }), edited)).toBeUndefined();
  const reactions = [{ emoji: '👍', count: 1, by: [ali.id] }];
  expect(asked(batch([his]), { ...his, reactions, rev: 3 })).toBeUndefined();
  const on = batch([], { pinCount: 1, pinnedSeq: 1 });
  const body = { message: { ...his, rev: 3 }, reacted: { userId: ali.id, emojis: [] } };
  apply(on, { kind: 'event', event: { type: 'message.changed', chat: chat.id, rev: 3, body } });
  expect([on.findChat(chat.id)?.rev, on.findChat(chat.id)?.needsRefresh]).toEqual([3, undefined]);
});

test('a pin and its end are shown at once; which is the newest after that is asked', () => {
  const pinned = { ...his, pinnedAt: 5, rev: 3 };
  const shown = { pinnedSeq: 2, pinCount: 1, needsRefresh: true };
  expect(changed(batch([his]), pinned)).toMatchObject(shown);
  // The device does not know whether it was pinned before, and so not whether it is the newest.
  expect(changed(batch([]), pinned)).toMatchObject({ pinnedSeq: null, needsRefresh: true });
  const on = batch([{ ...pinned, rev: 2 }], { pinnedSeq: 2, pinCount: 2 });
  const ended = { pinnedSeq: null, pinCount: 1, needsRefresh: true };
  expect(changed(on, { ...his, rev: 3 })).toMatchObject(ended);
  const after = answered(on, { pinnedSeq: 1, pinCount: 1 });
  expect([after?.pinnedSeq, after?.pinCount, after?.needsRefresh]).toEqual([1, 1, undefined]);
});

test('a picture that is older by its messages does not bring back the archive', () => {
  const on = batch([], { memberRev: 3, rev: 2 });
  const settings = { ...base.settings, archived: true };
  const older = { ...seen, rev: 1, memberRev: 3, settings };
  apply(on, { kind: 'chat', reply: { chat: older, users: [] } });
  expect(on.findChat(chat.id)?.settings.archived).toBe(false);
  apply(on, { kind: 'chat', reply: { chat: { ...older, memberRev: 4 }, users: [] } });
  expect(on.findChat(chat.id)).toMatchObject({ memberRev: 4, needsRefresh: true });
});

test('what is unread by an answer that messages have overtaken, or that has overtaken them, is asked about', () => {
  const reply = { delivered: 2, read: 1, receiptRev: 1, unread: 1 };
  const marked = (unreadAt: number) => {
    const on = batch([mine, his], { unread: 1 });
    const verdict = apply(on, { kind: 'receipt', chatId: chat.id, reply: { ...reply, unreadAt } });
    const now = on.findChat(chat.id);
    return [verdict, now?.receiptRev, now?.unread, now?.needsRefresh];
  };
  expect(marked(2)).toEqual(['applied', 1, 1, undefined]);
  expect(marked(1)).toEqual(['applied', 1, 1, true]);
  expect(marked(3)).toEqual(['applied', 1, 1, true]);
});

test('a mark that was on its way while its person left raises nothing', () => {
  const moved = { chatId: chat.id, userId: 'reza', delivered: 2, read: 2, receiptRev: 1 };
  const marked = (change: Partial<ChatRecord>) => {
    const on = batch([], change);
    apply(on, { kind: 'event', event: { type: 'receipts.moved', body: moved } });
    return on.findChat(chat.id)?.othersReceipts;
  };
  expect(marked({})).toEqual({ delivered: 0, read: 0 });
  expect(marked({ memberCount: 40 })).toEqual({ delivered: 2, read: 2 });
});

test('a picture ahead of the messages leaves the question open until one is level with them', () => {
  const on = batch([], { rev: 1, unread: 2, needsRefresh: true });
  const now = { ...seen, rev: 2, unread: 1 };
  apply(on, { kind: 'chat', reply: { chat: now, users: [] } });
  expect(on.findChat(chat.id)).toMatchObject({ rev: 1, needsRefresh: true });
  apply(on, { kind: 'chat', reply: { chat: { ...now, rev: 1 }, users: [] } });
  expect(on.findChat(chat.id)).toMatchObject({ unread: 1, needsRefresh: undefined });
});
