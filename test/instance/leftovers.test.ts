import { afterEach, beforeEach, expect, test } from 'bun:test';
import type { Message } from '../../protocol/messages.ts';
import { type Caller, PASSWORD } from '../helpers/app.ts';
import { connectAll, direct, drainEvents, makeFriends, say } from '../helpers/cast.ts';
import { type Instance, startInstance, untilErased } from './support.ts';

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.server.stop());

const leave = async (who: Caller, data: 'keep' | 'erase'): Promise<void> => {
  await who.post('/api/me/delete', { password: PASSWORD, data });
  await untilErased(instance.server);
};
const messagesOf = async (who: Caller, chatId: string): Promise<Message[]> =>
  (await who.get(`/api/chats/${chatId}/messages?limit=100`)).body.messages;

/** Adds what an import leaves: the line of a call, or a file without a text. */
async function addImported(by: Caller, chatId: string, what: object): Promise<void> {
  const { db } = instance.server.deps;
  await db.write(function* () {
    const head = yield* db.imported.counters(chatId);
    if (!head) throw new Error('no chat');
    const place = { lastSeq: head.lastSeq + 1, lastRev: head.lastRev + 1, lastAt: head.lastAt };
    yield* db.imported.addMessage({
      ...{ chatId, seq: place.lastSeq, senderId: by.user.id, clientId: Bun.randomUUIDv7() },
      ...{ kind: 'text', body: '', sealed: 0, files: null, call: null, createdAt: head.lastAt },
      ...what,
    });
    yield* db.chats.advance(chatId, place);
  });
}
const call = (seconds: number) => ({
  kind: 'call',
  call: JSON.stringify({ media: 'audio', seconds }),
});

test('erased: the lines of calls that the person made are gone too; those that others made stay', async () => {
  const { server, sara, ali } = instance;
  const chatId = await makeFriends(sara, ali);
  await addImported(sara, chatId, call(60));
  await addImported(ali, chatId, call(90));
  await leave(sara, 'erase');
  const [, his, hers, other] = await messagesOf(ali, chatId);
  expect(his).toMatchObject({ text: 'سلام!', deletedAt: null });
  expect(hers?.deletedAt).toBeNumber();
  expect(hers?.call).toBeUndefined();
  expect(other).toMatchObject({ kind: 'call', call: { media: 'audio', seconds: 90 } });
  expect(other?.deletedAt).toBeNull();
  const window = { chatId, userId: sara.user.id, after: 0, upTo: 100, limit: 100 };
  const { db } = server.deps;
  expect(await db.read(db.accounts.written(window))).toEqual([]);
});

test('kept: the lines of calls stay, whoever made them', async () => {
  const { sara, ali } = instance;
  const chatId = await makeFriends(sara, ali);
  await addImported(sara, chatId, call(60));
  await leave(sara, 'keep');
  expect((await messagesOf(ali, chatId)).at(-1)).toMatchObject({ call: { seconds: 60 } });
});

test('what has no words was never in the index, and its deletion takes nothing out of it', async () => {
  const { server, sara, ali, reza } = instance;
  const quiet = await direct(ali, sara);
  const wordless = [call(1), call(2), call(3), call(4), { files: '[]' }];
  for (const what of wordless) await addImported(sara, quiet, what);
  const other = await makeFriends(ali, reza);
  await say(reza, other, 'قایق');
  const found = async () => (await ali.get('/api/search?q=قایق')).body.hits.length;
  expect(await found()).toBe(1);
  await leave(sara, 'erase');
  expect(await found()).toBe(1);
  const left = await messagesOf(ali, quiet);
  expect(left.filter(({ deletedAt }) => deletedAt !== null)).toHaveLength(wordless.length);
  expect(server.lines.filter((line) => line.includes('job failed'))).toEqual([]);
});

test('the name goes out of what others have forwarded; names of others stay there', async () => {
  const { sara, ali, reza } = instance;
  const [chatId, other] = [await makeFriends(sara, ali), await makeFriends(ali, reza)];
  const forward = (from: string, seq: number, to: string) =>
    ali.post(`/api/chats/${to}/messages`, {
      ...{ clientId: Bun.randomUUIDv7(), text: '' },
      forward: { chatId: from, seq, author: true },
    });
  await forward(chatId, 1, other);
  await forward(other, 2, chatId);
  const nameIn = async (who: Caller, id: string) =>
    (await messagesOf(who, id)).at(-1)?.forward?.name;
  expect([await nameIn(reza, other), await nameIn(ali, chatId)]).toEqual(['sara', 'reza']);
  await leave(sara, 'keep');
  expect([await nameIn(reza, other), await nameIn(ali, chatId)]).toEqual([undefined, 'reza']);
  expect((await messagesOf(reza, other)).at(-1)).toMatchObject({
    text: 'سلام',
    forward: { userId: sara.user.id },
  });
});

test('nobody waits any more to be let in, as those hear who would have answered; others still wait', async () => {
  const { server, sara, ali, reza } = instance;
  const made = { kind: 'group', clientId: Bun.randomUUIDv7(), title: 'گروه', userIds: [] };
  const chatId = (await ali.post('/api/chats', made)).body.chat.id;
  const link = await ali.post(`/api/chats/${chatId}/invites`, { approval: true });
  for (const who of [sara, reza]) await who.post(`/api/invites/${link.body.invite.code}`);
  const [leader, stranger] = await connectAll(server, ali, instance.boss);
  await leave(sara, 'keep');
  const told = await drainEvents(leader, 'join.requested');
  expect(told.map(({ body }) => body)).toEqual([{ chatId, count: 1 }]);
  expect(await drainEvents(stranger, 'join.requested')).toEqual([]);
  const { requests } = (await ali.get(`/api/chats/${chatId}/requests`)).body;
  expect(requests.map(({ user }: { user: { id: string } }) => user.id)).toEqual([reza.user.id]);
  leader.close();
  stranger.close();
});

test('what the person wrote beside their links is gone; others have their own', async () => {
  const { boss, sara, ali } = instance;
  await boss.patch('/api/admin/server', { registration: 'invite', inviteQuota: 5 });
  for (const who of [sara, ali]) await who.post('/api/server/invites', { label: 'برای دایی' });
  await leave(sara, 'keep');
  const { invites } = (await boss.get('/api/admin/invites')).body;
  const labels = invites.map(({ by, label }: { by: { id: string }; label: string }) => [
    by.id,
    label,
  ]);
  expect(Object.fromEntries(labels)).toEqual({ [sara.user.id]: '', [ali.user.id]: 'برای دایی' });
});
