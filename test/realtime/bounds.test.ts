import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { BOUNDS } from '../../server/bounds.ts';
import type { Caller } from '../helpers/app.ts';
import { direct, say, startCast } from '../helpers/cast.ts';
import { until } from '../helpers/until.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
beforeAll(async () => {
  // 20 kB a day.
  cast = await startCast({ dailyMb: 0.02, socketsPerAddress: BOUNDS.socketsOfAccount + 20 });
});
afterAll(() => cast.stop());

const readBound = async (bound: string): Promise<number> => {
  const text = await (await fetch(`${cast.server.url}/metrics`)).text();
  return Number(text.match(`payambar_bounds_total\\{bound="${bound}"\\} (\\d+)`)?.[1] ?? 0);
};

describe('bytes of a day', () => {
  test('whoever has stored theirs is refused until the next day; others are not', async () => {
    const { sara, ali } = cast;
    const chatId = await direct(sara, ali);
    const text = 'ن'.repeat(4000);
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 8; n++) codes.push((await say(sara, chatId, text)).code);
    expect(codes[0]).toBeUndefined();
    expect(codes.at(-1)).toBe('daily_limit');
    expect((await say(ali, chatId, text)).code).toBeUndefined();
    // Reading is free.
    expect((await sara.get(`/api/chats/${chatId}/messages`)).status).toBe(200);
  });

  test('a forward counts by the words that it copies, over a socket and by REST', async () => {
    const { ali, reza, server } = cast;
    const chatId = await direct(ali, reza);
    const { seq } = (await say(ali, chatId, 'ن'.repeat(2000))).message ?? {};
    const forward = { chatId, seq, author: true };
    const frame = () => ({ chatId, clientId: Bun.randomUUIDv7(), text: '', forward });
    const codes: (string | undefined)[] = [];
    const path = `/api/chats/${chatId}/messages`;
    const { chatId: _, ...body } = frame();
    expect((await reza.post(path, body)).status).toBe(201);
    const socket = await server.connect(reza.token);
    for (let n = 0; n < 12; n++) {
      codes.push((await socket.request('message.send', frame())).error?.code);
    }
    expect(codes[0]).toBeUndefined();
    expect(codes.at(-1)).toBe('daily_limit');
    socket.close();
  });

  test('over a socket it is the same account', async () => {
    const socket = await cast.server.connect(cast.sara.token);
    const body = { kind: 'group', title: 'x', clientId: Bun.randomUUIDv7(), userIds: [] };
    const many = Array.from({ length: 100 }, () =>
      socket.request('chat.create', { ...body, clientId: Bun.randomUUIDv7() }),
    );
    const codes = (await Promise.all(many)).map(({ error }) => error?.code);
    expect(codes).toContain('daily_limit');
    socket.close();
  });
});

const statusOf = async (who: Caller): Promise<number> =>
  (
    await fetch(`${cast.server.url}/ws`, {
      headers: {
        ...{ authorization: `Bearer ${who.token}`, connection: 'upgrade', upgrade: 'websocket' },
        ...{ 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
      },
    })
  ).status;

test('one account opens so many sockets and no more; another one still may, and a closed one gives its place back', async () => {
  const { server, reza, ali } = cast;
  const sockets = [];
  for (let n = 0; n < BOUNDS.socketsOfAccount; n++) sockets.push(await server.connect(reza.token));
  expect(await statusOf(reza)).toBe(429);
  expect(await readBound('sockets_of_account')).toBe(1);
  (await server.connect(ali.token)).close();
  sockets.pop()?.close();
  await until(async () => {
    const socket = await server.connect(reza.token).catch(() => undefined);
    if (socket) sockets.push(socket);
    return socket !== undefined;
  }, true);
  for (const socket of sockets) socket.close();
});

test('one address keeps so many sockets open, of all its accounts together', async () => {
  const { server, reza, ali, sara } = cast;
  await until(async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return /payambar_connections 0\n/.test(text);
  }, true);
  const sockets = [];
  for (const who of [reza, ali])
    for (let n = 0; n < (BOUNDS.socketsOfAccount + 20) / 2; n++)
      sockets.push(await server.connect(who.token));
  expect(await statusOf(sara)).toBe(429);
  expect(await readBound('sockets_of_address')).toBe(1);
  for (const socket of sockets) socket.close();
});

test('of the long-polls of one account the oldest is answered when there are too many', async () => {
  const { ali } = cast;
  const { body } = await ali.post('/api/sync', {});
  const cursor = Object.fromEntries(
    body.chats.map(({ chat }: { chat: Record<string, number> & { id: string } }) => [
      chat.id,
      [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev],
    ]),
  );
  let answered = 0;
  const polls: Promise<unknown>[] = [];
  for (let n = 0; n < BOUNDS.pollsOfAccount + 2; n++)
    polls.push(ali.post('/api/sync', { cursor, wait: 25 }).then(() => answered++));
  await until(() => answered, 2);
  expect(await readBound('polls')).toBe(2);
  await cast.stop();
  await Promise.all(polls);
  expect(answered).toBe(BOUNDS.pollsOfAccount + 2);
});
