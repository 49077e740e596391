import { afterAll, expect, test } from 'bun:test';
import { actElsewhere, actOnDevice } from './support/real-deeds.ts';
import { equal, holdsNothingForbidden } from './support/real-equal.ts';
import { RealServer } from './support/real-server.ts';
import { begin, calm, close, open, type RealStory } from './support/real-story.ts';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const RUNS = Number(process.env.RUNS ?? 180);
const STEPS = 80;
/** So many stories share one server: their people do not know each other, and its file grows. */
const EACH = 100;

let server: RealServer | undefined;
afterAll(() => server?.stop());

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
  server.meddle = ({ type }) => {
    if (type === 'hello' || chance(0.8)) return undefined;
    const busy = { code: 'busy', retryAfterMs: 300 } as const;
    return pick(['lose-reply', 'slow-reply', 'slow-reply', busy] as const);
  };
  await clock.advance(chance(0.5) ? 5 : number(2000));
}

async function play(seed: number, on: RealServer): Promise<void> {
  const story = await begin(on, seed);
  try {
    for (let i = 0; i < STEPS; i++) await step(story);
    for (const client of await calm(story)) await equal(story, client);
    noneTwice(story);
    expect(on.errors).toEqual([]);
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
function noneTwice({ server, people }: RealStory): void {
  const twice = server.rows(
    `SELECT sender_id, client_id FROM messages WHERE sender_id IN (?, ?)
      GROUP BY chat_id, sender_id, client_id HAVING count(*) > 1`,
    people.sara,
    people.ali,
  );
  expect(twice).toEqual([]);
}

test(
  `every command, on three devices of two people, against the server itself (SEED=${SEED})`,
  async () => {
    const failed: unknown[] = [];
    for (let run = 0; run < RUNS && failed.length < 5; run++) {
      if (run % EACH === 0) {
        await server?.stop();
        server = await RealServer.start();
      }
      await play(SEED + run, server as RealServer).catch((error) => failed.push(error));
    }
    if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('\n'));
  },
  RUNS * 8000,
);
