import { expect, test } from 'bun:test';
import type { ChatRecord } from '../../../client/core/local-db/schema.ts';
import { apply } from '../../../client/sync/apply.ts';
import { Batch } from '../../../client/sync/batch.ts';
import type { Event } from '../../../protocol/down.ts';
import { FakeClock } from './support/clock.ts';
import { FakeServer } from './support/server.ts';

const server = new FakeServer(new FakeClock());
const [sara, ali] = [server.addUser('sara'), server.addUser('ali')];
const chat = server.addChat(sara, ali);
for (let i = 1; i <= 9; i++) chat.add(ali.id, `client-${i}`, `text ${i}`, i);
chat.edit(1, 'other words');

/** Of nine messages the device has the last three: a picture has brought it here, over the others. */
function batch(): Batch {
  const held: ChatRecord = {
    ...chat.view(sara.id),
    ranges: [[7, 9]],
    localRead: 0,
    version: 1,
  };
  return new Batch(sara.id, new Map([[chat.id, held]]));
}

const stored = (batch: Batch) => [...(batch.messages.get(chat.id)?.keys() ?? [])];

function event(type: 'message.added' | 'message.changed', seq: number, rev: number): Event {
  const message = {
    ...chat.messages[seq - 1],
    text: 'as it was',
    rev: type === 'message.added' ? 0 : rev,
  };
  return { type, chat: chat.id, rev, body: { message } } as Event;
}

test('what comes late is not stored in a hole, where nobody would say that it was deleted since', () => {
  for (const type of ['message.added', 'message.changed'] as const) {
    const inHole = batch();
    expect(apply(inHole, { kind: 'event', event: event(type, 2, 2) })).toBe('applied');
    expect([stored(inHole), inHole.late.map(({ seq }) => seq)]).toEqual([[], [2]]);
    const beside = batch();
    apply(beside, { kind: 'event', event: event(type, 8, 8) });
    expect([stored(beside), beside.late]).toEqual([[8], []]);
  }
});

test('what is new is stored in a hole as well: its own changes will come', () => {
  const next = batch();
  const { rev } = chat;
  expect(apply(next, { kind: 'event', event: event('message.changed', 2, rev + 1) })).toBe(
    'applied',
  );
  expect(stored(next)).toEqual([2]);
});

test('an older picture brings no older last message into a hole', () => {
  const picture = { ...chat.view(sara.id), rev: chat.rev - 3, last: chat.messages[3] ?? null };
  const older = batch();
  apply(older, { kind: 'chat', reply: { chat: picture, users: [] } });
  expect([stored(older), older.late.map(({ seq }) => seq)]).toEqual([[], [4]]);
});
