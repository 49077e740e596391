import { join } from 'node:path';
import { createPasswords } from '../../server/auth/passwords.ts';
import { createResets } from '../../server/auth/reset.ts';
import { createFilesStore } from '../../server/files/store.ts';
import { type Caller, PASSWORD, type Server } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';

/** Only then is there somebody who may ask what administrators ask. */
export const FIRST = ['setup.look', 'setup'];
/** They end sessions or memberships, so they are asked at the end. */
export const LAST = [
  'chat.leave',
  'chat.delete',
  'session.revoke',
  'auth.password',
  'session.revokeOthers',
  'auth.logout',
  'me.delete',
];

/** What each operation of Sara is asked with, and what has to be there before. */
export async function makeAsks(server: Server, sara: Caller): Promise<Record<string, Json>> {
  const [ali, nima] = [await server.register('ali'), await server.register('nima')];
  const userId = ali.user.id;
  const [leaver, forgetful] = [await server.register('leaver'), await server.register('forgetful')];
  const serverInvite = async (): Promise<string> =>
    (await sara.post('/api/server/invites')).body.invite.code;
  const secret = await server.setupSecret();
  const resetSecret = await resetSecretOf(server, forgetful);
  const spare = await server.login('sara');
  const group = async (by: Caller, ...others: Caller[]): Promise<string> => {
    const userIds = others.map(({ user }) => user.id);
    const made = { kind: 'group', clientId: Bun.randomUUIDv7(), title: 'گروه', userIds };
    return (await by.post('/api/chats', made)).body.chat.id;
  };
  const invite = async (by: Caller, chatId: string, approval: boolean): Promise<string> =>
    (await by.post(`/api/chats/${chatId}/invites`, { approval })).body.invite.code;
  const ours = await group(sara, ali);
  const theirs = await invite(ali, await group(ali), false);
  const revoked = await invite(sara, ours, false);
  await nima.post(`/api/invites/${await invite(sara, ours, true)}`);
  const made = await sara.post('/api/chats', { kind: 'direct', userId: ali.user.id });
  const chatId: string = made.body.chat.id;
  for (const text of ['یک', 'دو'])
    await sara.post(`/api/chats/${chatId}/messages`, { clientId: Bun.randomUUIDv7(), text });
  const first = { params: { chatId, seq: '1' } };
  const inGroup = { params: { chatId: ours } };
  return {
    'auth.register': { body: { username: 'walker', password: PASSWORD } },
    setup: { body: { secret, username: 'boss', password: PASSWORD } },
    'setup.look': { body: { secret } },
    'auth.resetLook': { body: { secret: resetSecret } },
    'auth.reset': { body: { secret: resetSecret, password: PASSWORD } },
    'file.get': { params: { id: await fileOf(server, sara) } },
    'server.look': { body: { code: await serverInvite() } },
    'group.look': { body: { code: theirs } },
    'server.revoke': { body: { code: await serverInvite() } },
    'me.delete': { body: { password: PASSWORD, data: 'keep' } },
    'admin.serverUpdate': { body: { colour: 'lapis' } },
    'admin.users': { query: '?q=sara&limit=5' },
    'admin.userCreate': { body: { username: 'made' } },
    'admin.user': { params: { userId } },
    'admin.userUpdate': { params: { userId }, body: { inviteQuota: 2 } },
    'admin.userDelete': { params: { userId: leaver.user.id }, query: '?data=keep' },
    'admin.userLogout': { params: { userId: nima.user.id } },
    'admin.userReset': { params: { userId } },
    'admin.audit': { query: '?limit=5' },
    'auth.login': { body: { username: 'sara', password: PASSWORD } },
    'auth.password': { body: { current: PASSWORD, next: PASSWORD } },
    'session.revoke': { params: { id: spare.sessionId } },
    'user.get': { params: { username: 'sara' } },
    'user.find': { query: '?q=ali' },
    'user.block': { params: { userId }, body: { on: false } },
    'user.shared': { params: { userId } },
    'me.update': { body: { about: 'x' } },
    sync: { body: {} },
    'chat.create': { body: { kind: 'direct', userId } },
    'chat.own': { body: { pinned: 1 } },
    'chat.clear': { body: { seq: 0, remove: false } },
    'chat.accept': { body: {} },
    'chat.update': { ...inGroup, body: { title: 'نام' } },
    'chat.leave': { params: { chatId: await group(sara) } },
    'chat.delete': { params: { chatId: await group(sara) } },
    'member.list': inGroup,
    'member.add': { ...inGroup, body: { userIds: [userId] } },
    'member.update': { params: { chatId: ours, userId }, body: { role: 'admin' } },
    'member.remove': { params: { chatId: ours, userId } },
    'invite.list': inGroup,
    'invite.create': inGroup,
    'invite.revoke': { params: { chatId: ours, code: revoked } },
    'invite.get': { params: { code: theirs } },
    'invite.join': { params: { code: theirs } },
    'join.list': inGroup,
    'join.answer': { params: { chatId: ours, userId: nima.user.id }, body: { accept: true } },
    'message.send': { body: { clientId: Bun.randomUUIDv7(), text: 'سلام' } },
    'message.edit': { ...first, body: { text: 'دیگر' } },
    'message.delete': { body: { seqs: [2], everyone: true } },
    'message.react': { ...first, body: { emojis: ['👍'] } },
    'message.pin': { ...first, body: { on: true } },
    'message.info': first,
    'chat.delivered': { body: { seq: 1 } },
    'chat.read': { body: { seq: 1 } },
    typing: { body: { on: true } },
    history: { query: '?limit=10' },
    'history.at': { query: '?at=0' },
    search: { query: '?q=سلام' },
    // Of whatever is not named above: the direct chat.
    other: { params: { chatId } },
  };
}

/** As an administrator would have made it. */
async function resetSecretOf({ deps }: Server, { user }: Caller): Promise<string> {
  const reset = createResets(deps, createPasswords()).prepare(user.id, deps.clock.now());
  await deps.db.write(() => reset.save());
  return reset.link.path.split('#')[1] ?? '';
}

async function fileOf({ deps, dataDir }: Server, { user }: Caller): Promise<string> {
  const [id, source] = ['fileOfSara1', join(dataDir, 'sent')];
  await Bun.write(source, 'نامه');
  const kept = { ...createFilesStore(dataDir).take(source), mime: 'text/plain', name: 'نامه.txt' };
  const row = { id, ownerId: user.id, ...kept, createdAt: deps.clock.now() };
  await deps.db.write(() => deps.db.files.create(row));
  return id;
}
