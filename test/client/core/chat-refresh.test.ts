import { expect, test } from 'bun:test';
import type { Entity } from '../../../protocol/entities.ts';
import { settle } from './support/clock.ts';
import { type Client, crash, isOnline, type World, world } from './support/world.ts';

const countAsked = ({ server }: World) =>
  server.requests.filter(({ type }) => type === 'chat.get').length;

const rowOf = ({ messenger }: Client, { chat }: World) =>
  messenger.chats.get()?.find((row) => row.chat.id === chat.id);
const isAsking = ({ messenger }: Client, { chat }: World) =>
  messenger.session.get()?.model.chats.get(chat.id)?.needsRefresh;

/** Expects the device to show what the server counts, with no question open. */
async function expectTruth(on: World, client: Client): Promise<void> {
  const { unread, mentions, pinnedSeq, pinCount } = await on.chat.seenBy(on.sara);
  expect(rowOf(client, on)?.chat).toMatchObject({ unread, mentions, pinnedSeq, pinCount });
  expect(isAsking(client, on)).toBeUndefined();
}

test('what happens in one moment is asked once; messages, reactions and others’ receipts ask nothing', async () => {
  const on = await world();
  const { chat, ali, sara, clock } = on;
  const client = await on.online();
  for (let i = 1; i <= 8; i++) await chat.say(ali, `text ${i}`);
  await chat.ask(ali, 'message.react', { seq: 2, emojis: ['👍'] });
  await chat.say(sara, 'mine');
  await chat.read(ali, 9);
  await clock.advance(5000);
  expect([rowOf(client, on)?.unread, countAsked(on)]).toEqual([8, 0]);
  for (let seq = 1; seq <= 4; seq++) await chat.bury(ali, seq);
  for (const seq of [5, 6]) await chat.ask(ali, 'message.pin', { seq, on: true });
  await clock.advance(5000);
  expect([rowOf(client, on)?.unread, countAsked(on)]).toEqual([4, 1]);
  await expectTruth(on, client);
});

test('a question that was open when the line was cut, or the page ended, is asked when there is one again', async () => {
  const on = await world();
  const { chat, ali, sara, server, clock } = on;
  const entities: Entity[] = [{ type: 'mention', offset: 0, length: 4, userId: sara.id }];
  for (const how of ['cut', 'ended'] as const) {
    const client = await on.online();
    const said = { clientId: Bun.randomUUIDv7(), text: 'sara', entities };
    const { seq } = (await chat.ask(ali, 'message.send', said)).message;
    await clock.advance(1000);
    await chat.edit(ali, seq, 'nobody');
    await clock.advance(10);
    const before = countAsked(on);
    expect(isAsking(client, on)).toBe(true);
    server.cut();
    await clock.advance(60_000);
    expect(countAsked(on)).toBe(before);
    if (how === 'ended') crash(client);
    server.reachable = true;
    const next = how === 'ended' ? await on.online() : client;
    next.messenger.reconnect();
    await clock.until(() => isOnline(next));
    await clock.advance(10_000);
    expect(countAsked(on)).toBe(before + 1);
    await expectTruth(on, next);
    crash(next);
    await clock.advance(100);
  }
});

test('a question that a busy server refuses is asked again; one about a chat that is gone is not', async () => {
  const on = await world();
  const { chat, ali, server, clock } = on;
  await chat.say(ali, 'one', 'two', 'three');
  const client = await on.online();
  await clock.advance(1000);
  const refuse = (code: 'busy' | 'not_found', times: number) => {
    let left = times;
    server.meddle = ({ type }) => (type === 'chat.get' && left-- > 0 ? { code } : undefined);
  };
  for (const [seq, code, asked] of [
    [1, 'busy', 3],
    [2, 'not_found', 1],
  ] as const) {
    refuse(code, 2);
    const before = countAsked(on);
    await chat.bury(ali, seq);
    await clock.advance(20_000);
    expect(countAsked(on)).toBe(before + asked);
    if (code === 'busy') await expectTruth(on, client);
  }
});

test('where every answer is overtaken, one question is on its way at a time and ever rarer, and the last one settles it', async () => {
  const on = await world();
  const { chat, ali, server, clock } = on;
  await chat.say(ali, 'first');
  const client = await on.online();
  await clock.advance(1000);
  let isOpen = false;
  server.meddle = ({ type }) => {
    if (type !== 'chat.get') return undefined;
    expect(isOpen).toBe(false);
    isOpen = true;
    return 'slow-reply';
  };
  const before = countAsked(on);
  await chat.bury(ali, 1);
  for (let i = 0; i < 120; i++) {
    await clock.advance(500);
    await chat.say(ali, `text ${i}`);
    await settle();
    for (const wire of server.wires) wire.catchUp();
    isOpen = false;
  }
  await settle();
  // A minute has passed.
  expect(rowOf(client, on)?.chat.lastSeq).toBe(121);
  expect(isAsking(client, on)).toBe(true);
  const asked = countAsked(on) - before;
  expect(asked).toBeGreaterThan(3);
  expect(asked).toBeLessThan(30);
  server.meddle = () => undefined;
  await clock.advance(10_000);
  await expectTruth(on, client);
  expect(countAsked(on) - before).toBeLessThanOrEqual(asked + 1);
});
