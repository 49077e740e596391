import { expect, test } from 'bun:test';
import type { Timeline } from '../../../client/core/services.ts';
import { MOST } from '../../../client/timeline/window.ts';
import { type Client, readStored, type World, world } from './support/world.ts';

const seqs = (timeline: Timeline) => timeline.view.get().messages.map(({ seq }) => seq);
const span = (timeline: Timeline) => [seqs(timeline)[0], seqs(timeline).at(-1)];
const upTo = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Makes a chat of Sara with Ali with `count` messages, of which she has read all but the last `unread`. */
async function long(count: number, unread = 0) {
  const all = await world();
  const { chat, ali, sara } = all;
  await chat.fill(ali, count);
  await chat.read(sara, count - unread);
  const client = await all.online();
  return { ...all, client };
}

async function openTimeline(client: Client, chatId: string, { clock }: World) {
  const timeline = client.messenger.openTimeline(chatId);
  await clock.until(() => timeline.view.get().messages.length > 0);
  await clock.until(() => timeline.view.get().loading === null);
  return timeline;
}

test('a chat opens at its end with what is held, and older pages come on demand', async () => {
  const all = await long(500);
  const timeline = await openTimeline(all.client, all.chat.id, all);
  expect(span(timeline)).toEqual([471, 500]);
  await timeline.loadOlder();
  expect(span(timeline)).toEqual([431, 500]);
  expect(seqs(timeline)).toEqual(upTo(431, 500));
  expect(timeline.view.get().hasOlder).toBe(true);
  expect(timeline.view.get().hasNewer).toBe(false);
});

test('a walk to the beginning and back never holds more than the window’s most', async () => {
  const all = await long(3 * MOST);
  const timeline = await openTimeline(all.client, all.chat.id, all);
  let most = 0;
  const walk = async (step: () => Promise<void>, more: () => boolean) => {
    while (more()) {
      await step();
      most = Math.max(most, seqs(timeline).length);
      expect(seqs(timeline)).toEqual(upTo(seqs(timeline)[0] ?? 0, seqs(timeline).at(-1) ?? 0));
    }
  };
  await walk(
    () => timeline.loadOlder(),
    () => timeline.view.get().hasOlder,
  );
  expect(seqs(timeline)[0]).toBe(1);
  await walk(
    () => timeline.loadNewer(),
    () => timeline.view.get().hasNewer,
  );
  expect(seqs(timeline).at(-1)).toBe(3 * MOST);
  expect(most).toBeLessThanOrEqual(MOST);
});

test('pages that were seen once are there offline', async () => {
  const all = await long(200);
  const timeline = await openTimeline(all.client, all.chat.id, all);
  await timeline.loadOlder();
  await timeline.loadOlder();
  const [first] = seqs(timeline);
  timeline.close();
  all.server.cut();
  const again = await openTimeline(all.client, all.chat.id, all);
  for (let i = 0; i < 5; i++) await again.loadOlder();
  expect(first).toBeLessThan(150);
  expect(seqs(again)).toEqual(upTo(first ?? 0, 200));
  expect(again.view.get().hasOlder).toBe(true);
});

test('much unread opens at the unread line, which stays where it was', async () => {
  const all = await long(500, 300);
  const timeline = await openTimeline(all.client, all.chat.id, all);
  expect(timeline.view.get().unreadAfter).toBe(200);
  expect(seqs(timeline)).toContain(200);
  expect(seqs(timeline)).toContain(201);
  expect(timeline.view.get().hasNewer).toBe(true);
  timeline.markRead(230);
  await all.clock.until(() => all.client.messenger.unread.get() === 270);
  expect(timeline.view.get().unreadAfter).toBe(200);
});

test('a hole that reset has left is filled when it is looked at', async () => {
  const all = await long(50);
  const { chat, ali, clock, server, client } = all;
  const timeline = await openTimeline(client, chat.id, all);
  server.cut();
  await chat.fill(ali, 350);
  server.reachable = true;
  await clock.until(() => client.messenger.chats.get()?.[0]?.chat.lastSeq === 400);
  expect((await readStored(client, chat)).map(({ seq }) => seq)).not.toContain(200);
  expect(timeline.view.get().hasNewer).toBe(true);
  for (let i = 0; i < 40 && timeline.view.get().hasNewer; i++) await timeline.loadNewer();
  expect(seqs(timeline).at(-1)).toBe(400);
  for (let i = 0; i < 40 && timeline.view.get().hasOlder; i++) await timeline.loadOlder();
  expect(new Set((await readStored(client, chat)).map(({ seq }) => seq))).toEqual(
    new Set(upTo(1, 400)),
  );
});

test('a jump goes to a message that was never loaded, and says so when it cannot', async () => {
  const all = await long(1000);
  const { server, client, chat, clock } = all;
  const timeline = await openTimeline(client, chat.id, all);
  await timeline.jumpTo(300);
  expect(seqs(timeline)).toContain(300);
  expect(timeline.view.get().focus?.seq).toBe(300);
  await timeline.jumpToEnd();
  expect(seqs(timeline).at(-1)).toBe(1000);
  server.cut();
  await clock.advance(100);
  expect(timeline.jumpTo(100)).rejects.toMatchObject({ code: 'offline' });
  await timeline.jumpTo(300);
  expect(seqs(timeline)).toContain(300);
});

test('a jump to a date finds the first message of that day, offline too where it is held', async () => {
  const all = await long(400);
  const { server, client, chat, clock } = all;
  const timeline = await openTimeline(client, chat.id, all);
  const at = (seq: number) => chat.messages[seq - 1]?.createdAt ?? 0;
  await timeline.jumpToDate(at(101) - 1);
  expect(timeline.view.get().focus?.seq).toBe(101);
  server.cut();
  await clock.advance(100);
  await timeline.jumpToDate(at(391) - 1);
  expect(timeline.view.get().focus?.seq).toBe(391);
});

test('what comes live follows the window at its end, and waits for whoever reads further up', async () => {
  const all = await long(300);
  const { chat, ali, client, clock } = all;
  const timeline = await openTimeline(client, chat.id, all);
  const top = seqs(timeline)[0];
  const end = 300 + 2 * MOST;
  while (chat.lastSeq < end) await chat.say(ali, 'live');
  await clock.until(() => client.messenger.chats.get()?.[0]?.chat.lastSeq === end);
  expect(seqs(timeline)[0]).toBe(top as number);
  expect(seqs(timeline).length).toBe(MOST);
  await timeline.jumpToEnd();
  expect(seqs(timeline).at(-1)).toBe(end);
  for (let i = 0; i < 2 * MOST; i++) {
    timeline.markRead(chat.lastSeq);
    await chat.say(ali, 'live');
    await clock.advance(1);
  }
  expect(seqs(timeline).at(-1)).toBe(chat.lastSeq);
  expect(seqs(timeline).length).toBeLessThanOrEqual(MOST);
});

test('sending brings somebody who reads further up back to the end', async () => {
  const all = await long(1000);
  const { chat, client, clock } = all;
  const timeline = await openTimeline(client, chat.id, all);
  await timeline.jumpTo(100);
  expect(timeline.view.get().hasNewer).toBe(true);
  await client.messenger.send(chat.id, 'mine');
  await clock.until(() => timeline.view.get().messages.at(-1)?.seq === 1001);
});

test('a chat opened by its address before anything is known opens when sync brings it', async () => {
  const { chat, ali, open, clock } = await world();
  await chat.say(ali, 'hello');
  const client = open();
  const timeline = client.messenger.openTimeline(chat.id);
  await clock.until(() => timeline.view.get().messages.length === 1);
  await clock.until(() => timeline.view.get().loading === null);
});

test('search finds what is held when the server is out of reach, marked in the original’s spelling', async () => {
  const { server, chat, ali, online, clock } = await world();
  await chat.say(ali, 'كتاب‌ها را خريدم');
  await chat.say(ali, 'something else');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 2);
  server.cut();
  await clock.advance(100);
  const { hits, next } = await client.messenger.search('کتاب', null, null);
  expect(hits.map(({ message, matches: marks }) => [message.seq, marks])).toEqual([[1, [[0, 5]]]]);
  expect(next).toBeNull();
});
