import { expect, test } from 'bun:test';
import { Talk } from './support/talk.ts';
import { crash, world } from './support/world.ts';

test('delivered is told once what is stored here, for several messages at once', async () => {
  const { server, chat, ali, sara, online, clock } = await world();
  await online();
  const before = server.requests.length;
  await chat.say(ali, 'one', 'two', 'three');
  await clock.until(() => chat.member(sara)?.delivered === 3);
  const told = server.requests.slice(before).filter(({ type }) => type === 'chat.delivered');
  expect(told.map(({ body }) => body.seq)).toEqual([3]);
});

test('a receipt that was lost with its connection is told on the next one', async () => {
  const { server, chat, ali, sara, online, clock } = await world();
  const client = await online();
  server.meddle = ({ type }) => (type === 'chat.delivered' ? { code: 'internal' } : undefined);
  await chat.say(ali, 'one');
  await clock.until(() => client.messenger.unread.get() === 1);
  server.cut();
  server.meddle = () => undefined;
  await clock.advance(5000);
  expect(chat.member(sara)?.delivered).toBe(0);
  server.reachable = true;
  await clock.until(() => chat.member(sara)?.delivered === 1);
});

test('reading lowers the badge at once, and the other side learns of it', async () => {
  const { chat, ali, sara, online, clock } = await world();
  await chat.say(ali, 'one', 'two');
  const client = await online();
  const timeline = client.messenger.openTimeline(chat.id);
  await clock.until(() => timeline.view.get().messages.length === 2);
  expect(timeline.view.get().unreadAfter).toBe(0);
  timeline.markRead(2);
  await clock.until(() => client.messenger.unread.get() === 0);
  await clock.until(() => chat.member(sara)?.read === 2);
});

test('what was read without a connection is told when there is one, also by a later start', async () => {
  const { server, chat, ali, sara, online, open, clock } = await world();
  await chat.say(ali, 'one', 'two');
  const first = await online();
  await clock.until(() => first.messenger.unread.get() === 2);
  server.cut();
  const timeline = first.messenger.openTimeline(chat.id);
  await clock.until(() => timeline.view.get().messages.length === 2);
  timeline.markRead(2);
  await clock.until(() => first.messenger.unread.get() === 0);
  crash(first);
  expect(chat.member(sara)?.read).toBe(0);
  server.reachable = true;
  open();
  await clock.until(() => chat.member(sara)?.read === 2);
});

test('another device of the same person that reads clears the badge here', async () => {
  const { chat, ali, sara, online, clock } = await world();
  await chat.say(ali, 'one', 'two', 'three');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 3);
  await chat.read(sara, 2);
  await clock.until(() => client.messenger.unread.get() === 1);
});

test('ticks of a message of one’s own follow the other side’s marks', async () => {
  const { chat, ali, online, clock } = await world();
  const client = await online();
  const timeline = client.messenger.openTimeline(chat.id);
  const state = () => timeline.view.get().messages.at(-1)?.state;
  await client.messenger.send(chat.id, 'hello');
  await clock.until(() => state() === 'sent');
  await chat.ask(ali, 'chat.delivered', { seq: 1 });
  await clock.until(() => state() === 'delivered');
  await chat.read(ali, 1);
  await clock.until(() => state() === 'read');
  expect(client.messenger.chats.get()?.[0]?.last?.state).toBe('read');
});

test('hundreds of receipts after a long absence all arrive, though the server limits them', async () => {
  const { server, ali, sara, open, clock } = await world();
  const chats = await Promise.all(
    Array.from({ length: 150 }, async () => {
      const one = await Talk.group(server, ali, sara);
      await one.say(ali, 'x');
      return one;
    }),
  );
  let asked = 0;
  server.meddle = ({ type }) =>
    type === 'chat.delivered' && asked++ % 3 === 0
      ? { code: 'rate_limited', retryAfterMs: 500 }
      : undefined;
  open();
  await clock.until(() => chats.every((one) => one.member(sara)?.delivered === 2));
  expect(asked).toBeLessThan(300);
});

test('whoever looks at a stranger’s request tells no mark, and it counts for no badge; accepted, both happen', async () => {
  const { server, reza, sara, online, clock } = await world();
  const chat = await Talk.request(server, reza, sara);
  await chat.say(reza, 'hello');
  const client = await online();
  const timeline = client.messenger.openTimeline(chat.id);
  await clock.until(() => timeline.view.get().messages.length === 1);
  timeline.markRead(1);
  await clock.advance(60_000);
  expect(server.requests.filter(({ type }) => /^chat\.(read|delivered)$/.test(type))).toEqual([]);
  expect(client.messenger.unread.get()).toBe(0);
  await client.messenger.actions.accept(chat.id);
  await clock.until(() => chat.member(sara)?.read === 1);
});

test('unread requests are left out of the badge until they are chats', async () => {
  const { server, reza, sara, online, clock } = await world();
  const chat = await Talk.request(server, reza, sara);
  await chat.say(reza, 'one', 'two');
  const client = await online();
  await clock.until(() => client.messenger.chats.get()?.[0]?.unread === 2);
  expect(client.messenger.unread.get()).toBe(0);
  await chat.ask(sara, 'chat.accept', {});
  await clock.until(() => client.messenger.unread.get() === 2);
});
