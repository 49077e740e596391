import { randomFrom } from '../../../../scripts/random.ts';
import { FakeBrowser } from './browser.ts';
import { type FakeClock, settle } from './clock.ts';
import type { ServerChat } from './server-chat.ts';
import { type Client, crash, isOnline, openTab, world } from './world.ts';

/** A browser and its tab; undefined while it is closed. */
export type Device = { browser: FakeBrowser; client: Client | undefined };
export type Story = ReturnType<typeof world> & {
  chats: ServerChat[];
  group: ServerChat;
  /** Sara's two, and Ali's. */
  devices: Device[];
  written: string[];
  pick<T>(list: readonly T[]): T;
  chance(odds: number): boolean;
  number(below: number): number;
};

export async function begin(seed: number): Promise<Story> {
  const base = world();
  const { server, sara, ali, reza, chat, clock, browser } = base;
  const random = randomFrom(seed);
  const number = (below: number) => Math.floor(random() * below);
  const group = server.addGroup('Group', reza, sara, ali);
  const others = [sara, ali].map((person) => new FakeBrowser(clock, server, person.id));
  const story: Story = {
    ...base,
    group,
    chats: [chat, group],
    devices: [browser, ...others].map((own) => ({ browser: own, client: undefined })),
    written: [],
    pick: (list) => list[number(list.length)] as never,
    chance: (odds) => random() < odds,
    number,
  };
  for (const device of story.devices) {
    await open(device);
    await clock.until(() => device.client && isOnline(device.client));
  }
  return story;
}

/** The database is open when it resolves: the next device has a disk of its own. */
export async function open(device: Device): Promise<void> {
  const client = openTab(device.browser);
  device.client = client;
  for (let i = 0; i < 40 && !client.messenger.session.get(); i++) await settle(5);
}

export function close(device: Device): void {
  if (device.client) crash(device.client);
  device.client = undefined;
}

/** All is calm again: the network is there, nobody meddles, everybody looks. */
export async function calm({ server, devices, clock }: Story): Promise<Client[]> {
  server.meddle = () => undefined;
  server.reachable = true;
  for (const socket of [...server.sockets]) socket.drop();
  return atRest(devices, clock);
}

/** All are open, and none has anything left to do. */
export async function atRest(devices: readonly Device[], clock: FakeClock): Promise<Client[]> {
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
  // In a chat that the person is out of it waits with the texts that could not be sent.
  const drafts = [...model.drafts.keys()].filter((id) => !model.chats.get(id)?.left);
  return !sending && model.actions.length === 0 && drafts.length === 0;
}
