import { expect, test } from 'bun:test';
import { Talk } from './support/talk.ts';
import type { Client } from './support/world.ts';
import { crash, readStored, texts, world } from './support/world.ts';

function rows({ messenger }: Client) {
  return messenger.session.get()?.model.outbox ?? [];
}

test('messages written offline leave in their order when the connection is back', async () => {
  const { server, chat, online, clock } = await world();
  const client = await online();
  server.cut();
  for (const text of ['one', 'two', 'three']) await client.messenger.send(chat.id, text);
  const timeline = client.messenger.openTimeline(chat.id);
  await clock.until(() => timeline.view.get().messages.length === 3);
  expect(timeline.view.get().messages.map(({ state }) => state)).toEqual(Array(3).fill('queued'));
  server.reachable = true;
  await clock.until(() => rows(client).length === 0);
  expect(texts(chat.messages)).toEqual(['one', 'two', 'three']);
  expect(texts(timeline.view.get().messages)).toEqual(['one', 'two', 'three']);
});

test('a message whose answer was lost is sent again and exists once', async () => {
  const { server, chat, online, clock } = await world();
  const client = await online();
  let lost = 0;
  server.meddle = ({ type }) => {
    if (type !== 'message.send' || lost++ > 0) return undefined;
    queueMicrotask(() => server.cut());
    return 'lose-reply';
  };
  await client.messenger.send(chat.id, 'once');
  await clock.until(() => lost === 1);
  expect(rows(client).length).toBe(1);
  server.reachable = true;
  await clock.until(() => rows(client).length === 0);
  expect(texts(chat.messages)).toEqual(['once']);
  expect(texts(await readStored(client, chat))).toEqual(['once']);
});

test('a reload in the middle of a send loses nothing and doubles nothing', async () => {
  const { server, chat, online, open, clock } = await world();
  const first = await online();
  server.meddle = ({ type }) => (type === 'message.send' ? 'lose-reply' : undefined);
  await first.messenger.send(chat.id, 'one');
  await first.messenger.send(chat.id, 'two');
  await clock.until(() => chat.messages.length === 1);
  crash(first);
  server.meddle = () => undefined;
  const second = open();
  await clock.until(() => second.messenger.session.get() && rows(second).length === 0);
  await clock.until(() => chat.messages.length === 2);
  expect(texts(chat.messages)).toEqual(['one', 'two']);
  await clock.until(() => rows(second).length === 0);
  expect(texts(await readStored(second, chat))).toEqual(['one', 'two']);
});

test('a refusal that passes is waited out, and nothing overtakes the refused one', async () => {
  const { server, chat, online, clock } = await world();
  const client = await online();
  let refused = 0;
  server.meddle = ({ type }) =>
    type === 'message.send' && refused++ < 3
      ? { code: 'rate_limited', retryAfterMs: 2000 }
      : undefined;
  for (const text of ['one', 'two', 'three']) await client.messenger.send(chat.id, text);
  await clock.advance(1000);
  expect(refused).toBe(1);
  await clock.until(() => rows(client).length === 0);
  expect(texts(chat.messages)).toEqual(['one', 'two', 'three']);
});

test('a refusal for good shows its reason, lets the next ones pass, and can be tried again', async () => {
  const { server, chat, online, clock } = await world();
  const client = await online();
  server.meddle = ({ type, body }) =>
    type === 'message.send' && body.text === 'bad' ? { code: 'text_long' } : undefined;
  await client.messenger.send(chat.id, 'bad');
  await client.messenger.send(chat.id, 'good');
  await clock.until(() => rows(client)[0]?.state === 'failed' && chat.messages.length === 1);
  expect(rows(client)[0]?.error).toBe('text_long');
  server.meddle = () => undefined;
  await client.messenger.retry(rows(client)[0]?.clientId ?? '');
  await clock.until(() => rows(client).length === 0);
  expect(texts(chat.messages)).toEqual(['good', 'bad']);
});

test('a queued message can be taken back, one on its way cannot', async () => {
  const { server, chat, online, clock } = await world();
  const client = await online();
  server.cut();
  await client.messenger.send(chat.id, 'not yet');
  const [row] = rows(client);
  expect(await client.messenger.discard(row?.clientId ?? '')).toEqual({ text: 'not yet' });
  expect(rows(client)).toEqual([]);
  server.reachable = true;
  await clock.until(() => client.messenger.connection.get().state === 'online');
  server.meddle = ({ type }) => (type === 'message.send' ? 'lose-reply' : undefined);
  await client.messenger.send(chat.id, 'flying');
  await clock.until(() => chat.messages.length === 1);
  const flying = rows(client)[0]?.clientId ?? '';
  expect(client.messenger.discard(flying)).rejects.toMatchObject({ code: 'busy' });
});

test('a slow chat does not hold up another one', async () => {
  const { server, chat, sara, reza, online, clock } = await world();
  const other = await Talk.direct(server, sara, reza);
  const client = await online();
  server.meddle = ({ type, body }) =>
    type === 'message.send' && body.chatId === chat.id
      ? { code: 'busy', retryAfterMs: 60_000 }
      : undefined;
  await client.messenger.send(chat.id, 'slow');
  await client.messenger.send(other.id, 'quick');
  await clock.until(() => other.messages.length === 1);
  expect(chat.messages).toEqual([]);
});

test('an empty and a too long text are refused before they are stored', async () => {
  const { chat, online } = await world();
  const { messenger } = await online();
  expect(messenger.send(chat.id, '  \n ')).rejects.toMatchObject({ code: 'text_empty' });
  expect(messenger.send(chat.id, 'x'.repeat(4097))).rejects.toMatchObject({ code: 'text_long' });
  await messenger.send(chat.id, 'x'.repeat(4096));
});

test('more formatting than the server takes is refused before it is stored, of a message and of an edit', async () => {
  const { chat, online } = await world();
  const { messenger } = await online();
  const link = (offset: number) => ({
    ...{ type: 'link' as const, offset, length: 1 },
    url: `https://a.example/${offset}/`.padEnd(2048, 'x'),
  });
  const entities = Array.from({ length: 9 }, (_, i) => link(i));
  const text = '123456789';
  const refused = { code: 'formatting_long' };
  await expect(messenger.send(chat.id, text, { entities })).rejects.toMatchObject(refused);
  await expect(messenger.actions.edit(chat.id, 1, text, entities)).rejects.toMatchObject(refused);
  await messenger.send(chat.id, text, { entities: entities.slice(0, 7) });
});

test('the answer held behind a gap is not shown as sent before its elders are there', async () => {
  const { server, chat, ali, online, clock } = await world();
  const client = await online();
  const timeline = client.messenger.openTimeline(chat.id);
  await server.unheard(() => chat.say(ali, 'unheard'));
  await client.messenger.send(chat.id, 'mine');
  await clock.until(() => chat.messages.length === 2);
  expect(texts(timeline.view.get().messages)).toEqual(['mine']);
  expect(timeline.view.get().messages[0]?.state).toBe('queued');
  await clock.until(() => rows(client).length === 0);
  expect(texts(timeline.view.get().messages)).toEqual(['unheard', 'mine']);
  expect(server.requests.filter(({ type }) => type === 'message.send').length).toBe(1);
});
