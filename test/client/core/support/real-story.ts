import { randomFrom } from '../../../../scripts/random.ts';
import { FakeBrowser } from './browser.ts';
import { FakeClock } from './clock.ts';
import { guard } from './real-guard.ts';
import type { RealServer } from './real-server.ts';
import { atRest, type Device, open } from './story.ts';
import { type Client, isOnline } from './world.ts';

export type RealStory = {
  server: RealServer;
  clock: FakeClock;
  /** Sara has two devices, Ali one; Reza and Mina are programs that speak REST. */
  people: { sara: string; ali: string; reza: string; mina: string };
  devices: Device[];
  /** Codes of links that somebody has made. */
  codes: string[];
  /** What was done, for whoever has to find out why a seed fails. */
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
  const person = (name: string) => server.person(`${name}_${seed}`);
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
    devices: [people.sara, people.sara, people.ali].map((userId) => ({
      browser: new FakeBrowser(clock, server, userId),
      client: undefined,
    })),
    codes: [],
    log: [],
    pick: (list) => list[number(list.length)] as never,
    chance: (odds) => random() < odds,
    number,
  };
  guard(server);
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

/** All is calm again: the network is there, nobody meddles, everybody looks. */
export async function calm({ server, devices, clock }: RealStory): Promise<Client[]> {
  server.fate = () => undefined;
  server.cut();
  server.reachable = true;
  return atRest(devices, clock);
}
