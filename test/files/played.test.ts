import { afterAll, beforeAll, expect, test } from 'bun:test';
import { tone } from '../../client/dev/tone.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/messages.ts';
import { isPlayedIn, withPlayed } from '../../protocol/rules/messages.ts';
import type { Caller, Server } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';
import {
  chatOf,
  connectAll,
  cursorOf,
  direct,
  drainEvents,
  makeFriends,
  say,
  startCast,
  sync,
} from '../helpers/cast.ts';
import { sendFiles, upload } from './support.ts';

let server: Server;
let sara: Caller;
let ali: Caller;
let reza: Caller;
beforeAll(async () => {
  ({ server, sara, ali, reza } = await startCast());
});
afterAll(() => server.stop());

/** A voice message's seq. */
async function speak(who: Caller, chatId: string): Promise<number> {
  const id = await upload(who, tone(500), { name: 'voice.wav', type: 'audio/wav' });
  return (await sendFiles(who, chatId, [{ id, kind: 'voice', durationMs: 500 }])).message.seq;
}

/** The reply, or the refusal's code. */
async function markPlayed(who: Caller, chatId: string, seq: number): Promise<Json> {
  const { body } = await who.put(`/api/chats/${chatId}/messages/${seq}/played`, {});
  return body.error?.code ?? body;
}

const at = async (who: Caller, chatId: string, seq: number): Promise<Message> =>
  (await who.get(`/api/chats/${chatId}/messages?around=${seq}&limit=1`)).body.messages[0];
const playedBy = async (who: Caller, chatId: string) =>
  (await chatOf(who, chatId)).settings.played ?? [];

test('who spoke hears that it was heard, and so do the listener’s other devices; others hear nothing', async () => {
  const chatId = await makeFriends(sara, ali);
  const seq = await speak(sara, chatId);
  const away = cursorOf(await sync(sara));
  const [spoke, listened, other] = await connectAll(server, sara, ali, reza);
  const { rev } = await chatOf(sara, chatId);
  expect((await markPlayed(ali, chatId, seq)).message.played).toBe(true);
  const [told] = await drainEvents(spoke, 'message.changed');
  expect(told?.body).toMatchObject({ message: { seq, played: true, rev: rev + 1 } });
  const [own] = await drainEvents(listened, 'chat.changed');
  expect(own?.body).toMatchObject({ chat: { settings: { played: [seq] } } });
  expect(await drainEvents(spoke, 'chat.changed')).toEqual([]);
  expect(await drainEvents(other)).toEqual([]);
  // A device that was away.
  const page = await sync(sara, away);
  const delta = page.chats.find(({ chat }) => chat.id === chatId);
  expect(delta?.messages).toMatchObject([{ seq, played: true }]);
  expect(await playedBy(sara, chatId)).toEqual([]);
  for (const socket of [spoke, listened, other]) socket.close();
});

test('asking again changes nothing, and only what somebody else has spoken can be heard', async () => {
  const chatId = await makeFriends(sara, ali);
  const seq = await speak(sara, chatId);
  const text = (await say(sara, chatId, 'سلام')).message.seq;
  const first = await markPlayed(ali, chatId, seq);
  const before = await chatOf(ali, chatId);
  expect(await markPlayed(ali, chatId, seq)).toEqual(first);
  const { rev, memberRev } = await chatOf(ali, chatId);
  expect([rev, memberRev]).toEqual([before.rev, before.memberRev]);
  expect(await markPlayed(sara, chatId, seq)).toBe('invalid');
  expect(await markPlayed(ali, chatId, text)).toBe('invalid');
  expect(await markPlayed(reza, chatId, seq)).toBe('not_found');
  await sara.post(`/api/chats/${chatId}/messages/delete`, { seqs: [seq], everyone: true });
  expect(await markPlayed(ali, chatId, seq)).toBe('deleted');
  expect((await at(ali, chatId, seq)).played).toBeUndefined();
});

test('a stranger whose request is not accepted, and who is blocked, does not learn that they were heard', async () => {
  const stranger = await server.register('stranger');
  const chatId = await direct(stranger, ali);
  const asked = await speak(stranger, chatId);
  await markPlayed(ali, chatId, asked);
  expect(await playedBy(ali, chatId)).toEqual([asked]);
  expect((await chatOf(ali, chatId)).settings.request).toBe(true);
  expect((await at(stranger, chatId, asked)).played).toBeUndefined();
  await ali.put(`/api/chats/${chatId}/accepted`, {});
  const accepted = await speak(stranger, chatId);
  await markPlayed(ali, chatId, accepted);
  expect((await at(stranger, chatId, accepted)).played).toBe(true);
  const blocked = await speak(stranger, chatId);
  await ali.put(`/api/blocks/${stranger.user.id}`, { on: true });
  await markPlayed(ali, chatId, blocked);
  expect((await at(stranger, chatId, blocked)).played).toBeUndefined();
  expect(await playedBy(ali, chatId)).toEqual([asked, accepted, blocked]);
});

test('in a group the first who listens makes one change of it; of the next only their own devices hear', async () => {
  const body = { kind: 'group', title: 'گروه', clientId: Bun.randomUUIDv7() };
  const userIds = [ali.user.id, reza.user.id];
  const chatId = (await sara.post('/api/chats', { ...body, userIds })).body.chat.id;
  for (const who of [ali, reza]) await who.put(`/api/chats/${chatId}/accepted`, {});
  const seq = await speak(sara, chatId);
  const { rev } = await chatOf(sara, chatId);
  expect((await markPlayed(ali, chatId, seq)).rev).toBe(rev + 1);
  const [spoke] = await connectAll(server, sara);
  expect((await markPlayed(reza, chatId, seq)).rev).toBe(rev + 1);
  expect(await drainEvents(spoke)).toEqual([]);
  expect((await at(sara, chatId, seq)).played).toBe(true);
  for (const who of [ali, reza]) expect(await playedBy(who, chatId)).toEqual([seq]);
  spoke.close();
});

test('what is known of one person and chat has an end, and what lies below it counts as heard', () => {
  let played: number[] = [];
  for (let seq = 2 * LIMITS.played; seq > 0; seq -= 2) played = withPlayed(played, seq);
  expect([played.length, played[0], played.at(-1)]).toEqual([LIMITS.played, 2, 2 * LIMITS.played]);
  expect([isPlayedIn(played, 1), isPlayedIn(played, 3), isPlayedIn([2], 1)]).toEqual([
    true,
    false,
    false,
  ]);
  played = withPlayed(played, 999);
  expect([played.length, played[0], isPlayedIn(played, 2)]).toEqual([LIMITS.played, 4, true]);
});
