import { expect, test } from 'bun:test';
import { Talk } from './support/talk.ts';
import { isOnline, world } from './support/world.ts';

test('how many ask to be let in is known in every tab, and forgotten with the person', async () => {
  const { server, person, sara, ali, reza, online, open, clock } = await world();
  const group = await Talk.group(server, sara, ali);
  const first = await online();
  const second = open();
  await clock.until(() => isOnline(second));
  const counts = () =>
    [first, second].map(({ messenger }) => messenger.joinRequests.get().get(group.id));
  expect(counts()).toEqual([undefined, undefined]);
  const link = { chatId: group.id, expiresAt: null, uses: null, approval: true };
  const { code } = (await server.ask(sara.id, 'invite.create', link)).invite;
  const askers = [reza, await person('mina')];
  for (const { id } of askers) await server.ask(id, 'invite.join', { code });
  await clock.until(() => counts().every((count) => count === 2));
  for (const { id } of askers)
    await server.ask(sara.id, 'join.answer', { chatId: group.id, userId: id, accept: true });
  await clock.until(() => counts().every((count) => count === 0));
  await first.account.logout();
  expect(first.messenger.joinRequests.get().size).toBe(0);
});

test('the people of a group are watched while it is open, and not before', async () => {
  const { server, sara, ali, reza, online, clock } = await world();
  const group = await Talk.group(server, sara, ali, reza);
  await group.say(reza, 'hello');
  await online(await server.browser(reza));
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
  const { chat, sara, ali, online, clock } = await world();
  await chat.say(ali, 'one', 'two');
  await chat.ask(sara, 'chat.settings', { unreadMark: true });
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 2);
  await client.messenger.actions.markRead(chat.id);
  await clock.until(() => client.messenger.unread.get() === 0);
  await clock.until(() => chat.member(sara)?.read === 2);
  await clock.until(() => chat.member(sara)?.unreadMark === false);
});

test('a new order of the pinned chats is the order on another device', async () => {
  const { server, sara, ali, reza, online, clock } = await world();
  const [first, second] = [
    await Talk.direct(server, sara, reza),
    await Talk.group(server, sara, ali),
  ];
  await first.say(reza, 'a');
  await second.say(ali, 'b');
  const client = await online();
  const order = () => client.messenger.chats.get()?.map(({ chat }) => chat.id) ?? [];
  await clock.until(() => order().length >= 2);
  await client.messenger.actions.setChatSettings(first.id, { pinned: 0 });
  await client.messenger.actions.setChatSettings(second.id, { pinned: 1 });
  await clock.until(() => order()[0] === first.id && order()[1] === second.id);
  await second.ask(sara, 'chat.settings', { pinned: 0 });
  await first.ask(sara, 'chat.settings', { pinned: 1 });
  await clock.until(() => order()[0] === second.id && order()[1] === first.id);
});
