import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { LIMITS } from '../../protocol/limits.ts';
import { makeWorld, refusalOf, type World } from '../helpers/world.ts';

let world: World;
let chatId: string;
beforeEach(async () => {
  world = await makeWorld();
  chatId = await world.direct(world.sara, world.ali);
});
afterEach(() => world.close());

const clientId = '01995f5e-7b6a-7000-8000-000000000001';

describe('a message that is sent', () => {
  test('is kept, counted from 1, and announced to both people, not to the sending socket', async () => {
    const { sara, ali } = world;
    const { reply, changes } = await world.send(sara, chatId, '  سلام علی  ');
    const { message } = reply;
    expect(message).toMatchObject({
      chatId,
      seq: 1,
      senderId: sara.userId,
      text: 'سلام علی',
      rev: 0,
    });
    expect(reply).toMatchObject({ rev: 1, retry: false });
    const event = { type: 'message.added', chat: chatId, rev: 1, body: { message } } as const;
    expect(changes).toEqual([{ to: [sara.userId, ali.userId], event, exceptSender: true }]);
    expect((await world.messages.history(ali, { chatId })).reply.messages).toEqual([message]);
  });

  test('takes the next seq and rev, together with others of the same turn', async () => {
    const texts = ['یک', 'دو', 'سه', 'چهار'];
    const sent = await Promise.all(
      texts.map((text, i) => world.send(i % 2 ? world.ali : world.sara, chatId, text)),
    );
    expect(sent.map(({ reply }) => [reply.message.text, reply.message.seq, reply.rev])).toEqual([
      ['یک', 1, 1],
      ['دو', 2, 2],
      ['سه', 3, 3],
      ['چهار', 4, 4],
    ]);
  });

  // wrong-clock.test.ts says how far it goes when a clock was wrong by more.
  test('is never dated before an earlier one by a clock that is set back by minutes', async () => {
    const first = (await world.send(world.sara, chatId, 'اول')).reply.message;
    world.clock.at -= 300_000;
    const second = (await world.send(world.ali, chatId, 'دوم')).reply.message;
    expect(second.createdAt).toBe(first.createdAt);
  });
});

describe('a retry', () => {
  test('gets the first answer again and is announced to nobody', async () => {
    const send = () => world.messages.send(world.sara, { chatId, clientId, text: 'یک بار' });
    const first = await send();
    await world.send(world.ali, chatId, 'پاسخ');
    const again = await send();
    expect(again.reply).toEqual({ message: first.reply.message, rev: 2, retry: true });
    expect(again.changes).toEqual([]);
    expect((await world.messages.history(world.ali, { chatId })).reply.messages).toHaveLength(2);
  });

  test('in the same turn as the first is one message too', async () => {
    const send = () => world.messages.send(world.sara, { chatId, clientId, text: 'یک بار' });
    const sent = await Promise.all([send(), send(), send()]);
    expect(sent.map(({ reply }) => reply.retry)).toEqual([false, true, true]);
    expect((await world.messages.history(world.sara, { chatId })).reply.messages).toHaveLength(1);
  });

  test('is of one sender and chat: the same id of somebody else is a message of its own', async () => {
    await world.messages.send(world.sara, { chatId, clientId, text: 'از سارا' });
    const other = await world.messages.send(world.ali, { chatId, clientId, text: 'از علی' });
    expect(other.reply).toMatchObject({ retry: false, message: { seq: 2, text: 'از علی' } });
  });
});

describe('whoever is not in the chat', () => {
  test('is answered as if it did not exist, and nothing is kept', async () => {
    await world.send(world.sara, chatId, 'برای علی');
    const text = 'از بیرون';
    const foreign = world.messages.send(world.mina, { chatId, clientId, text });
    const missing = world.messages.send(world.mina, { chatId: 'AAAAAAAAAAA', clientId, text });
    expect(await refusalOf(foreign)).toBe('not_found');
    expect(await refusalOf(missing)).toBe('not_found');
    expect((await world.messages.history(world.sara, { chatId })).reply.messages).toHaveLength(1);
  });

  test('does not hear a message that the other member hears', async () => {
    const { changes } = await world.send(world.sara, chatId, 'سلام');
    const heard = changes.flatMap(({ to }) => ('chat' in to ? to.chat : to));
    expect(heard).toContain(world.ali.userId);
    expect(heard).not.toContain(world.mina.userId);
  });
});

describe('the text of a message', () => {
  const send = (text: string) => world.messages.send(world.sara, { chatId, clientId, text });

  test.each([
    ['nothing', ''],
    ['spaces and lines', ' \n\t\u00a0 '],
    ['invisible joiners and direction marks', '\u200c\u200e\u202e\ufeff'],
  ])('is refused when it is %s', async (_, text) => {
    expect(await refusalOf(send(text))).toBe('text_empty');
  });

  test('has an end', async () => {
    expect(await refusalOf(send('س'.repeat(LIMITS.text + 1)))).toBe('text_long');
    const longest = 'س'.repeat(LIMITS.text);
    expect((await send(longest)).reply.message.text).toBe(longest);
  });

  test.each([
    ['NUL', 'سلام\0'],
    ['a lone high surrogate', 'سلام \ud83d'],
    ['a lone low surrogate', '\udc4d سلام'],
  ])('is refused with %s in it', async (_, text) => {
    expect(await refusalOf(send(text))).toBe('invalid');
  });

  test('is kept as it was written: letters, digits, half-spaces, emoji, lines', async () => {
    const text = 'كتاب مي‌خواهم ۱۲۳ ١٢٣ 👨‍👩‍👧\nhello';
    expect((await send(text)).reply.message.text).toBe(text);
    const [kept] = (await world.messages.history(world.ali, { chatId })).reply.messages;
    expect(kept?.text).toBe(text);
  });
});
