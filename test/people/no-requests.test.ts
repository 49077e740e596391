import { afterAll, beforeAll, expect, test } from 'bun:test';
import { type Server, startServer } from '../helpers/app.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer({ requests: 'off' });
});
afterAll(() => server.stop());

test('with REQUESTS off a first message needs no acceptance, and its sender hears that it was received and read', async () => {
  const [sara, ali] = [await server.register('sara'), await server.register('ali')];
  const chat = (await sara.post('/api/chats', { kind: 'direct', userId: ali.user.id })).body.chat;
  const hers = await server.connect(sara.token);
  const his = await server.connect(ali.token);
  const body = { chatId: chat.id, clientId: Bun.randomUUIDv7(), text: 'سلام' };
  const { seq } = (await hers.request('message.send', body)).body.message;
  await his.waitFor(() => his.events.some(({ type }) => type === 'message.added'));
  await his.request('chat.delivered', { chatId: chat.id, seq });
  await his.request('chat.read', { chatId: chat.id, seq });
  const marks = () => hers.events.filter(({ type }) => type === 'receipts.moved');
  await hers.waitFor(() => marks().length === 2);
  expect(marks().at(-1)?.body).toMatchObject({ userId: ali.user.id, delivered: seq, read: seq });
  expect((await ali.get(`/api/chats/${chat.id}`)).body.chat.settings.request).toBe(false);
});
