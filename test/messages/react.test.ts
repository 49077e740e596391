import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
let seq: number;
beforeEach(async () => {
  world = await makeWorld();
  chatId = world.group(world.sara, world.ali, world.reza);
  seq = await world.sendText(world.sara, chatId);
});
afterEach(() => world.close());

const react = (who: Ctx, ...emojis: string[]) => {
  world.clock.at += 1;
  return world.messages.react(who, { chatId, seq, emojis });
};

describe('a reaction', () => {
  test('is one’s own whole set; others see the sum and who, each which are theirs', async () => {
    const { sara, ali, reza } = world;
    await react(ali, '👍', '❤️');
    const { reply, changes } = await react(reza, '👍');
    const reactions = [
      { emoji: '👍', count: 2, by: [ali.userId, reza.userId] },
      { emoji: '❤️', count: 1, by: [ali.userId] },
    ];
    expect(reply.message).toMatchObject({ rev: 3, ownReactions: ['👍'] });
    expect(reply.message.reactions).toEqual(expect.arrayContaining(reactions));
    const { ownReactions: _, ...message } = reply.message;
    const reacted = { userId: reza.userId, emojis: ['👍'] };
    const body = { message, reacted };
    const event = { type: 'message.changed', chat: chatId, rev: 3, body } as const;
    expect(changes).toEqual([{ to: { chat: chatId }, event, exceptSender: true }]);
    expect((await world.readAs(ali, chatId, seq))?.ownReactions?.toSorted()).toEqual(
      ['❤️', '👍'].toSorted(),
    );
    expect((await world.readAs(sara, chatId, seq))?.ownReactions).toEqual([]);
  });

  test('set again is no change; taken back leaves no trace', async () => {
    const { ali } = world;
    await react(ali, '👍', '🎉');
    const again = await react(ali, '🎉', '👍');
    expect(again).toMatchObject({ reply: { rev: 2 }, changes: [] });
    const { reply } = await react(ali);
    expect(reply.rev).toBe(3);
    expect(reply.message.reactions).toBeUndefined();
    expect(reply.message.ownReactions).toBeUndefined();
    expect(world.sql('SELECT count(*) AS n FROM reactions')?.n).toBe(0);
    expect((await react(ali)).changes).toEqual([]);
  });

  test('keeps its place when another of the same person goes', async () => {
    const { ali, reza } = world;
    await react(ali, '👍');
    await react(reza, '🎉');
    const { reply } = await react(ali, '👍', '🔥');
    expect(reply.message.reactions?.map(({ emoji }) => emoji)).toEqual(['👍', '🎉', '🔥']);
  });

  test('on a deleted message is `deleted`, from outside `not_found`, on nothing too', async () => {
    await world.messages.delete(world.sara, { chatId, seqs: [seq], everyone: true });
    expect(await refusalOf(react(world.ali, '👍'))).toBe('deleted');
    expect(await refusalOf(react(world.mina, '👍'))).toBe('not_found');
    for (seq of [0, 7]) expect(await refusalOf(react(world.ali, '👍'))).toBe('not_found');
  });
});

describe('an emoji', () => {
  test.each(['👍', '❤️', '👨‍👩‍👧', '🇮🇷', '1️⃣', '👍🏽', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])('is: %s', async (emoji) => {
    expect((await react(world.ali, emoji)).reply.message.ownReactions).toEqual([emoji]);
  });

  test.each([
    ['nothing', ''],
    ['a letter', 'a'],
    ['a word', 'سلام'],
    ['a digit', '۱'],
    ['two of them', '👍👍'],
    ['one with a letter', '👍a'],
    ['a joiner', '\u200d'],
    ['half a pair', '\ud83d'],
    ['markup', '<b>'],
    ['a flag of no land', '🇽🇽'],
  ])('is not: %s', async (_, text) => {
    expect(await refusalOf(react(world.ali, text))).toBe('invalid');
  });

  test('without the sign that asks for its picture is the same as with it', async () => {
    await react(world.ali, '❤');
    const { reply } = await react(world.reza, '❤️');
    expect(reply.message.reactions).toMatchObject([{ emoji: '❤️', count: 2 }]);
    expect((await react(world.reza, '❤', '❤️')).changes).toEqual([]);
  });
});

describe('many reactions', () => {
  const many = (count: number): string[] => {
    const all = Array.from({ length: 0x50 }, (_, i) => String.fromCodePoint(0x1f600 + i));
    return all.slice(0, count);
  };

  test('of one person have an end', async () => {
    const { reactionsEach } = LIMITS;
    const most = await react(world.ali, ...many(reactionsEach));
    expect(most.reply.message.ownReactions).toHaveLength(reactionsEach);
    expect(await refusalOf(react(world.ali, ...many(reactionsEach + 1)))).toBe('invalid');
  });

  test('of different kinds have an end on one message; those there are stay open to all', async () => {
    for (const emoji of many(LIMITS.reactionKinds)) byAnother(emoji);
    sumUp();
    await react(world.ali, many(1)[0] ?? '');
    expect(await refusalOf(react(world.ali, '🎉'))).toBe('limit_reached');
    const kept = (await world.readAs(world.ali, chatId, seq))?.reactions;
    expect(kept).toHaveLength(LIMITS.reactionKinds);
  });

  test('ten thousand, are summed, the first few named, and one’s own among them', async () => {
    for (let i = 0; i < 10_000; i += 1000) thousand(i);
    const { reply } = await react(world.ali, '👍');
    const { reactions, ownReactions } = reply.message;
    expect(reactions?.reduce((sum, { count }) => sum + count, 0)).toBe(10_001);
    expect(reactions?.[0]?.by).toHaveLength(LIMITS.reactors);
    expect(ownReactions).toEqual(['👍']);
    expect((await world.readAs(world.ali, chatId, seq))?.ownReactions).toEqual(['👍']);
    const { reply: info } = await world.messages.info(world.ali, { chatId, seq });
    expect(info.reactions).toHaveLength(LIMITS.infoReactions);
  });

  test('sent as fast as a flood are each one’s last word', async () => {
    const people = [world.sara, world.ali, world.reza];
    const flood = Array.from({ length: 999 }, (_, i) => {
      const who = people[i % 3] ?? world.sara;
      return world.messages.react(who, {
        chatId,
        seq,
        emojis: many(40).slice(i % 37, (i % 37) + 3),
      });
    });
    await Promise.all(flood);
    expect(world.sql('SELECT count(*) AS n FROM reactions')?.n).toBe(9);
    const sum = (await world.readAs(world.sara, chatId, seq))?.reactions ?? [];
    expect(sum.reduce((all, { count }) => all + count, 0)).toBe(9);
  });

  function byAnother(emoji: string): void {
    world.sql('INSERT INTO reactions VALUES (?, ?, ?, ?, 1)', chatId, seq, `u${emoji}`, emoji);
  }

  function sumUp(): void {
    world.sql(
      `UPDATE messages SET reactions = (SELECT '[' || string_agg('{"emoji":"' || emoji || '","count":1,"by":["' ||
        user_id || '"]}', ',') || ']' FROM reactions)`,
    );
  }

  const FACES = String.fromCodePoint(...Array.from({ length: 50 }, (_, i) => 128_512 + i));

  /** The reactions are by people without an account: `foreign_keys` is off on connections from outside. */
  function thousand(from: number): void {
    world.sql(
      `WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        INSERT INTO reactions SELECT ?, ?, 'u' || i, substr(?, 1 + i % 50, 1), 1 FROM n`,
      ...[from, from + 999, chatId, seq, FACES],
    );
  }
});
