import { expect, test } from 'bun:test';
import { crash, isOnline, texts, world } from './support/world.ts';

test('two tabs share one socket, and both show what happens', async () => {
  const { server, chat, ali, online, open, clock } = await world();
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  expect(server.sockets.length).toBe(1);
  const timeline = second.messenger.openTimeline(chat.id);
  await chat.say(ali, 'to both');
  await clock.until(
    () => second.messenger.unread.get() === 1 && first.messenger.unread.get() === 1,
  );
  await clock.until(() => timeline.view.get().messages.length === 1);
  expect(texts(timeline.view.get().messages)).toEqual(['to both']);
});

test('a following tab sends, and the leading one carries it', async () => {
  const { chat, online, open, clock } = await world();
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  const there = first.messenger.openTimeline(chat.id);
  await second.messenger.send(chat.id, 'from the second');
  await clock.until(() => there.view.get().messages[0]?.state === 'sent');
  expect(texts(chat.messages)).toEqual(['from the second']);
});

test('when the leading tab dies another one takes over, and what was on its way arrives once', async () => {
  const { server, chat, online, open, clock } = await world();
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  server.meddle = ({ type }) => (type === 'message.send' ? 'lose-reply' : undefined);
  await second.messenger.send(chat.id, 'one');
  await second.messenger.send(chat.id, 'two');
  await clock.until(() => chat.messages.length === 1);
  server.meddle = () => undefined;
  crash(first);
  await clock.until(() => second.messenger.session.get()?.model.outbox.length === 0);
  expect(texts(chat.messages)).toEqual(['one', 'two']);
  expect(isOnline(second)).toBe(true);
});

test('a question that the leading tab took to its grave is asked again', async () => {
  const { server, reza, online, open, clock } = await world();
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  server.meddle = ({ type }) => (type === 'user.find' ? 'lose-reply' : undefined);
  const found = second.messenger.findPeople(reza.username);
  await clock.until(() => server.requests.some(({ type }) => type === 'user.find'));
  server.meddle = () => undefined;
  crash(first);
  await clock.until(() => isOnline(second));
  expect((await found).map(({ id }) => id)).toEqual([reza.id]);
});

test('a leading tab that sleeps with its lock is replaced by one that somebody looks at', async () => {
  const { server, chat, ali, online, open, clock } = await world();
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  first.tab.frozen = true;
  for (const socket of server.sockets) socket.silent = true;
  await chat.say(ali, 'unheard');
  second.tab.happen('visible');
  await clock.until(() => second.messenger.unread.get() === 1, 15_000);
  first.tab.frozen = false;
  first.tab.happen('visible');
  await clock.until(() => first.messenger.unread.get() === 1);
  await chat.say(ali, 'heard');
  await clock.until(() => first.messenger.unread.get() === 2);
  expect(second.messenger.unread.get()).toBe(2);
});

test('where there are no locks each tab leads for itself, and nothing is doubled', async () => {
  const { server, chat, ali, open, clock } = await world();
  const first = open({ locks: false });
  const second = open({ locks: false });
  await clock.until(() => isOnline(first) && isOnline(second));
  expect(server.sockets.length).toBe(2);
  await first.messenger.send(chat.id, 'one');
  await second.messenger.send(chat.id, 'two');
  await chat.say(ali, 'three');
  await clock.until(() => chat.messages.length === 3);
  const timeline = second.messenger.openTimeline(chat.id);
  const shown = () => timeline.view.get().messages;
  await clock.until(() => shown().length === 3 && shown().every(({ seq }) => seq > 0));
  expect(new Set(texts(chat.messages))).toEqual(new Set(['one', 'two', 'three']));
});

test('a draft written in one tab is there in the other, and after a new start', async () => {
  const { chat, online, open, clock } = await world();
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  void first.messenger.setDraft(chat.id, 'نیمه‌کاره');
  await clock.until(() => second.messenger.chats.get()?.[0]?.draft === 'نیمه‌کاره');
  crash(first);
  crash(second);
  const third = open();
  await clock.until(() => third.messenger.chats.get() !== undefined);
  expect((await third.messenger.readDraft(chat.id)).text).toBe('نیمه‌کاره');
});

test('somebody counts as present while any tab is looked at', async () => {
  const { server, online, open, clock } = await world();
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  const readPresence = () =>
    server.requests.filter(({ type }) => type === 'presence.set').at(-1)?.body;
  first.tab.happen('hidden');
  await clock.advance(100);
  expect(readPresence()).not.toEqual({ active: false });
  second.tab.happen('hidden');
  await clock.until(() => readPresence()?.active === false);
  second.tab.happen('visible');
  await clock.until(() => readPresence()?.active === true);
});
