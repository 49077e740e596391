import { expect, test } from 'bun:test';
import { crash, say, world } from './support/world.ts';

test('delivered is told once what is stored here, for several messages at once', async () => {
  const { server, chat, ali, sara, online, clock } = world();
  await online();
  const before = server.requests.length;
  say(server, chat, ali, 'one', 'two', 'three');
  await clock.until(() => chat.members.get(sara.id)?.delivered === 3);
  const told = server.requests.slice(before).filter(({ type }) => type === 'chat.delivered');
  expect(told.map(({ body }) => body.seq)).toEqual([3]);
});

test('a receipt that was lost with its connection is told on the next one', async () => {
  const { server, chat, ali, sara, online, clock } = world();
  const client = await online();
  server.meddle = ({ type }) => (type === 'chat.delivered' ? { code: 'internal' } : undefined);
  say(server, chat, ali, 'one');
  await clock.until(() => client.messenger.unread.get() === 1);
  server.cut();
  server.meddle = () => undefined;
  await clock.advance(5000);
  expect(chat.members.get(sara.id)?.delivered).toBe(0);
  server.reachable = true;
  await clock.until(() => chat.members.get(sara.id)?.delivered === 1);
});

test('reading lowers the badge at once, and the other side learns of it', async () => {
  const { server, chat, ali, sara, online, clock } = world();
  say(server, chat, ali, 'one', 'two');
  const client = await online();
  const timeline = client.messenger.openTimeline(chat.id);
  await clock.until(() => timeline.view.get().messages.length === 2);
  expect(timeline.view.get().unreadAfter).toBe(0);
  timeline.markRead(2);
  await clock.until(() => client.messenger.unread.get() === 0);
  await clock.until(() => chat.members.get(sara.id)?.read === 2);
});

test('what was read without a connection is told when there is one, also by a later start', async () => {
  const { server, chat, ali, sara, online, open, clock } = world();
  say(server, chat, ali, 'one', 'two');
  const first = await online();
  await clock.until(() => first.messenger.unread.get() === 2);
  server.cut();
  const timeline = first.messenger.openTimeline(chat.id);
  await clock.until(() => timeline.view.get().messages.length === 2);
  timeline.markRead(2);
  await clock.until(() => first.messenger.unread.get() === 0);
  crash(first);
  expect(chat.members.get(sara.id)?.read).toBe(0);
  server.reachable = true;
  open();
  await clock.until(() => chat.members.get(sara.id)?.read === 2);
});

test('another device of the same person that reads clears the badge here', async () => {
  const { server, chat, ali, sara, online, clock } = world();
  say(server, chat, ali, 'one', 'two', 'three');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 3);
  server.mark(chat, sara, { delivered: 3, read: 2 });
  await clock.until(() => client.messenger.unread.get() === 1);
});

test('ticks of a message of one’s own follow the other side’s marks', async () => {
  const { server, chat, ali, online, clock } = world();
  const client = await online();
  const timeline = client.messenger.openTimeline(chat.id);
  const state = () => timeline.view.get().messages.at(-1)?.state;
  await client.messenger.send(chat.id, 'hello');
  await clock.until(() => state() === 'sent');
  server.mark(chat, ali, { delivered: 1, read: 0 });
  await clock.until(() => state() === 'delivered');
  server.mark(chat, ali, { delivered: 1, read: 1 });
  await clock.until(() => state() === 'read');
  expect(client.messenger.chats.get()?.[0]?.last?.state).toBe('read');
});

test('hundreds of receipts after a long absence all arrive, though the server limits them', async () => {
  const { server, ali, sara, open, clock } = world();
  const chats = Array.from({ length: 150 }, () => server.addChat(sara, ali));
  for (const one of chats) say(server, one, ali, 'x');
  let asked = 0;
  server.meddle = ({ type }) =>
    type === 'chat.delivered' && asked++ % 3 === 0
      ? { code: 'rate_limited', retryAfterMs: 500 }
      : undefined;
  open();
  await clock.until(() => chats.every((one) => one.members.get(sara.id)?.delivered === 1));
  expect(asked).toBeLessThan(300);
});

test('whoever looks at a stranger’s request tells no mark, and it counts for no badge; accepted, both happen', async () => {
  const { server, chat, ali, sara, online, clock } = world();
  server.setOwn(chat, sara, { request: true });
  say(server, chat, ali, 'hello');
  const client = await online();
  const timeline = client.messenger.openTimeline(chat.id);
  await clock.until(() => timeline.view.get().messages.length === 1);
  timeline.markRead(1);
  await clock.advance(60_000);
  expect(server.requests.filter(({ type }) => /^chat\.(read|delivered)$/.test(type))).toEqual([]);
  expect(client.messenger.unread.get()).toBe(0);
  await client.messenger.actions.accept(chat.id);
  await clock.until(() => chat.members.get(sara.id)?.read === 1);
});

test('unread requests are left out of the badge until they are chats', async () => {
  const { server, chat, ali, sara, online, clock } = world();
  server.setOwn(chat, sara, { request: true });
  say(server, chat, ali, 'one', 'two');
  const client = await online();
  await clock.until(() => client.messenger.chats.get()?.[0]?.unread === 2);
  expect(client.messenger.unread.get()).toBe(0);
  server.setOwn(chat, sara, { request: false });
  await clock.until(() => client.messenger.unread.get() === 2);
});
