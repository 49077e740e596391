import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import type { Entity } from '../../protocol/entities.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Ctx } from '../../server/context.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

const HOUR = 3_600_000;
let world: World;
let chatId: string;
let seq: number;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await world.direct(world.sara, world.ali);
  seq = await world.sendText(world.sara, chatId, 'سلام');
});
afterEach(() => world.close());

const edit = (who: Ctx, text: string, entities?: Entity[]) =>
  world.messages.edit(who, { chatId, seq, text, entities });
const found = async (q: string): Promise<number> =>
  (await world.search.search(world.ali, { q })).reply.hits.length;

describe('an edit', () => {
  test('changes the text, says when, takes the next rev, and is announced to both people', async () => {
    world.clock.at += HOUR;
    const { reply, changes } = await edit(world.sara, '  درود  ');
    const { message } = reply;
    expect(message).toMatchObject({ seq, text: 'درود', editedAt: world.clock.at, rev: 2 });
    expect(reply.rev).toBe(2);
    const event = { type: 'message.changed', chat: chatId, rev: 2, body: { message } } as const;
    const to = [world.sara.userId, world.ali.userId];
    expect(changes).toEqual([{ to, event, exceptSender: true }]);
    expect(await world.readAs(world.ali, chatId, seq)).toEqual(message);
  });

  test('to what is there already changes nothing and is announced to nobody', async () => {
    const first = await edit(world.sara, 'درود');
    const again = await edit(world.sara, 'درود');
    expect(again.reply).toEqual({ message: first.reply.message, rev: 2 });
    expect(again.changes).toEqual([]);
  });

  test('that is a late retry of one that succeeded is answered as it was', async () => {
    await edit(world.sara, 'درود');
    world.clock.at += (LIMITS.editHours + 1) * HOUR;
    expect((await edit(world.sara, 'درود')).reply.message.text).toBe('درود');
  });

  test('of formatting alone is an edit', async () => {
    const bold: Entity = { type: 'bold', offset: 0, length: 4 };
    const { reply, changes } = await edit(world.sara, 'سلام', [bold]);
    expect(reply.message.entities).toEqual([bold]);
    expect(changes).toHaveLength(1);
    expect((await edit(world.sara, 'سلام')).reply.message.entities).toBeUndefined();
  });

  test('is found by its new words and not by its old ones, indexed before it or not', async () => {
    expect(await found('سلام')).toBe(1);
    await edit(world.sara, 'درود');
    expect([await found('سلام'), await found('درود')]).toEqual([0, 1]);
    seq = await world.sendText(world.sara, chatId, 'باران');
    await edit(world.sara, 'آفتاب');
    expect([await found('باران'), await found('آفتاب')]).toEqual([0, 1]);
  });

  test('is counted as one message, and wakes nobody’s unread again', async () => {
    await world.messages.read(world.ali, { chatId, seq });
    await edit(world.sara, 'درود');
    const { chat } = (await world.chats.get(world.ali, { chatId })).reply;
    expect(chat).toMatchObject({ unread: 0, lastSeq: 1, rev: 2, last: { text: 'درود' } });
  });
});

describe('is refused:', () => {
  test.each<[string, string]>([
    ['an empty text', ''],
    ['only what is invisible', '\u200c \u200e'],
  ])('%s', async (_, text) => {
    expect(await refusalOf(edit(world.sara, text))).toBe('text_empty');
  });

  test('somebody else’s message, a forwarded one, one that is not there, a stranger’s try', async () => {
    expect(await refusalOf(edit(world.ali, 'از علی'))).toBe('forbidden');
    expect(await refusalOf(edit(world.mina, 'از مینا'))).toBe('not_found');
    const forward = { chatId, seq, author: true };
    const clientId = Bun.randomUUIDv7();
    await world.messages.send(world.sara, { chatId, clientId, text: '', forward });
    seq = 2;
    expect(await refusalOf(edit(world.sara, 'دیگر'))).toBe('forbidden');
    for (seq of [0, 3, Number.MAX_SAFE_INTEGER])
      expect(await refusalOf(edit(world.sara, 'دیگر'))).toBe('not_found');
  });

  test('after 48 hours, to the millisecond', async () => {
    world.clock.at += LIMITS.editHours * HOUR;
    expect((await edit(world.sara, 'به‌موقع')).reply.message.text).toBe('به‌موقع');
    world.clock.at += 1;
    expect(await refusalOf(edit(world.sara, 'دیر'))).toBe('too_late');
    expect((await world.readAs(world.ali, chatId, seq))?.text).toBe('به‌موقع');
  });

  test('where one may not write any more', async () => {
    chatId = world.group(world.sara, world.ali);
    seq = await world.sendText(world.ali, chatId);
    expect((await edit(world.ali, 'یک')).reply.message.text).toBe('یک');
    world.sql('UPDATE chats SET rights = 7 WHERE id = ?', chatId);
    expect(await refusalOf(edit(world.ali, 'دو'))).toBe('forbidden');
  });
});

describe('edit against delete', () => {
  test('delete wins, whichever comes first', async () => {
    const remove = () => world.messages.delete(world.sara, { chatId, seqs: [seq], everyone: true });
    const [edited] = await Promise.all([edit(world.sara, 'درود'), remove()]);
    expect(edited.reply.message.text).toBe('درود');
    expect(await world.readAs(world.ali, chatId, seq)).toMatchObject({ text: '', editedAt: null });

    seq = await world.sendText(world.sara, chatId, 'دوم');
    const [, late] = await Promise.all([remove(), refusalOf(edit(world.sara, 'دیر'))]);
    expect(late).toBe('deleted');
    expect((await world.readAs(world.ali, chatId, seq))?.deletedAt).toBe(world.clock.at);
  });
});
