import { expect, test } from 'bun:test';
import { settle } from './support/clock.ts';
import type { Talk } from './support/talk.ts';
import {
  type Client,
  crash,
  isOnline,
  openTab,
  readStored,
  texts,
  world,
} from './support/world.ts';

/** Makes two devices of Sara, in a chat in which she and Ali have each written something. */
async function twoDevices() {
  const base = await world();
  const { server, sara, ali, chat, online } = base;
  await chat.say(ali, 'ali one', 'ali two');
  await chat.say(sara, 'mine');
  const second = await online(await server.browser(sara));
  const first = await online();
  return { ...base, first, second };
}

const rowOf = ({ messenger }: Client, chat: Talk) =>
  messenger.chats.get()?.find((row) => row.chat.id === chat.id);
const actionsOf = ({ messenger }: Client) => messenger.session.get()?.model.actions ?? [];

async function shown(client: Client, chat: Talk) {
  const timeline = client.messenger.openTimeline(chat.id);
  await settle(60);
  const { messages } = timeline.view.get();
  timeline.close();
  return messages;
}

test('what is changed offline is shown at once, survives a crash, and is told in its order', async () => {
  const { server, clock, chat, browser, first, second } = await twoDevices();
  server.cut();
  await clock.advance(10);
  const { actions } = first.messenger;
  await actions.edit(chat.id, 3, ' better ', []);
  await actions.react(chat.id, 1, ['👍']);
  await actions.edit(chat.id, 3, 'best', []);
  await actions.remove(chat.id, [2], false);
  const before = await shown(first, chat);
  expect(texts(before)).toEqual(['ali one', 'best']);
  expect(before[0]?.ownReactions).toEqual(['👍']);
  expect(before[0]?.reactions).toMatchObject([{ emoji: '👍', count: 1 }]);
  expect(rowOf(first, chat)?.last?.text).toBe('best');
  crash(first);
  const again = openTab(browser);
  await clock.advance(50);
  expect(texts(await shown(again, chat))).toEqual(['ali one', 'best']);
  server.reachable = true;
  await clock.until(() => isOnline(again) && isOnline(second) && actionsOf(again).length === 0);
  await clock.advance(1000);
  for (const client of [again, second])
    expect(texts(await shown(client, chat))).toEqual(['ali one', 'best']);
  const edits = server.requests.filter(({ type }) => type === 'message.edit');
  expect(edits.map(({ body }) => body.text)).toEqual(['better', 'best']);
  expect(texts(await readStored(second, chat))).toEqual(['ali one', 'best']);
});

test('an edit of what was deleted meanwhile is taken back, and said', async () => {
  const { server, clock, sara, chat, first } = await twoDevices();
  server.cut();
  await clock.advance(10);
  await first.messenger.actions.edit(chat.id, 3, 'too late', []);
  expect(texts(await shown(first, chat)).at(-1)).toBe('too late');
  await chat.bury(sara, 3);
  server.reachable = true;
  await clock.until(() => first.messenger.actions.refused.get() !== null);
  await clock.advance(1000);
  expect(first.messenger.actions.refused.get()?.code).toBe('deleted');
  expect(actionsOf(first)).toEqual([]);
  const last = (await shown(first, chat)).at(-1);
  expect([last?.text, last?.deletedAt !== null]).toEqual(['', true]);
});

test('a reaction on a deleted message is refused, and both devices show the tombstone', async () => {
  const { server, clock, ali, chat, first, second } = await twoDevices();
  server.hold(true);
  await chat.bury(ali, 1);
  await first.messenger.actions.react(chat.id, 1, ['❤️']);
  await clock.advance(100);
  server.hold(false);
  await clock.until(() => first.messenger.actions.refused.get()?.code === 'deleted');
  for (const client of [first, second]) {
    const [message] = await shown(client, chat);
    expect([message?.text, message?.reactions]).toEqual(['', undefined]);
  }
});

test('the same edit sent twice is one change', async () => {
  const { server, clock, chat, first } = await twoDevices();
  let lost = false;
  server.meddle = ({ type }) => {
    if (type !== 'message.edit' || lost) return undefined;
    lost = true;
    return 'lose-reply';
  };
  const { rev } = chat;
  await first.messenger.actions.edit(chat.id, 3, 'once', []);
  await clock.until(() => actionsOf(first).length === 0);
  expect(server.requests.filter(({ type }) => type === 'message.edit').length).toBe(2);
  expect(chat.rev).toBe(rev + 1);
  expect(texts(await shown(first, chat)).at(-1)).toBe('once');
});

test('two devices that pin at once end with the same bar', async () => {
  const { server, clock, sara, chat, first, second } = await twoDevices();
  server.cut();
  await clock.advance(10);
  await first.messenger.actions.pin(chat.id, 1, true);
  await second.messenger.actions.pin(chat.id, 2, true);
  await second.messenger.actions.pin(chat.id, 1, true);
  expect(rowOf(first, chat)?.chat.pinnedSeq).toBe(1);
  server.reachable = true;
  await clock.until(() => actionsOf(first).length + actionsOf(second).length === 0);
  await clock.advance(1000);
  const { pinnedSeq, pinCount } = await chat.seenBy(sara);
  expect(pinCount).toBe(2);
  for (const client of [first, second])
    expect(rowOf(client, chat)?.chat).toMatchObject({ pinnedSeq, pinCount });
});

test('an edit of a message that is still in the outbox changes what is sent', async () => {
  const { server, clock, chat, first } = await twoDevices();
  server.cut();
  await clock.advance(10);
  await first.messenger.send(chat.id, 'draught');
  const [row] = first.messenger.session.get()?.model.outbox ?? [];
  await first.messenger.actions.edit(chat.id, 0, 'draft', [], row?.clientId);
  expect(texts(await shown(first, chat)).at(-1)).toBe('draft');
  server.reachable = true;
  await clock.until(() => chat.lastSeq === 4);
  await clock.advance(1000);
  expect(texts(chat.messages).at(-1)).toBe('draft');
  expect(server.requests.some(({ type }) => type === 'message.edit')).toBe(false);
});

test('an edit of a message that is on its way follows it, whatever crashes', async () => {
  const { server, clock, chat, browser, first } = await twoDevices();
  server.meddle = ({ type }) => (type === 'message.send' ? 'lose-reply' : undefined);
  await first.messenger.send(chat.id, 'draught');
  await clock.advance(100);
  expect(texts(chat.messages).at(-1)).toBe('draught');
  const [row] = first.messenger.session.get()?.model.outbox ?? [];
  await first.messenger.actions.edit(chat.id, 0, 'draft', [], row?.clientId);
  crash(first);
  server.meddle = () => undefined;
  const again = openTab(browser);
  await clock.until(() => isOnline(again) && actionsOf(again).length === 0);
  await clock.until(() => texts(chat.messages).at(-1) === 'draft');
  await clock.advance(1000);
  expect(chat.lastSeq).toBe(4);
  expect(texts(await shown(again, chat)).at(-1)).toBe('draft');
});

test('a delete that can be undone is shown at once, and told when it cannot be any more', async () => {
  const { server, clock, chat, first } = await twoDevices();
  const countDeletes = () => server.requests.filter(({ type }) => type === 'message.delete').length;
  await first.messenger.actions.remove(chat.id, [2], false, 8000);
  await clock.advance(7000);
  expect(texts(await shown(first, chat))).toEqual(['ali one', 'mine']);
  expect(countDeletes()).toBe(0);
  await clock.advance(2000);
  await clock.until(() => actionsOf(first).length === 0);
  expect(countDeletes()).toBe(1);
  expect(texts(await shown(first, chat))).toEqual(['ali one', 'mine']);
});

test('a delete that is undone in time is as if it had never been; too late is too late, and said', async () => {
  const { server, clock, chat, first, second } = await twoDevices();
  const { actions } = first.messenger;
  const undo = await actions.remove(chat.id, [2], true, 8000);
  await clock.advance(5000);
  expect(await undo()).toBe(true);
  await clock.advance(10_000);
  expect(texts(await shown(first, chat))).toEqual(['ali one', 'ali two', 'mine']);
  expect(texts(await shown(second, chat))).toEqual(['ali one', 'ali two', 'mine']);
  expect(server.requests.filter(({ type }) => type === 'message.delete')).toEqual([]);
  const late = await actions.remove(chat.id, [2], false, 8000);
  await clock.advance(9000);
  await clock.until(() => actionsOf(first).length === 0);
  expect(await late()).toBe(false);
  expect(texts(await shown(first, chat))).toEqual(['ali one', 'mine']);
});

test('a page that ends before the time is over has lost nothing: the next one tells', async () => {
  const { server, clock, chat, browser, first } = await twoDevices();
  await first.messenger.actions.remove(chat.id, [2], false, 8000);
  await clock.advance(100);
  crash(first);
  await clock.advance(20_000);
  expect(server.requests.filter(({ type }) => type === 'message.delete')).toEqual([]);
  const again = openTab(browser);
  await clock.until(() => isOnline(again) && actionsOf(again).length === 0);
  expect(server.requests.filter(({ type }) => type === 'message.delete')).toHaveLength(1);
  expect(texts(await shown(again, chat))).toEqual(['ali one', 'mine']);
});

test('what is wished after a delete that waits is not held up by it', async () => {
  const { server, clock, chat, first } = await twoDevices();
  const { actions } = first.messenger;
  await actions.remove(chat.id, [2], false, 8000);
  await actions.react(chat.id, 1, ['👍']);
  await clock.advance(1000);
  expect(server.requests.filter(({ type }) => type === 'message.react')).toHaveLength(1);
  expect(actionsOf(first)).toHaveLength(1);
});

test('what was heard offline is told later, to the person’s other device and to whoever spoke', async () => {
  const { server, clock, ali, chat, first, second } = await twoDevices();
  const speak = async () => {
    const files = [{ id: await server.recording(ali), kind: 'voice' as const }];
    const body = { chatId: chat.id, clientId: Bun.randomUUIDv7(), text: '', files };
    return (await server.ask(ali.id, 'message.send', body)).message.seq;
  };
  const [seq, gone] = [await speak(), await speak()];
  await clock.advance(100);
  const isPlayedAt = async (client: Client, at: number) =>
    (await shown(client, chat)).find((message) => message.seq === at)?.played;
  server.cut();
  await clock.advance(10);
  await first.messenger.actions.markPlayed(chat.id, seq);
  await first.messenger.actions.markPlayed(chat.id, seq);
  await first.messenger.actions.markPlayed(chat.id, gone);
  expect(actionsOf(first).length).toBe(2);
  expect([await isPlayedAt(first, seq), await isPlayedAt(second, seq)]).toEqual([true, undefined]);
  await chat.bury(ali, gone);
  server.reachable = true;
  await clock.until(() => isOnline(first) && isOnline(second) && actionsOf(first).length === 0);
  await clock.advance(1000);
  for (const client of [first, second]) expect(await isPlayedAt(client, seq)).toBe(true);
  // What is gone by now is no refusal that a person has to hear of.
  expect(first.messenger.actions.refused.get()).toBeNull();
  await first.messenger.actions.markPlayed(chat.id, seq);
  expect(actionsOf(first)).toEqual([]);
  const { messages } = await server.ask(ali.id, 'history', { chatId: chat.id, limit: 50 });
  expect(messages.find((message) => message.seq === seq)?.played).toBe(true);
});
