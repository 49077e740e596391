import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { ChatSettings } from '../../protocol/chats.ts';
import {
  chatOf,
  closeAll,
  connectAll,
  cursorOf,
  drainEvents,
  entryOf,
  makeFriends,
  say,
  startCast,
  sync,
} from '../helpers/cast.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
let chatId: string;
let shift = 0;
const now = (): number => Date.now() + shift;
beforeAll(async () => {
  cast = await startCast({ now });
  chatId = await makeFriends(cast.sara, cast.ali);
});
afterAll(() => cast.stop());

const own = (change: object, who = cast.sara) => who.patch(`/api/chats/${chatId}/settings`, change);
const ownOf = async (who = cast.sara): Promise<ChatSettings> =>
  (await chatOf(who, chatId)).settings;
const HOUR = 3_600_000;

describe('what is one’s own in a chat', () => {
  test.each<[string, Partial<ChatSettings>]>([
    ['muted for an hour', { mutedUntil: now() + HOUR }],
    ['muted for ever', { mutedUntil: Number.MAX_SAFE_INTEGER }],
    ['loud', { mutedUntil: null }],
    ['pinned at its place', { pinned: 2 }],
    ['pinned at another', { pinned: 1 }],
    ['archived', { archived: true }],
    ['out of the archive', { archived: false }],
    ['marked unread', { unreadMark: true }],
  ])('%s: the own devices hear it, the others do not, an old device catches up', async (_, set) => {
    const { server, sara, ali, reza } = cast;
    const premise = await connectAll(server, ali);
    await say(sara, chatId, 'او می‌شنود');
    expect(await drainEvents(premise[0], 'message.added')).toHaveLength(1);
    closeAll(premise);
    if (set.archived === false) await own({ archived: true });
    const cursor = cursorOf(await sync(sara));
    const his = cursorOf(await sync(ali));
    const sockets = await connectAll(server, sara, sara, ali, reza);
    const [asking, other, alis, rezas] = sockets;
    const { ok, body } = await asking.request('chat.settings', { chatId, ...set });
    expect([ok, body.chat.settings]).toEqual([true, expect.objectContaining(set)]);
    const [event] = await drainEvents(other, 'chat.changed');
    expect(event.body.chat).toEqual(body.chat);
    expect(await drainEvents(asking)).toEqual([]);
    expect(await drainEvents(alis)).toEqual([]);
    expect(await drainEvents(rezas)).toEqual([]);
    const [delta] = (await sync(sara, cursor)).chats;
    expect(delta?.chat.settings).toMatchObject(set);
    expect(delta?.messages).toEqual([]);
    expect((await sync(ali, his)).chats).toEqual([]);
    closeAll(sockets);
  });

  test('asked a second time changes nothing and is told to nobody', async () => {
    const { server, sara } = cast;
    const draft = { text: 'نیمه‌کاره', replyTo: 1 };
    const set = { mutedUntil: now() + HOUR, pinned: 3, archived: true, unreadMark: true, draft };
    const first = (await own(set)).body.chat;
    const [socket] = await connectAll(server, sara);
    shift += 1000;
    expect((await own(set)).body.chat).toEqual(first);
    expect(await drainEvents(socket)).toEqual([]);
    await own({ mutedUntil: null, pinned: null, archived: false, unreadMark: false, draft: null });
    expect(await ownOf()).toMatchObject({ mutedUntil: null, pinned: null, draft: null });
    socket.close();
  });

  test('is refused to whoever is not in the chat, as if there were none', async () => {
    const theirs = await own({ pinned: 1 }, cast.reza);
    const none = await cast.reza.patch('/api/chats/AAAAAAAAAAA/settings', { pinned: 1 });
    expect([theirs.status, theirs.body]).toEqual([none.status, none.body]);
    expect(theirs.status).toBe(404);
  });

  test('a time that is over mutes nothing, and one without end is kept exactly', async () => {
    expect((await own({ mutedUntil: now() - 1 })).body.chat.settings.mutedUntil).toBeNull();
    const forEver = Number.MAX_SAFE_INTEGER;
    expect((await own({ mutedUntil: forEver })).body.chat.settings.mutedUntil).toBe(forEver);
    expect((await own({ mutedUntil: 1e300 })).status).toBe(400);
    expect((await own({ pinned: -1 })).status).toBe(400);
    await own({ mutedUntil: null });
  });

  test('reading takes the unread mark away, also where nothing was unread, on all devices', async () => {
    const { server, sara } = cast;
    const { lastSeq } = await chatOf(sara, chatId);
    await sara.put(`/api/chats/${chatId}/read`, { seq: lastSeq });
    const { chat } = (await own({ unreadMark: true })).body;
    const [socket] = await connectAll(server, sara);
    await sara.put(`/api/chats/${chatId}/read`, { seq: lastSeq });
    const [event] = await drainEvents(socket, 'chat.changed');
    expect(event.body.chat.settings.unreadMark).toBe(false);
    expect((await sync(sara, { [chatId]: entryOf(chat) })).chats[0]?.chat.settings.unreadMark).toBe(
      false,
    );
    socket.close();
  });
});

describe('the archive', () => {
  test('is left by a new message, but not while the chat is muted', async () => {
    const { ali } = cast;
    await own({ archived: true });
    expect((await ownOf()).archived).toBe(true);
    shift += 1000;
    await say(ali, chatId, 'یک');
    expect((await ownOf()).archived).toBe(false);
    await own({ archived: true, mutedUntil: now() + HOUR });
    shift += 1000;
    await say(ali, chatId, 'دو');
    expect((await ownOf()).archived).toBe(true);
    // The hour is over: what came meanwhile stays where it is, the next one does not.
    shift += HOUR;
    expect((await ownOf()).archived).toBe(true);
    await say(ali, chatId, 'سه');
    expect((await ownOf()).archived).toBe(false);
  });

  test('is neither entered nor left by muting and unmuting', async () => {
    const { ali } = cast;
    await own({ mutedUntil: null, archived: true });
    shift += 1000;
    await say(ali, chatId, 'بیرون');
    expect((await own({ mutedUntil: now() + HOUR })).body.chat.settings.archived).toBe(false);
    await own({ archived: true });
    shift += 1000;
    await say(ali, chatId, 'درون');
    expect((await own({ mutedUntil: null })).body.chat.settings.archived).toBe(true);
    shift += 1000;
    await say(ali, chatId, 'باز بیرون');
    expect((await ownOf()).archived).toBe(false);
  });
});
