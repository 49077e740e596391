import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMemory } from '../../client/core/local-db/memory.ts';
import type { LocalDb } from '../../client/core/local-db.ts';
import { searchLocally } from '../../client/leader/local-search.ts';
import type { Hit } from '../../protocol/search.ts';
import type { User } from '../../protocol/users.ts';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf, Caller, type Json } from '../helpers/caller.ts';
import { startProgram, tempDir } from '../helpers/program.ts';

type SearchCase = {
  id: string;
  messages: string[];
  q: string;
  /** The hits, as indexes of `messages`. */
  found: number[];
  marks?: Record<string, string[]>;
  why: string;
};
type PeopleCase = { id: string; name: string; username?: string; q: string; why: string };
type OrderCase = { id: string; names: string[]; why: string };

/** Reads texts, names and orders that people have missed or found wrong: one a line. */
function readCases<T>(name: string): T[] {
  const lines = readFileSync(join(import.meta.dir, 'persian', `${name}.jsonl`), 'utf8');
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

const folder = tempDir();
let program: Awaited<ReturnType<typeof startProgram>>;
let sara: Caller;
let made = 0;

beforeAll(async () => {
  const limits = { RATE_LIMIT: '1000000', AUTH_LIMIT: '1000000', REGISTRATION: 'open' };
  program = await startProgram([], { DATA_DIR: folder.path, ...limits });
  sara = await enter('کاربر', 'sara_searches');
});
afterAll(async () => {
  await program.stop();
  folder[Symbol.dispose]();
});

async function enter(displayName: string, username = `person${++made}`): Promise<Caller> {
  const account = { username, password: PASSWORD, displayName };
  const { status, body } = await answerOf(program.url, 'POST', '/api/auth/register', account);
  if (status !== 201) throw new Error(`not registered: ${JSON.stringify(body)}`);
  return new Caller(program.url, body);
}

async function groupOf(...people: Caller[]): Promise<Json> {
  const userIds = people.map(({ user }) => user.id);
  const { status, body } = await sara.post('/api/chats', {
    ...{ kind: 'group', title: 'گروه', userIds },
  });
  if (status >= 300) throw new Error(`no group: ${JSON.stringify(body)}`);
  return body.chat;
}

/** Makes a group in which Sara has written the texts, and returns its messages. */
async function writeGroup(texts: readonly string[]) {
  const { id } = await groupOf();
  for (const text of texts) {
    const sent = await sara.post(`/api/chats/${id}/messages`, {
      ...{ clientId: Bun.randomUUIDv7(), text },
    });
    if (sent.status !== 201) throw new Error(`not sent: ${JSON.stringify(sent.body)}`);
  }
  const { body } = await sara.get(`/api/chats/${id}/messages`);
  return { id: String(id), messages: body.messages as Hit['message'][] };
}

function placesOf(hits: readonly Hit[], { messages }: SearchCase): number[] {
  return hits.map(({ message }) => messages.indexOf(message.text)).sort();
}

function marksOf(hits: readonly Hit[], { messages, marks = {} }: SearchCase) {
  const marked = hits.map(({ message: { text }, matches: marks }) => [
    String(messages.indexOf(text)),
    marks.map(([start, length]) => text.slice(start, start + length)),
  ]);
  return Object.fromEntries(marked.filter(([place]) => String(place) in marks));
}

describe('search, with the server and without it', () => {
  test.each(readCases<SearchCase>('search').map((one) => [one.id, one] as const))(
    '%s',
    async (_, one) => {
      const { id, messages } = await writeGroup(one.messages);
      const query = new URLSearchParams({ q: one.q, chatId: id });
      const answer = await sara.get(`/api/search?${query}`);
      expect(answer.status).toBe(200);
      const online: Hit[] = answer.body.hits;
      expect(placesOf(online, one)).toEqual(one.found);
      expect(marksOf(online, one)).toEqual(one.marks ?? {});

      const offline = await withoutServer(id, messages, one.q);
      expect(placesOf(offline, one)).toEqual(one.found);
      expect(marksOf(offline, one)).toEqual(one.marks ?? {});
    },
  );
});

/** Asks the same of a device that holds the chat. */
async function withoutServer(id: string, messages: Hit['message'][], q: string): Promise<Hit[]> {
  const { body } = await sara.get(`/api/chats/${id}`);
  const chat = { ...body.chat, ranges: [[1, body.chat.lastSeq]], localRead: 0, version: 1 };
  const memory = createMemory();
  await memory.run(['messages'], 'readwrite', async (tx) => {
    for (const message of messages) tx.put('messages', message);
  });
  const db: Pick<LocalDb, 'read'> = {
    read: (tables, work) => memory.run(tables, 'readonly', work),
  };
  const model = { chats: new Map([[id, chat]]), actions: [] };
  return (await searchLocally({ db, model, me: sara.user.id }, q, id)).hits;
}

describe('people are found', () => {
  test.each(readCases<PeopleCase>('people').map((one) => [one.id, one] as const))(
    '%s',
    async (_, one) => {
      const person = await enter(one.name, one.username);
      const { body } = await sara.get(`/api/users?${new URLSearchParams({ q: one.q })}`);
      expect(body.users.map(({ id }: User) => id)).toContain(person.user.id);
    },
  );

  test('and nobody of whose names a word is missing', async () => {
    const person = await enter('پرستو آسمانی');
    const found = async (q: string) => {
      const { body } = await sara.get(`/api/users?${new URLSearchParams({ q })}`);
      return body.users.map(({ id }: User) => id).includes(person.user.id);
    };
    expect(await found('آسمانی پرستو')).toBe(true);
    expect(await found('آسمانی پروانه')).toBe(false);
  });
});

describe('members stand in the order of the Persian alphabet', () => {
  test.each(readCases<OrderCase>('order').map((one) => [one.id, one] as const))(
    '%s',
    async (_, one) => {
      const people: Caller[] = [];
      for (const name of one.names.toReversed()) people.push(await enter(name));
      const { id } = await groupOf(...people);
      // The search goes page by page: the position where one ends is found by the same order.
      const seen: string[] = [];
      for (let after = ''; ; ) {
        const query = new URLSearchParams({ limit: '1', ...(after === '' ? {} : { after }) });
        const { body } = await sara.get(`/api/chats/${id}/members?${query}`);
        seen.push(...body.users.map(({ displayName }: User) => displayName));
        if (body.next === null) break;
        after = body.next;
      }
      expect(seen.slice(1)).toEqual(one.names);
    },
  );
});
