import { expect, test } from 'bun:test';
import { isOnline, say, world } from './support/world.ts';

test('how many ask to be let in is known in every tab, and forgotten with the person', async () => {
  const { server, sara, ali, online, open, clock } = world();
  const group = server.addGroup('group', sara, ali);
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  const counts = () =>
    [first, second].map(({ messenger }) => messenger.joinRequests.get().get(group.id));
  expect(counts()).toEqual([undefined, undefined]);
  server.tellOne(sara.id, { type: 'join.requested', body: { chatId: group.id, count: 2 } });
  await clock.until(() => counts().every((count) => count === 2));
  server.tellOne(sara.id, { type: 'join.requested', body: { chatId: group.id, count: 0 } });
  await clock.until(() => counts().every((count) => count === 0));
  await first.account.logout();
  expect(first.messenger.joinRequests.get().size).toBe(0);
});

test('the people of a group are watched while it is open, and not before', async () => {
  const { server, sara, ali, reza, online, clock } = world();
  const group = server.addGroup('group', sara, ali, reza);
  say(server, group, reza, 'hello');
  const client = await online();
  const asked = (): unknown =>
    server.requests.filter(({ type }) => type === 'presence.watch').at(-1)?.body.userIds;
  await clock.until(asked);
  expect(asked()).toEqual([ali.id]);
  const timeline = client.messenger.openTimeline(group.id);
  await clock.until(() => (asked() as string[]).length === 2);
  expect((asked() as string[]).toSorted()).toEqual([ali.id, reza.id].toSorted());
  expect(client.messenger.presence.get().get(reza.id)?.online).toBe(true);
  timeline.close();
  await clock.until(() => (asked() as string[]).length === 1);
});

test('what is read from the row of a chat is read everywhere, the mark by hand too', async () => {
  const { server, chat, sara, ali, online, clock } = world();
  say(server, chat, ali, 'one', 'two');
  server.setOwn(chat, sara, { unreadMark: true });
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 2);
  await client.messenger.actions.markRead(chat.id);
  await clock.until(() => client.messenger.unread.get() === 0);
  await clock.until(() => chat.members.get(sara.id)?.read === 2);
  await clock.until(() => chat.members.get(sara.id)?.own.unreadMark === false);
});

test('a new order of the pinned chats is the order on another device', async () => {
  const { server, sara, ali, reza, online, clock } = world();
  const [first, second] = [server.addChat(sara, reza), server.addGroup('b', sara, ali)];
  say(server, first, reza, 'a');
  say(server, second, ali, 'b');
  const client = await online();
  const order = () => client.messenger.chats.get()?.map(({ chat }) => chat.id) ?? [];
  await clock.until(() => order().length >= 2);
  await client.messenger.actions.setChatSettings(first.id, { pinned: 0 });
  await client.messenger.actions.setChatSettings(second.id, { pinned: 1 });
  await clock.until(() => order()[0] === first.id && order()[1] === second.id);
  server.setOwn(second, sara, { pinned: 0 });
  server.setOwn(first, sara, { pinned: 1 });
  await clock.until(() => order()[0] === second.id && order()[1] === first.id);
});
