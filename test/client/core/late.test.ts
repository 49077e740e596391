import { expect, test } from 'bun:test';
import type { ChatRecord } from '../../../client/core/local-db/schema.ts';
import { apply } from '../../../client/sync/apply.ts';
import { Batch } from '../../../client/sync/batch.ts';
import type { Event } from '../../../protocol/down.ts';
import type { Cursor } from '../../../protocol/sync.ts';
import { world } from './support/world.ts';

const { sara, ali, chat } = await world();
for (let i = 1; i <= 9; i++) await chat.say(ali, `text ${i}`);
await chat.edit(ali, 1, 'other words');
const seen = await chat.seenBy(sara);
const { messages } = await chat.ask(sara, 'history', {});

/** The device has the last three of nine messages: a snapshot has come here before the others. */
function batch(): Batch {
  const held: ChatRecord = {
    ...seen,
    ranges: [[7, 9]],
    localRead: 0,
    version: 1,
  };
  return new Batch(sara.id, new Map([[chat.id, held]]));
}

const listStored = (batch: Batch) => [...(batch.messages.get(chat.id)?.keys() ?? [])];

function event(type: 'message.added' | 'message.changed', seq: number, rev: number): Event {
  const message = {
    ...messages[seq - 1],
    text: 'as it was',
    rev: type === 'message.added' ? 0 : rev,
  };
  return { type, chat: chat.id, rev, body: { message } } as Event;
}

test('what comes late is not stored in a hole, where nobody would say that it was deleted since', () => {
  for (const type of ['message.added', 'message.changed'] as const) {
    const inHole = batch();
    expect(apply(inHole, { kind: 'event', event: event(type, 2, 2) })).toBe('applied');
    expect([listStored(inHole), inHole.late.map(({ seq }) => seq)]).toEqual([[], [2]]);
    const beside = batch();
    apply(beside, { kind: 'event', event: event(type, 8, 8) });
    expect([listStored(beside), beside.late]).toEqual([[8], []]);
  }
});

test('what is new is stored in a hole as well: its own changes will come', () => {
  const next = batch();
  const { rev } = seen;
  expect(apply(next, { kind: 'event', event: event('message.changed', 2, rev + 1) })).toBe(
    'applied',
  );
  expect(listStored(next)).toEqual([2]);
});

test('a copy that is dropped for an older picture is synced again; for one that is level it is not', () => {
  const isBehind = (rev: number) => {
    const anew = batch();
    const delta = { chat: { ...seen, rev }, messages: [], reset: true, stale: true };
    const reply = { chats: [delta], users: [], gone: [], more: false };
    const sent = { [chat.id]: [9, 9, 0, 0] } as Cursor;
    apply(anew, { kind: 'sync', sent, reply });
    return [anew.findChat(chat.id)?.rev, anew.behind.has(chat.id)];
  };
  expect(isBehind(seen.rev - 1)).toEqual([seen.rev - 1, true]);
  expect(isBehind(seen.rev)).toEqual([seen.rev, false]);
});

test('an older picture brings no older last message into a hole', () => {
  const picture = { ...seen, rev: seen.rev - 3, last: messages[3] ?? null };
  const older = batch();
  apply(older, { kind: 'chat', reply: { chat: picture, users: [] } });
  expect([listStored(older), older.late.map(({ seq }) => seq)]).toEqual([[], [4]]);
});
