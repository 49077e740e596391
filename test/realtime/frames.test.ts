import { afterAll, beforeAll, expect, test } from 'bun:test';
import { type Caller, type Server, startServer } from '../helpers/app.ts';

let server: Server;
let sara: Caller;
let ali: Caller;
let stranger: Caller;
let chatId: string;

beforeAll(async () => {
  server = await startServer({ rateLimit: 100 });
  sara = await server.register('sara');
  ali = await server.register('ali');
  stranger = await server.register('stranger');
  const created = await sara.post('/api/chats', { kind: 'direct', userId: ali.user.id });
  chatId = created.body.chat.id;
  await sara.post(`/api/chats/${chatId}/messages`, { clientId: Bun.randomUUIDv7(), text: 'سلام' });
});
afterAll(() => server.stop());

const NOT_JSON = ['', 'null', '[]', '"hello"', '1', '{', '{"id":1', '\u0000', '{"id":1}{"id":2}'];

test.each(NOT_JSON)('the frame %j is refused and the socket stays open', async (frame) => {
  const socket = await server.connect(sara.token);
  socket.raw.send(frame);
  const refusal = await socket.next((seen) => seen.ok === false);
  expect(refusal.error.code).toBe('invalid');
  expect((await socket.request('me.get', {})).ok).toBe(true);
  socket.close();
});

const WRONG: [string, unknown, string][] = [
  ['message.send', {}, 'chatId'],
  ['message.send', { chatId: 7, clientId: 'x', text: 'x' }, 'chatId'],
  ['message.send', { chatId: 'AAAAAAAAAAA', clientId: 'not-a-uuid', text: 'x' }, 'clientId'],
  ['message.send', { chatId: 'AAAAAAAAAAA', clientId: Bun.randomUUIDv7(), text: 9 }, 'text'],
  ['message.send', 'text', 'body'],
  ['message.send', [1], 'body'],
  ['history', { chatId: 'AAAAAAAAAAA', limit: -1 }, 'limit'],
  ['history', { chatId: 'AAAAAAAAAAA', limit: 1e9 }, 'limit'],
  ['history', { chatId: 'AAAAAAAAAAA', before: 1.5 }, 'before'],
  ['history', { chatId: 'AAAAAAAAAAA', before: '1; DROP TABLE users' }, 'before'],
  ['chat.read', { chatId: 'AAAAAAAAAAA', seq: -1 }, 'seq'],
  ['chat.read', { chatId: 'AAAAAAAAAAA', seq: null }, 'seq'],
  ['sync', { cursor: { AAAAAAAAAAA: [1, 2, 3] } }, 'cursor.AAAAAAAAAAA'],
  ['sync', { cursor: { '../../etc': [1, 2, 3, 4] } }, 'cursor...~1..~1etc'],
  ['presence.watch', { userIds: 'everyone' }, 'userIds'],
  ['hello', { protocol: 0 }, 'protocol'],
];

test.each(WRONG)('%s with %j is refused, naming the field', async (type, body, field) => {
  const socket = await server.connect(sara.token);
  const reply = await socket.request(type, body);
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalid' } });
  expect(reply.error.field?.startsWith(field.split('...')[0])).toBe(true);
  socket.close();
});

test('a type that does not exist is answered unknown_type, names of the prototype too', async () => {
  const socket = await server.connect(sara.token);
  for (const type of ['message.fly', 'constructor', '__proto__', 'toString', '']) {
    expect(await socket.request(type, {})).toMatchObject({ error: { code: 'unknown_type' } });
  }
  socket.close();
});

test('fields that we do not know are ignored: a newer client may send them', async () => {
  const socket = await server.connect(sara.token);
  const body = {
    chatId,
    clientId: Bun.randomUUIDv7(),
    text: 'x',
    colour: 'red',
    senderId: ali.user.id,
  };
  const reply = await socket.request('message.send', body);
  expect(reply.body.message).toMatchObject({ text: 'x', senderId: sara.user.id });
  expect(reply.body.message.colour).toBeUndefined();
  socket.close();
});

test('a frame of 1 MB closes the socket with 1009, a binary one is refused', async () => {
  const big = await server.connect(sara.token);
  big.raw.send('x'.repeat(1_048_576));
  // Chromium and Bun see 1009 or, when the server resets first, 1006; what counts is that it was not read.
  expect([1006, 1009]).toContain(await big.closed);
  const binary = await server.connect(sara.token);
  binary.raw.send(new Uint8Array([0xff, 0xfe, 0x00]));
  expect((await binary.next((seen) => seen.ok === false)).error.code).toBe('invalid');
  binary.close();
});

test('NUL, lone surrogates, empty and over-long text are refused by their own codes', async () => {
  const socket = await server.connect(sara.token);
  const send = (text: string) =>
    socket.request('message.send', { chatId, clientId: Bun.randomUUIDv7(), text });
  expect((await send('a\u0000b')).error.code).toBe('invalid');
  expect((await send('\ud83d')).error.code).toBe('invalid');
  expect((await send('')).error.code).toBe('text_empty');
  expect((await send(' \n\t\u200c ')).error.code).toBe('text_empty');
  expect((await send('ب'.repeat(4097))).error.code).toBe('text_long');
  expect((await send('ب'.repeat(4096))).ok).toBe(true);
  socket.close();
});

test('a chat one is not in is answered exactly like one that does not exist, by every request', async () => {
  const asked: [string, (chatId: string) => object][] = [
    ['chat.get', (id) => ({ chatId: id })],
    ['message.send', (id) => ({ chatId: id, clientId: Bun.randomUUIDv7(), text: 'x' })],
    ['history', (id) => ({ chatId: id })],
    ['history.at', (id) => ({ chatId: id, at: 0 })],
    ['chat.delivered', (id) => ({ chatId: id, seq: 1 })],
    ['chat.read', (id) => ({ chatId: id, seq: 1 })],
    ['typing', (id) => ({ chatId: id, on: true })],
    ['search', (id) => ({ q: 'سلام', chatId: id })],
  ];
  const outside = await server.connect(stranger.token);
  const inside = await server.connect(sara.token);
  for (const [type, body] of asked) {
    expect((await inside.request(type, body(chatId))).ok).toBe(true);
    const theirs = await outside.request(type, body(chatId));
    const none = await outside.request(type, body('AAAAAAAAAAA'));
    expect({ ...theirs, id: 0 }).toEqual({ ...none, id: 0 });
    expect(theirs.error?.code ?? theirs.body.hits.length).toBeOneOf(['not_found', 0]);
  }
  outside.close();
  inside.close();
});

test('a burst of 20 passes; of 1,000 frames at once the rest is told when to return, and the socket stays', async () => {
  const limited = await startServer({ rateLimit: 20 });
  const reza = await limited.register('reza');
  const socket = await limited.connect(reza.token);
  const burst = await Promise.all(Array.from({ length: 20 }, () => socket.request('me.get', {})));
  expect(burst.every((reply) => reply.ok)).toBe(true);
  const flood = await Promise.all(Array.from({ length: 1000 }, () => socket.request('me.get', {})));
  const refused = flood.filter((reply) => !reply.ok);
  expect(refused.length).toBeGreaterThan(800);
  expect(
    refused.every(({ error }) => error.code === 'rate_limited' && error.retryAfterMs > 0),
  ).toBe(true);
  expect(socket.raw.readyState).toBe(WebSocket.OPEN);
  await limited.stop();
});
