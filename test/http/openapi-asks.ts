import { join } from 'node:path';
import { tone } from '../../client/dev/tone.ts';
import { PNG, png } from '../../scripts/legacy/pictures.ts';
import { createPasswords } from '../../server/auth/passwords.ts';
import { createResets } from '../../server/auth/reset.ts';
import { createFilesStore } from '../../server/files/store.ts';
import { begin, idIn, PART, sendFiles, TUS, upload as uploaded } from '../files/support.ts';
import { type Caller, PASSWORD, type Server } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';
import { madeUpSubscription } from '../helpers/push-service.ts';

/** Only after these is there an administrator who may ask what administrators ask. */
export const FIRST = ['setup.look', 'setup'];
/** These end sessions or memberships, so they are asked at the end. */
export const LAST = [
  'chat.leave',
  'chat.delete',
  'session.revoke',
  'auth.password',
  'session.revokeOthers',
  'auth.logout',
  'me.delete',
];

/** No route begins a call: it needs a socket. */
async function startCall(server: Server, { token }: Caller, chatId: string): Promise<Json> {
  const socket = await server.connect(token);
  const device = { device: 'a-device', muted: false, camera: false, screen: false };
  const body = { chatId, clientId: Bun.randomUUIDv7(), media: 'audio', ...device };
  const { body: reply } = await socket.request('call.start', body);
  socket.close();
  return reply.call;
}

/** Work of a kind that nobody does, so that what is tried again stays. */
async function giveUpJob({ deps: { db } }: Server, key: string): Promise<Json> {
  const job = { kind: 'of-the-test', key };
  await db.write(() => db.jobs.bury({ ...job, body: '', error: 'no disk', now: 5 }));
  return job;
}

/** Makes what each operation of Sara is asked with, and what has to be there before. */
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
  const { id: avatar } = (await sara.ask('POST', '/api/avatars', png(64, 64))).body;
  await sara.patch(`/api/chats/${ours}`, { avatar });
  const seen = await invite(sara, ours, false);
  const revoked = await invite(sara, ours, false);
  await nima.post(`/api/invites/${await invite(sara, ours, true)}`);
  const made = await sara.post('/api/chats', { kind: 'direct', userId: ali.user.id });
  const chatId: string = made.body.chat.id;
  for (const text of ['یک', 'دو'])
    await sara.post(`/api/chats/${chatId}/messages`, { clientId: Bun.randomUUIDv7(), text });
  const { id: callId } = await startCall(server, ali, ours);
  const upload = idIn(await begin(sara, { length: 3 }));
  const first = { params: { chatId, seq: '1' } };
  const inGroup = { params: { chatId: ours } };
  return {
    'auth.register': { body: { username: 'walker', password: PASSWORD } },
    setup: { body: { secret, username: 'boss', password: PASSWORD } },
    'setup.look': { body: { secret } },
    'auth.resetLook': { body: { secret: resetSecret } },
    'auth.reset': { body: { secret: resetSecret, password: PASSWORD } },
    'file.get': { params: { id: await fileOf(server, sara) } },
    'file.putThumb': { params: { id: upload }, body: PNG },
    'file.thumb': { params: { id: await pictureOf(sara) } },
    'avatar.make': { body: png(64, 64) },
    'invite.avatar': { params: { code: seen } },
    'upload.create': { headers: { ...TUS, 'upload-length': '3' }, body: new Uint8Array(3) },
    'upload.head': { params: { id: upload }, headers: TUS },
    'upload.append': {
      ...{ params: { id: upload }, body: new Uint8Array(3) },
      headers: { ...PART, 'upload-offset': '0' },
    },
    'upload.cancel': { params: { id: idIn(await begin(sara, { length: 3 })) }, headers: TUS },
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
    'admin.jobRetry': { body: await giveUpJob(server, 'again') },
    'admin.jobDrop': { body: await giveUpJob(server, 'never') },
    'admin.audit': { query: '?limit=5' },
    'auth.login': { body: { username: 'sara', password: PASSWORD } },
    'auth.password': { body: { current: PASSWORD, next: PASSWORD } },
    'session.revoke': { params: { id: spare.sessionId } },
    'user.get': { params: { username: 'sara' } },
    'user.find': { query: '?q=ali' },
    'user.block': { params: { userId }, body: { on: false } },
    'user.shared': { params: { userId } },
    'me.update': { body: { about: 'x' } },
    'push.subscribe': { body: madeUpSubscription() },
    'push.settings': { body: { people: false } },
    sync: { body: {} },
    'call.decline': { params: { chatId: ours, callId } },
    'call.leave': { params: { chatId: ours, callId }, body: { device: 'a-device' } },
    'chat.create': { body: { kind: 'direct', userId } },
    'chat.settings': { body: { pinned: 1 } },
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
    'message.played': { params: { chatId: ours, seq: await spokenBy(ali, ours) } },
    'message.info': first,
    'chat.delivered': { body: { seq: 1 } },
    'chat.read': { body: { seq: 1 } },
    typing: { body: { on: true } },
    history: { query: '?limit=10' },
    'chat.files': { query: '?kinds=picture&kinds=voice' },
    'history.at': { query: '?at=0' },
    search: { query: '?q=سلام' },
    // Operations that are not named above get the direct chat.
    other: { params: { chatId } },
  };
}

/** The place of a voice message. */
async function spokenBy(who: Caller, chatId: string): Promise<string> {
  const id = await uploaded(who, tone(500), { type: 'audio/wav' });
  const sent = await sendFiles(who, chatId, [{ id, kind: 'voice' }]);
  return String(sent.message.seq);
}

/** Makes a reset link as an administrator would. */
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

/** Of which the server has made a thumb. */
const pictureOf = (sara: Caller): Promise<string> => uploaded(sara, PNG, { name: 'یک.png' });
