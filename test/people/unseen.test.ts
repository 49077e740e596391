import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Caller, Socket } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';
import { closeAll, connectAll, drainEvents, makeFriends, say, startCast } from '../helpers/cast.ts';
import { until } from '../helpers/until.ts';

let cast: Awaited<ReturnType<typeof startCast>>;
beforeAll(async () => {
  cast = await startCast();
});
afterAll(() => cast.stop());

type Person = { who: Caller; act(): Promise<unknown>; undo(): Promise<unknown> };

/**
 * Returns what the watcher's socket hears when a person acts, what it is told when it asks again, and what when that
 * is undone.
 */
async function seenBy(socket: Socket, { who, act, undo }: Person) {
  const { id, username } = who.user;
  const watch = async () =>
    (await socket.request('presence.watch', { userIds: [id] })).body.presence;
  const heardUntil = async (online: boolean) => {
    const from = socket.events.length;
    return async () => {
      const now = async () => (await drainEvents(socket)).slice(from).at(-1)?.body.online;
      await until(now, online);
      return socket.events.slice(from);
    };
  };
  expect(await watch()).toMatchObject([{ userId: id, online: true }]);
  const hidden = await heardUntil(false);
  await act();
  const seen: Json = { atOnce: await hidden(), askedAgain: await watch() };
  const profile = await socket.request('user.get', { username });
  seen.profile = Object.keys(profile.body.user);
  const shown = await heardUntil(true);
  await undo();
  seen.afterwards = await shown();
  return JSON.parse(JSON.stringify(seen).replaceAll(id, 'ID'));
}

test('a program cannot tell from presence whether somebody has blocked its person or hides when they are here', async () => {
  const { sara, ali, server } = cast;
  const nima = await server.register('nima_unseen');
  for (const other of [sara, nima]) await say(other, await makeFriends(ali, other), 'سلام');
  const sockets = await connectAll(server, ali, sara, nima);
  const [alis, saras, nimas] = sockets;
  for (const socket of [saras, nimas]) await socket.request('presence.set', { active: true });
  const hide = (lastSeen: string) => nima.patch('/api/me', { privacy: { lastSeen } });
  const block = (on: boolean) => sara.put(`/api/blocks/${ali.user.id}`, { on });
  const hidden = await seenBy(alis, {
    who: nima,
    act: () => hide('nobody'),
    undo: () => hide('everyone'),
  });
  const blocked = await seenBy(alis, {
    who: sara,
    act: () => block(true),
    undo: () => block(false),
  });
  expect(hidden.askedAgain).toEqual([]);
  expect(blocked).toEqual(hidden);
  closeAll(sockets);
});
