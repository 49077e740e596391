import { expect, test } from 'bun:test';
import { randomFrom } from '../../../scripts/random.ts';
import { readHistory } from './support/real-equal.ts';
import type { Person } from './support/real-server.ts';
import { Talk } from './support/talk.ts';
import {
  type Client,
  crash,
  isOnline,
  openTab,
  readStored,
  type World,
  world,
} from './support/world.ts';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const STEPS = 120;

type Story = World & {
  /** With whom Sara has each of them. */
  peers: Map<Talk, Person>;
  tabs: Client[];
  written: string[];
};

/** Does one thing that can happen, chosen by chance. */
async function step(story: Story, random: () => number): Promise<void> {
  const { server, peers, tabs, sara, clock, browser, written } = story;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const [chat, peer] = pick([...peers]);
  const tab = pick(tabs);
  const dice = Math.floor(random() * 14);
  const { lastSeq } = chat;
  if (dice <= 2) await chat.say(peer, `peer ${lastSeq}`);
  else if (dice <= 5 && tab?.messenger.chats.get()?.some((row) => row.chat.id === chat.id)) {
    const text = `sara ${written.length}`;
    written.push(text);
    await tab.messenger.send(chat.id, text);
  } else if (dice === 6 && lastSeq > 0) {
    const { seq, senderId } = pick(chat.messages);
    await chat.edit(senderId === sara.id ? sara : peer, seq, `edit ${chat.rev}`);
  } else if (dice === 7 && lastSeq > 0) {
    await chat.ask(peer, 'chat.delivered', { seq: lastSeq });
    await chat.read(peer, lastSeq - 1);
  } else if (dice === 8) await chat.read(sara, Math.floor(random() * Math.min(9, lastSeq + 1)));
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
  const base = await world();
  const { server, person, sara, ali, chat } = base;
  const peers = new Map([[chat, ali]]);
  for (const other of [base.reza, await person('mina')])
    peers.set(await Talk.direct(server, sara, other), other);
  const chats = [...peers.keys()];
  const story: Story = { ...base, peers, tabs: [openTab(base.browser)], written: [] };
  const random = randomFrom(seed);
  for (let i = 0; i < STEPS; i++) await step(story, random);
  const client = await calm(story);
  const rows = await client.messenger.session
    .get()
    ?.db.read(['outbox'], (tx) => tx.getAll('outbox'));
  expect(rows).toEqual([]);
  for (const one of chats) for (const tab of story.tabs) await equal(tab, one, sara);
  for (const one of chats) {
    const held = await readStored(client, one);
    expect(held).toEqual(await readHistory(server, sara.id, one.id));
    expect(held.length).toBe(one.lastSeq);
  }
  const mine = chats.flatMap((one) => one.messages).filter((m) => m.senderId === sara.id);
  expect(mine.map((m) => m.clientId).length).toBe(new Set(mine.map((m) => m.clientId)).size);
  expect(mine.length).toBe(story.written.length);
  for (const one of chats) inOrder(one, sara.id);
  for (const tab of story.tabs) crash(tab);
}

/** Expects every tab to show what the server knows. */
async function equal({ messenger }: Client, chat: Talk, me: Person): Promise<void> {
  const row = messenger.chats.get()?.find((other) => other.chat.id === chat.id);
  const { members, unread, lastSeq, rev, last } = await chat.seenBy(me);
  expect(row?.chat).toMatchObject({ members, unread, lastSeq, rev, last });
}

/** Expects what was written in one chat, through any tab, in the order of writing. */
function inOrder(chat: Talk, me: string): void {
  const own = chat.messages.filter((m) => m.senderId === me && m.text.startsWith('sara'));
  const numbers = own.map((m) => Number(m.text.slice(5)));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
}

for (let run = 0; run < 8; run++) {
  test(`whatever happens in between, the device ends equal to the server (SEED=${SEED + run})`, () =>
    play(SEED + run));
}
