import { randomFrom } from '../../../../scripts/random.ts';
import type { FakeBrowser } from './browser.ts';
import { FakeClock } from './clock.ts';
import { guard } from './real-guard.ts';
import type { RealServer } from './real-server.ts';
import { type Client, crash, isOnline, openTab } from './world.ts';

/** A browser and its tab; undefined while it is closed. */
export type Device = { browser: FakeBrowser; client: Client | undefined };
export type RealStory = {
  server: RealServer;
  clock: FakeClock;
  /** Sara has two devices, Ali one; Reza and Mina are programs that speak REST. */
  people: { sara: string; ali: string; reza: string; mina: string };
  devices: Device[];
  /** Codes of links that were made in the story. */
  codes: string[];
  /** Rejects where somebody was told what they may not know. */
  review(): Promise<void>;
  /** What was done, for finding out why a seed fails. */
  log: string[];
  pick<T>(list: readonly T[]): T;
  chance(odds: number): boolean;
  number(below: number): number;
};

export async function begin(server: RealServer, seed: number): Promise<RealStory> {
  const clock = new FakeClock();
  server.begin(clock);
  const random = randomFrom(seed);
  const number = (below: number) => Math.floor(random() * below);
  const person = async (name: string) => (await server.person(`${name}_${seed}`)).id;
  const people = {
    sara: await person('sara'),
    ali: await person('ali'),
    reza: await person('reza'),
    mina: await person('mina'),
  };
  const story: RealStory = {
    server,
    clock,
    people,
    devices: [],
    review: guard(server),
    codes: [],
    log: [],
    pick: (list) => list[number(list.length)] as never,
    chance: (odds) => random() < odds,
    number,
  };
  for (const id of [people.sara, people.sara, people.ali])
    story.devices.push({ browser: await server.browser({ id }), client: undefined });
  await firstChats(story);
  for (const device of story.devices) {
    await open(device);
    await clock.until(() => device.client && isOnline(device.client));
  }
  return story;
}

/** Sara and Ali know each other; Reza's group has both; Mina is a stranger to all and writes to Sara. */
async function firstChats({ server, people }: RealStory): Promise<void> {
  const { sara, ali, reza, mina } = people;
  const direct = await server.ask(sara, 'chat.create', { kind: 'direct', userId: ali });
  await server.ask(ali, 'chat.create', { kind: 'direct', userId: sara });
  await say(server, sara, direct.chat.id, 'first');
  const body = { kind: 'group', clientId: Bun.randomUUIDv7(), title: 'Group' } as const;
  await server.ask(reza, 'chat.create', { ...body, userIds: [sara, ali] });
  const request = await server.ask(mina, 'chat.create', { kind: 'direct', userId: sara });
  await say(server, mina, request.chat.id, 'I am Mina');
}

export async function say(server: RealServer, who: string, chatId: string, text: string) {
  return server.ask(who, 'message.send', { chatId, clientId: Bun.randomUUIDv7(), text });
}

/** Makes all calm again: the network is there, no fault is played, every tab is looked at. */
export async function calm({ server, devices, clock }: RealStory): Promise<Client[]> {
  server.meddle = () => undefined;
  server.cut();
  server.reachable = true;
  return atRest(devices, clock);
}

/** Resolves with the database open: the next device has a disk of its own. */
export async function open(device: Device): Promise<void> {
  const client = openTab(device.browser);
  device.client = client;
  for (let i = 0; i < 10 && !client.messenger.session.get(); i++) await device.browser.clock.rest();
}

export function close(device: Device): void {
  if (device.client) crash(device.client);
  device.client = undefined;
}

/** Resolves when all are open, and none has anything left to do. */
async function atRest(devices: readonly Device[], clock: FakeClock): Promise<Client[]> {
  for (const device of devices) if (!device.client) await open(device);
  const clients = devices.flatMap(({ client }) => client ?? []);
  await clock.until(() => clients.every(isOnline));
  await clock.until(() => clients.every(isIdle), 120_000);
  await clock.advance(40_000);
  return clients;
}

function isIdle({ messenger }: Client): boolean {
  const model = messenger.session.get()?.model;
  if (!model) return false;
  const sending = model.outbox.some((row) => row.state === 'queued');
  // A draft in a chat that the person is out of waits with the texts that could not be sent.
  const drafts = [...model.drafts.keys()].filter((id) => !model.chats.get(id)?.left);
  return !sending && model.actions.length === 0 && drafts.length === 0;
}
