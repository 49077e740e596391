import { expect, test } from 'bun:test';
import { randomFrom } from '../../../scripts/random.ts';
import type { ServerChat } from './support/server-chat.ts';
import { type Client, crash, isOnline, openTab, stored, world } from './support/world.ts';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const STEPS = 120;

type Story = ReturnType<typeof world> & { chats: ServerChat[]; tabs: Client[]; written: string[] };

/** One thing that can happen, chosen by chance. */
async function step(story: Story, random: () => number): Promise<void> {
  const { server, chats, tabs, ali, sara, clock, browser, written } = story;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const chat = pick(chats);
  const tab = pick(tabs);
  const dice = Math.floor(random() * 14);
  if (dice <= 2) server.say(chat, ali, `ali ${chat.lastSeq}`);
  else if (dice <= 5 && tab?.messenger.chats.get()?.some((row) => row.chat.id === chat.id)) {
    const text = `sara ${written.length}`;
    written.push(text);
    await tab.messenger.send(chat.id, text);
  } else if (dice === 6 && chat.lastSeq > 0)
    server.edit(chat, 1 + Math.floor(random() * chat.lastSeq), `edit ${chat.rev}`);
  else if (dice === 7) server.mark(chat, ali, { delivered: chat.lastSeq, read: chat.lastSeq - 1 });
  else if (dice === 8) server.mark(chat, sara, { delivered: 0, read: Math.floor(random() * 9) });
  else if (dice === 9) {
    server.cut();
    server.reachable = random() < 0.5;
  } else if (dice === 10) server.reachable = true;
  else if (dice === 11) for (const socket of server.sockets) socket.held = random() < 0.6;
  else if (dice === 12) for (const socket of server.sockets) socket.let(3);
  else if (tabs.length > 2 || (tabs.length > 0 && random() < 0.3)) {
    tabs.splice(tabs.indexOf(tab), 1);
    crash(tab);
  } else tabs.push(openTab(browser));
  server.meddle = ({ type }) => {
    if (type === 'hello' || random() < 0.85) return undefined;
    if (type === 'message.send' && random() < 0.5) return 'lose-reply';
    return random() < 0.5 ? { code: 'busy', retryAfterMs: 300 } : undefined;
  };
  await clock.advance(random() < 0.5 ? 5 : Math.floor(random() * 2000));
}

/** All is calm again: the network is there, nobody meddles, somebody looks. */
async function calm(story: Story): Promise<Client> {
  const { server, tabs, browser, clock } = story;
  server.meddle = () => undefined;
  server.reachable = true;
  for (const socket of [...server.sockets]) socket.drop();
  if (tabs.length === 0) tabs.push(openTab(browser));
  const client = tabs[0] as Client;
  await clock.until(() => isOnline(client));
  await clock.until(() => client.messenger.session.get()?.model.outbox.length === 0);
  await clock.advance(40_000);
  return client;
}

async function play(seed: number): Promise<void> {
  const base = world();
  const { server, sara, ali, chat } = base;
  const chats = [chat, server.addChat(sara, ali), server.addChat(sara, ali)];
  const story: Story = { ...base, chats, tabs: [openTab(base.browser)], written: [] };
  const random = randomFrom(seed);
  for (let i = 0; i < STEPS; i++) await step(story, random);
  const client = await calm(story);
  const rows = await client.messenger.session.get()?.db.read(['outbox'], (tx) => tx.all('outbox'));
  expect(rows).toEqual([]);
  for (const one of chats) for (const tab of story.tabs) equal(tab, one, sara.id);
  for (const one of chats) {
    const held = await stored(client, one);
    expect(held).toEqual(one.messages.slice(-held.length));
    expect(held.length).toBe(one.lastSeq);
  }
  const mine = chats.flatMap((one) => one.messages).filter((m) => m.senderId === sara.id);
  expect(mine.map((m) => m.clientId).length).toBe(new Set(mine.map((m) => m.clientId)).size);
  expect(mine.length).toBe(story.written.length);
  for (const one of chats) inOrder(one, sara.id);
  for (const tab of story.tabs) crash(tab);
}

/** Every tab shows what the server knows. */
function equal({ messenger }: Client, chat: ServerChat, me: string): void {
  const row = messenger.chats.get()?.find((other) => other.chat.id === chat.id);
  const { members, unread, lastSeq, rev, last } = chat.view(me);
  expect(row?.chat).toMatchObject({ members, unread, lastSeq, rev, last });
}

/** What was written in one chat, through whichever tab, stands in the order of writing. */
function inOrder(chat: ServerChat, me: string): void {
  const own = chat.messages.filter((m) => m.senderId === me && m.text.startsWith('sara'));
  const numbers = own.map((m) => Number(m.text.slice(5)));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
}

for (let run = 0; run < 8; run++) {
  test(`whatever happens in between, the device ends equal to the server (SEED=${SEED + run})`, () =>
    play(SEED + run));
}
