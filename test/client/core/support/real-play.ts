import { expect } from 'bun:test';
import { actElsewhere, actOnDevice } from './real-deeds.ts';
import { equal, holdsNothingForbidden } from './real-equal.ts';
import type { RealServer } from './real-server.ts';
import { begin, calm, close, open, type RealStory } from './real-story.ts';

const STEPS = 80;

async function step(story: RealStory): Promise<void> {
  const { server, devices, pick, chance, number, clock } = story;
  const device = pick(devices);
  const dice = number(20);
  if (dice <= 10 && device.client?.messenger.session.get()) await actOnDevice(story, device.client);
  else if (dice <= 13) {
    if (chance(0.15)) await server.unheard(() => actElsewhere(story));
    else await actElsewhere(story);
  } else if (dice === 14) {
    server.cut();
    server.reachable = chance(0.5);
  } else if (dice === 15) server.reachable = true;
  else if (dice === 16) for (const { socket } of server.wires) socket.held = chance(0.6);
  else if (dice === 17) for (const { socket } of server.wires) socket.let(3);
  else if (dice === 18) for (const wire of server.wires) wire.catchUp();
  else if (device.client) {
    await holdsNothingForbidden(story, device);
    close(device);
  } else await open(device);
  await story.review();
  server.meddle = ({ type }) => {
    if (type === 'hello' || chance(0.8)) return undefined;
    const busy = { code: 'busy', retryAfterMs: 300 } as const;
    return pick(['lose-reply', 'slow-reply', 'slow-reply', busy] as const);
  };
  await clock.advance(chance(0.5) ? 5 : number(2000));
}

/** Plays the story of a seed, and expects that all devices show in the end what the server knows. */
export async function play(seed: number, on: RealServer): Promise<void> {
  const story = await begin(on, seed);
  try {
    for (let i = 0; i < STEPS; i++) await step(story);
    for (const client of await calm(story)) await equal(story, client);
    await noneTwice(story);
    await story.review();
    expect(on.faults()).toEqual([]);
  } catch (error) {
    const told = ['', ...story.log].join('\n  ');
    throw new Error(`SEED=${seed} RUNS=1: ${String(error).slice(0, 1500)}${told}`, {
      cause: error,
    });
  } finally {
    for (const device of story.devices) close(device);
    on.cut();
  }
}

/** Expects a message whose reply was lost to be there once. */
async function noneTwice({ server, people }: RealStory): Promise<void> {
  const twice = await server.find(
    `SELECT sender_id, client_id FROM messages WHERE sender_id IN (?, ?)
      GROUP BY chat_id, sender_id, client_id HAVING count(*) > 1`,
    people.sara,
    people.ali,
  );
  expect(twice).toEqual([]);
}
