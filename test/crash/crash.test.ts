import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { randomFrom } from '../../scripts/random.ts';
import { type Executable, startExecutable } from '../e2e/helpers/executable.ts';
import { until } from '../helpers/until.ts';
import { meet } from './cast.ts';
import { type Person, searchWord } from './person.ts';
import { Stored } from './stored.ts';

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 120);
const SEED = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 1e9));
/** The search looks for about so many acknowledged messages. */
const SEARCHED = 100;
/** Each round is well under 2 s; the rest is the start, the drain and the checks. */
const TIME_LIMIT = 60_000 + ROUNDS * 4000;
const ENV = { RATE_LIMIT: '1000000', AUTH_LIMIT: '1000000', LOG_LEVEL: 'warn' };

const random = randomFrom(SEED);
const story = { kills: 0, inFlight: 0, killedAtStart: 0, exitCode: -1, found: [] as number[] };
let server: Executable;
let people: Person[];
let stored: Stored;

/** The kill comes when the condition holds, not a while later. */
const AT_ONCE = { everyMs: 2 };
const countAcked = () => people.reduce((sum, person) => sum + person.acked.size, 0);
const retries = (what: 'sent' | 'known') =>
  people.reduce((sum, person) => sum + person.retries[what], 0);
const connectAll = () => Promise.all(people.map((person) => person.connect(server.port)));

async function kill(): Promise<void> {
  await server.kill();
  for (const person of people) {
    story.inFlight += person.unacked.size;
    person.drop();
  }
  story.kills++;
}

/** Kills while the server is still reading its log of the last crash: recovery has to survive a crash as well. */
async function killAtStart(): Promise<void> {
  const starting = server.start().then(
    () => true,
    () => false,
  );
  await Bun.sleep(random() * 60);
  await server.kill();
  if (!(await starting)) story.killedAtStart++;
  story.kills++;
}

/**
 * Loads until some messages were acknowledged, then waits a moment more or less, then sends SIGKILL. The moment is
 * random; it waits for nothing.
 */
async function round(n: number): Promise<void> {
  if (n % 6 === 5) await killAtStart();
  await server.start();
  await connectAll();
  const target = countAcked() + 1 + Math.floor(random() * 400);
  await until(countAcked, (count) => count >= target, AT_ONCE);
  await Bun.sleep(random() * 8);
  await kill();
}

/** The last start ends in peace: everything is acknowledged, the index has caught up, the server stops when told. */
async function finish(): Promise<void> {
  for (const person of people) person.writing = false;
  await server.start();
  await connectAll();
  await until(() => people.map(({ unacked }) => unacked.size), [0, 0, 0, 0]);
  for (const person of people) {
    for (const { clientId } of person.acked.values()) {
      if (random() > SEARCHED / countAcked()) continue;
      // With more than some thousands to index, the server answers before it has caught up.
      const found = () => hits(person, clientId);
      story.found.push(await until(found, (count) => count > 0));
    }
  }
  story.exitCode = await server.stop();
  stored = new Stored(join(server.dir, 'data'));
}

async function hits(person: Person, clientId: string): Promise<number> {
  const url = `${server.url}/api/search?q=${searchWord(clientId)}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${person.token}` } });
  const reply = (await response.json()) as { hits: { message: { clientId: string } }[] };
  return reply.hits.filter(({ message }) => message.clientId === clientId).length;
}

beforeAll(async () => {
  process.stdout.write(`CRASH_SEED=${SEED} CRASH_ROUNDS=${ROUNDS}\n`);
  server = await startExecutable(ENV);
  people = await meet(server.url);
  await connectAll();
  await until(countAcked, (count) => count > 50, AT_ONCE);
  await kill();
  for (let n = 1; story.kills < ROUNDS; n++) await round(n);
  await finish();
  const { found: _, ...counts } = story;
  const retried = { sent: retries('sent'), known: retries('known') };
  const told = { acknowledged: countAcked(), retried, ...counts };
  process.stdout.write(`${JSON.stringify(told)}
`);
}, TIME_LIMIT);

afterAll(async () => {
  stored?.close();
  for (const person of people ?? []) person.drop();
  await server?.kill();
  if (server) rmSync(server.dir, { recursive: true, force: true });
});

describe('a server killed again and again under load', () => {
  test('was killed with messages in flight, with acknowledgements on their way, and at its start', () => {
    expect(story.kills).toBeGreaterThanOrEqual(ROUNDS);
    expect(story.inFlight).toBeGreaterThan(ROUNDS);
    expect(story.killedAtStart).toBeGreaterThan(0);
    expect(retries('sent')).toBeGreaterThan(0);
    expect(retries('known')).toBeGreaterThan(0);
  });

  test('has every acknowledged message exactly once, in its place, with its text', () => {
    const byClientId = Map.groupBy(stored.messages(), (message) => message.clientId);
    for (const person of people) {
      for (const { chatId, clientId, seq, text } of person.acked.values()) {
        expect(byClientId.get(clientId)).toEqual([
          { chatId, seq, senderId: person.userId, clientId, text },
        ]);
      }
    }
  });

  test('has no message that nobody wrote, and none twice', () => {
    const messages = stored.messages();
    const acked = new Set(people.flatMap((person) => [...person.acked.keys()]));
    expect(new Set(messages.map((message) => message.clientId))).toEqual(acked);
    expect(messages.length).toBe(acked.size);
  });

  test('counts each chat from 1 without gaps, and its counters agree', () => {
    const chats = Map.groupBy(stored.messages(), (message) => message.chatId);
    for (const { id, lastSeq, lastRev, messages } of stored.chats()) {
      const seqs = (chats.get(id) ?? []).map((message) => message.seq);
      expect(seqs).toEqual(Array.from({ length: lastSeq }, (_, n) => n + 1));
      expect(messages).toBe(lastSeq);
      // Nothing but new messages takes a rev here.
      expect(lastRev).toBe(lastSeq);
    }
  });

  test('keeps the order in which each writer wrote', () => {
    const byWriter = Map.groupBy(stored.messages(), (one) => `${one.chatId} ${one.senderId}`);
    for (const messages of byWriter.values()) {
      // The second word of each text is its number; a writer's numbers only grow.
      const numbers = messages.map((message) => Number(message.text.split(' ')[1]));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  });

  test('announced nothing that it then forgot', () => {
    const texts = new Map(stored.messages().map((one) => [`${one.chatId} ${one.seq}`, one.text]));
    const heard = people.flatMap((person) => person.heard);
    expect(heard.length).toBeGreaterThan(0);
    for (const { chatId, seq, text } of heard) expect(texts.get(`${chatId} ${seq}`)).toBe(text);
  });

  test('keeps the marks that it acknowledged, within the chat', () => {
    const ends = new Map(stored.chats().map((chat) => [chat.id, chat.lastSeq]));
    for (const { chatId, userId, delivered, read } of stored.marks()) {
      const promised = people.find((person) => person.userId === userId)?.delivered.get(chatId);
      expect(delivered).toBeGreaterThanOrEqual(promised ?? 0);
      expect(read).toBeLessThanOrEqual(delivered);
      expect(delivered).toBeLessThanOrEqual(ends.get(chatId) ?? 0);
    }
  });

  test('never answered a retry with another message', () => {
    expect(people.flatMap((person) => person.complaints)).toEqual([]);
  });

  test('finds by search what it acknowledged, each once', () => {
    expect(story.found.length).toBeGreaterThan(SEARCHED / 4);
    expect(new Set(story.found)).toEqual(new Set([1]));
  });

  test('leaves a file that SQLite calls whole, and stops when asked', () => {
    expect(stored.faults()).toEqual(['ok']);
    expect(story.exitCode).toBe(0);
  });
});
