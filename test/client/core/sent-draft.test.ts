import { expect, test } from 'bun:test';
import { LIMITS } from '../../../protocol/limits.ts';
import { type Client, crash, world } from './support/world.ts';

/** Returns what a chat's composer and outbox hold; undefined until they were read. */
function readTexts({ messenger }: Client, chatId: string): string[] | undefined {
  const model = messenger.session.get()?.model;
  return model && [model.getDraft(chatId).text, ...model.outbox.map(({ text }) => text)];
}

/** Types a text: it stands in the composer, saved, and the server is out of reach. */
async function typeOffline(text: string) {
  const { chat, clock, open, online, server } = await world();
  const client = await online();
  server.cut();
  void client.messenger.setDraft(chat.id, text);
  const shows = (client: Client, ...wanted: string[]) =>
    clock.until(() => Bun.deepEquals(readTexts(client, chat.id), wanted));
  await shows(client, text);
  return { chat, client, clock, open, shows };
}

test('the draft ends with the commit that stores its message', async () => {
  const { chat, client } = await typeOffline(' سلام ');
  await client.messenger.send(chat.id, 'سلام', { written: ' سلام ' });
  expect(readTexts(client, chat.id)).toEqual(['', 'سلام']);
});

test('a draft that the server knows ends as well, before the server hears of it', async () => {
  const { chat, clock, online, server, sara } = await world();
  const client = await online();
  void client.messenger.setDraft(chat.id, 'سلام');
  await clock.until(() => chat.member(sara)?.draft?.text === 'سلام');
  await clock.until(() => client.messenger.session.get()?.model.drafts.size === 0);
  expect(readTexts(client, chat.id)).toEqual(['سلام']);
  server.cut();
  await client.messenger.send(chat.id, 'سلام', { written: 'سلام' });
  expect(readTexts(client, chat.id)).toEqual(['', 'سلام']);
});

test('what was written since stays, and what comes from elsewhere ends no draft', async () => {
  const { chat, client, shows } = await typeOffline('سلام');
  void client.messenger.setDraft(chat.id, 'و دیگر؟');
  await client.messenger.send(chat.id, 'سلام', { written: 'سلام' });
  await client.messenger.send(chat.id, 'از جای دیگر');
  await shows(client, 'و دیگر؟', 'سلام', 'از جای دیگر');
});

test('a page that ends in the middle holds the words once: in the composer or in the outbox', async () => {
  const { chat, client, clock, open } = await typeOffline('سلام');
  void client.messenger.send(chat.id, 'سلام', { written: 'سلام' });
  crash(client);
  const next = open();
  await clock.until(() => readTexts(next, chat.id)?.includes('سلام'));
  expect(readTexts(next, chat.id)?.filter((text) => text !== '')).toEqual(['سلام']);
});

test('a draft longer than the server keeps stays whole on its device, also over a reload', async () => {
  const { chat, clock, open, online, server, sara } = await world();
  const client = await online();
  const long = 'ن'.repeat(LIMITS.drafts + 1);
  const readServerDraft = () => chat.member(sara)?.draft?.text;
  void client.messenger.setDraft(chat.id, 'کوتاه');
  await clock.until(() => readServerDraft() === 'کوتاه');
  void client.messenger.setDraft(chat.id, long);
  await clock.until(() => Bun.deepEquals(readTexts(client, chat.id), [long]));
  // No draft waits longer for its turn.
  await clock.advance(60_000);
  expect([readServerDraft(), readTexts(client, chat.id)]).toEqual(['کوتاه', [long]]);
  crash(client);
  const next = open();
  await clock.until(() => Bun.deepEquals(readTexts(next, chat.id), [long]));
  await clock.advance(60_000);
  expect(readTexts(next, chat.id)).toEqual([long]);
  void next.messenger.setDraft(chat.id, 'دوباره کوتاه');
  await clock.until(() => readServerDraft() === 'دوباره کوتاه');
  server.cut();
});
