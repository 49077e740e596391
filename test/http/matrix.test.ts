import { afterAll, beforeAll, expect, test } from 'bun:test';
import { UP, type UpType } from '../../protocol/up.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { operations } from '../../server/openapi/operations.ts';
import { REST_COMMANDS } from '../../server/realtime/rest-table.ts';
import { type Caller, type Server, startServer } from '../helpers/app.ts';
import { madeUpSubscription } from '../helpers/push-service.ts';
import { EXPECTED, OPERATIONS } from './matrix.ts';

const ROLES = ['outsider', 'blocked', 'boss', 'member', 'admin', 'owner'] as const;
type Role = (typeof ROLES)[number];

let server: Server;
let people: Record<Role | 'ended' | 'other', Caller>;
beforeAll(async () => {
  server = await startServer();
  const made = await Promise.all(
    ['outsider', 'blocked', 'member', 'admin', 'owner', 'ended', 'other'].map(async (name) => [
      name,
      await server.register(name),
    ]),
  );
  people = { ...Object.fromEntries(made), boss: await server.setUp('boss') };
  await people.owner.put(`/api/blocks/${people.blocked.user.id}`, { on: true });
  await people.ended.post('/api/auth/logout');
});
afterAll(() => server.stop());

type Group = { chatId: string; code: string; seq: number };

/** Makes a group for each command, so that what one did changes nothing for the next. */
async function group(): Promise<Group> {
  const { owner, admin, member, other } = people;
  const userIds = [admin, member, other].map(({ user }) => user.id);
  const body = { kind: 'group', clientId: Bun.randomUUIDv7(), title: 'گروه', userIds };
  const chatId: string = (await owner.post('/api/chats', body)).body.chat.id;
  await owner.patch(`/api/chats/${chatId}/members/${admin.user.id}`, { role: 'admin' });
  const invite = await owner.post(`/api/chats/${chatId}/invites`);
  const text = { clientId: Bun.randomUUIDv7(), text: 'سلام' };
  const sent = await owner.post(`/api/chats/${chatId}/messages`, text);
  return { chatId, code: invite.body.invite.code, seq: sent.body.message.seq };
}

/** Returns what each command is asked with: all fields that any of them may need, and its own. */
function bodyOf(type: UpType, { chatId, code, seq }: Group): object {
  const userId = people.other.user.id;
  const device = 'a-device-of-these-tests';
  const call = { callId: 'of-no-call-', device, muted: false, camera: false, screen: false };
  const data = { kind: 'description', type: 'offer', sdp: 'v=0' };
  const own: { [T in UpType]?: object } = {
    hello: { protocol: PROTOCOL_VERSION },
    'call.start': { clientId: Bun.randomUUIDv7(), media: 'audio' },
    'call.signal': { to: { userId, device }, data },
    'chat.create': { kind: 'direct', userId },
    'chat.settings': { pinned: 1 },
    'chat.clear': { seq: 0, remove: false },
    'chat.update': { title: 'نام' },
    'member.add': { userIds: [people.ended.user.id] },
    'member.update': { role: 'admin' },
    'join.answer': { accept: true },
    'message.send': { clientId: Bun.randomUUIDv7(), text: 'سلام' },
    'message.edit': { text: 'دیگر' },
    'message.delete': { seqs: [seq], everyone: false },
    'message.react': { emojis: ['👍'] },
    'message.pin': { on: true },
    'history.at': { at: 0 },
    'chat.files': { kinds: ['picture'] },
    typing: { on: true },
    'presence.set': { active: true },
    'presence.watch': { userIds: [userId] },
    search: { q: 'سلام', chatId },
    'user.find': { q: 'other' },
    'user.get': { username: 'other' },
    'user.block': { on: false },
    'me.update': { about: 'x' },
    'push.subscribe': madeUpSubscription(),
    'push.settings': { people: false },
  };
  const all: Record<string, unknown> = { chatId, code, userId, seq, ...call, ...own[type] };
  const fields = Object.keys(UP[type].body.properties ?? {});
  const wanted = type === 'chat.create' || type === 'hello' ? Object.keys(own[type] ?? {}) : fields;
  return Object.fromEntries(wanted.filter((name) => name in all).map((name) => [name, all[name]]));
}

async function overSocket(who: Caller, type: UpType, body: object): Promise<string> {
  const socket = await server.connect(who.token);
  const answer = await socket.request(type, body);
  socket.close();
  return answer.ok ? 'ok' : answer.error.code;
}

async function overHttp(token: string | undefined, type: UpType, given: object): Promise<string> {
  const twin = REST_COMMANDS[type];
  if (!twin) throw new Error(`${type} has no twin`);
  const body: Record<string, unknown> = { ...given };
  const path = twin.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(body[name]);
    delete body[name];
    return value;
  });
  const query = new URLSearchParams(body as Record<string, string>);
  const [url, sent] = twin.method === 'GET' ? [`${path}?${query}`, undefined] : [path, body];
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const answer = await server.ask(twin.method, url, sent, headers);
  return answer.body.error?.code ?? 'ok';
}

test('every request of the protocol and every operation of the API is in the table', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(UP).sort());
  const others = operations(REST_COMMANDS).filter(({ id }) => !(id in REST_COMMANDS));
  expect(Object.keys(OPERATIONS).sort()).toEqual(others.map(({ id }) => id).sort());
});

test.each(Object.keys(UP) as UpType[])(
  '%s answers each role as the table says, by frame and by route',
  async (type) => {
    const [frames, routes] = [await group(), await group()];
    const seen: Record<string, string[]> = { frame: [], route: [] };
    for (const role of ROLES) {
      seen.frame?.push(await overSocket(people[role], type, bodyOf(type, frames)));
      if (REST_COMMANDS[type])
        seen.route?.push(await overHttp(people[role].token, type, bodyOf(type, routes)));
    }
    const expected = EXPECTED[type].split(' ');
    expect([type, seen.frame]).toEqual([type, expected]);
    if (!REST_COMMANDS[type]) return;
    expect([type, seen.route]).toEqual([type, expected]);
    for (const token of [undefined, people.ended.token])
      expect([type, await overHttp(token, type, bodyOf(type, routes))]).toEqual([
        type,
        'unauthorized',
      ]);
  },
);

test('a session that has ended opens no socket', async () => {
  const ended = await server.ask('GET', '/ws', undefined, {
    authorization: `Bearer ${people.ended.token}`,
    upgrade: 'websocket',
    connection: 'Upgrade',
  });
  expect(ended.status).toBe(401);
});

test.each(Object.entries(OPERATIONS))('%s is open to whom the table says: %s', async (id, whom) => {
  const operation = operations(REST_COMMANDS).find((one) => one.id === id);
  const path = operation?.path.replace(/:\w+/g, 'AAAAAAAAAAA') ?? '';
  const askAs = async (token?: string): Promise<string> => {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const method = operation?.method ?? '';
    // The body is invalid for all of them: a caller without the right must be told so first.
    const sent = method === 'GET' || method === 'HEAD' ? undefined : '[]';
    const { status, body } = await server.ask(method, path, sent, headers);
    // A HEAD is answered without a body.
    if (status === 401) return 'unauthorized';
    return body?.error?.code ?? 'ok';
  };
  const strangers = [await askAs(), await askAs(people.ended.token)];
  if (whom === 'everybody') expect(strangers).not.toContain('unauthorized');
  else expect(strangers).toEqual(['unauthorized', 'unauthorized']);
  if (whom !== 'administrators') return;
  expect(await askAs(people.outsider.token)).toBe('not_found');
  const missing = /:userId/.test(operation?.path ?? '')
    ? ['not_found', 'invalid']
    : ['ok', 'invalid'];
  expect(missing).toContain(await askAs(people.boss.token));
});
