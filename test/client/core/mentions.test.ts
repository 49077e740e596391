import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Entity } from '../../../protocol/entities.ts';
import { RealServer } from './support/real-server.ts';
import { begin, close, type RealStory } from './support/real-story.ts';
import { type Client, isOnline } from './support/world.ts';

let server: RealServer;
let story: RealStory;
let chatId: string;
beforeAll(async () => {
  server = await RealServer.start();
  story = await begin(server, 1);
  const { sara, ali } = story.people;
  chatId = (await server.ask(ali, 'chat.create', { kind: 'direct', userId: sara })).chat.id;
});
afterAll(async () => {
  for (const device of story.devices) close(device);
  await server.stop();
});

const mentionSara = (): Entity[] => [
  { type: 'mention', offset: 0, length: 4, userId: story.people.sara },
];
const devices = (): Client[] => story.devices.slice(0, 2).flatMap(({ client }) => client ?? []);
const readCounts = ({ messenger }: Client) => {
  const row = messenger.chats.get()?.find(({ chat }) => chat.id === chatId);
  return [row?.unread, row?.mentions];
};

/** Expects both devices of Sara's to show so many unread ones, of which so many are for her. */
async function both(unread: number, mentions: number): Promise<void> {
  await story.clock.advance(5000);
  expect(devices().map(readCounts)).toEqual([
    [unread, mentions],
    [unread, mentions],
  ]);
}

async function say(...addressed: boolean[]): Promise<number[]> {
  const places: number[] = [];
  for (const one of addressed) {
    const body = { chatId, clientId: Bun.randomUUIDv7(), text: 'sara, look' };
    const said = one ? { ...body, entities: mentionSara() } : body;
    places.push((await server.ask(story.people.ali, 'message.send', said)).message.seq);
  }
  await story.clock.advance(5000);
  return places;
}

async function readUpTo(client: Client | undefined, seq = 0): Promise<void> {
  const timeline = client?.messenger.openTimeline(chatId);
  timeline?.markRead(seq);
  await story.clock.advance(3000);
  timeline?.close();
}

const edit = (seq = 0, entities: Entity[] = []) =>
  server.ask(story.people.ali, 'message.edit', { chatId, seq, text: 'sara, well', entities });

test('reading a part leaves what is above it, at both devices, through edits and deletions', async () => {
  const [first, second] = devices();
  const before = await say(false);
  await readUpTo(first, before[0]);
  const places = await say(true, false, true, true, false, true, false);
  await both(7, 4);
  await readUpTo(first, places[0]);
  await both(6, 3);
  await edit(places[2]);
  await edit(places[4], mentionSara());
  await server.ask(story.people.ali, 'message.delete', {
    chatId,
    seqs: [places[5] ?? 0],
    everyone: true,
  });
  await both(5, 2);
  await readUpTo(second, places[3]);
  await both(2, 1);
  // What is read stays read, whatever the edit says.
  await edit(places[1], mentionSara());
  await both(2, 1);
  await readUpTo(first, places[4]);
  await both(1, 0);
});

test('without the server, what is on the device says how many are left', async () => {
  const [first] = devices();
  const places = await say(true, true, false, true, false, false);
  server.cut();
  await story.clock.advance(100);
  await readUpTo(first, places[2]);
  expect(first && readCounts(first)).toEqual([3, 1]);
  await readUpTo(first, places[3]);
  expect(first && readCounts(first)).toEqual([2, 0]);
  server.reachable = true;
  for (const { messenger } of devices()) messenger.reconnect();
  await story.clock.until(() => devices().every(isOnline));
  await both(2, 0);
});
