import { expect, test } from 'bun:test';
import { LIMITS } from '../../../protocol/limits.ts';
import { type Client, crash, world } from './support/world.ts';

/** What a chat's composer and outbox hold; undefined until they were read. */
function held({ messenger }: Client, chatId: string): string[] | undefined {
  const model = messenger.session.get()?.model;
  return model && [model.draft(chatId).text, ...model.outbox.map(({ text }) => text)];
}

/** The words stand in the composer, saved, and the server is out of reach. */
async function begun(text: string) {
  const { chat, clock, open, online, server } = world();
  const client = await online();
  server.cut();
  client.messenger.setDraft(chat.id, text);
  const shows = (client: Client, ...wanted: string[]) =>
    clock.until(() => Bun.deepEquals(held(client, chat.id), wanted));
  await shows(client, text);
  return { chat, client, clock, open, shows };
}

test('the draft ends with the commit that stores its message', async () => {
  const { chat, client } = await begun(' سلام ');
  await client.messenger.send(chat.id, 'سلام', { written: ' سلام ' });
  expect(held(client, chat.id)).toEqual(['', 'سلام']);
});

test('a draft that the server knows ends as well, before the server hears of it', async () => {
  const { chat, clock, online, server, sara } = world();
  const client = await online();
  client.messenger.setDraft(chat.id, 'سلام');
  await clock.until(() => chat.members.get(sara.id)?.own.draft?.text === 'سلام');
  await clock.until(() => client.messenger.session.get()?.model.drafts.size === 0);
  expect(held(client, chat.id)).toEqual(['سلام']);
  server.cut();
  await client.messenger.send(chat.id, 'سلام', { written: 'سلام' });
  expect(held(client, chat.id)).toEqual(['', 'سلام']);
});

test('what was written since stays, and what comes from elsewhere ends no draft', async () => {
  const { chat, client, shows } = await begun('سلام');
  client.messenger.setDraft(chat.id, 'و دیگر؟');
  await client.messenger.send(chat.id, 'سلام', { written: 'سلام' });
  await client.messenger.send(chat.id, 'از جای دیگر');
  await shows(client, 'و دیگر؟', 'سلام', 'از جای دیگر');
});

test('a page that ends in the middle holds the words once: in the composer or in the outbox', async () => {
  const { chat, client, clock, open } = await begun('سلام');
  void client.messenger.send(chat.id, 'سلام', { written: 'سلام' });
  crash(client);
  const next = open();
  await clock.until(() => held(next, chat.id)?.includes('سلام'));
  expect(held(next, chat.id)?.filter((text) => text !== '')).toEqual(['سلام']);
});

test('a draft longer than the server keeps stays whole on its device, also over a reload', async () => {
  const { chat, clock, open, online, server, sara } = world();
  const client = await online();
  const long = 'ن'.repeat(LIMITS.drafts + 1);
  const kept = () => chat.members.get(sara.id)?.own.draft?.text;
  client.messenger.setDraft(chat.id, 'کوتاه');
  await clock.until(() => kept() === 'کوتاه');
  client.messenger.setDraft(chat.id, long);
  await clock.until(() => Bun.deepEquals(held(client, chat.id), [long]));
  // Longer than any draft waits for its turn.
  await clock.advance(60_000);
  expect([kept(), held(client, chat.id)]).toEqual(['کوتاه', [long]]);
  crash(client);
  const next = open();
  await clock.until(() => Bun.deepEquals(held(next, chat.id), [long]));
  await clock.advance(60_000);
  expect(held(next, chat.id)).toEqual([long]);
  next.messenger.setDraft(chat.id, 'دوباره کوتاه');
  await clock.until(() => kept() === 'دوباره کوتاه');
  server.cut();
});
