import { afterAll, beforeAll, expect, test } from 'bun:test';
import { answerOf, Caller } from '../helpers/caller.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';

const PASSWORD = 'گذرواژه‌ی دراز ۱۲';
const folder = tempDir();
const env = { DATA_DIR: folder.path, REGISTRATION: 'open', AUTH_LIMIT: '10000' };
let program: Awaited<ReturnType<typeof startProgram>>;
let boss: Caller;
let ali: Caller;

beforeAll(async () => {
  program = await startProgram([], env);
  const { out } = await runProgram(['user', 'setup-link', '--json'], env);
  const secret = String(JSON.parse(out).link.url).split('#')[1];
  boss = await enter('/api/setup', { secret, username: 'boss', password: PASSWORD });
  ali = await enter('/api/auth/register', { username: 'ali', password: PASSWORD });
});
afterAll(async () => {
  await program.stop();
  folder[Symbol.dispose]();
});

async function enter(path: string, body: object): Promise<Caller> {
  const answer = await answerOf(program.url, 'POST', path, body);
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return new Caller(program.url, answer.body);
}

type Person = { username: string; id: string; first: Caller; second: Caller; chatId: string };
let count = 0;

/** Makes a person with two devices, and a chat in which Ali writes to them. */
async function person(): Promise<Person> {
  const username = `person${++count}`;
  const first = await enter('/api/auth/register', { username, password: PASSWORD });
  const second = await enter('/api/auth/login', { username, password: PASSWORD });
  const { id } = first.user;
  const { body } = await ali.post('/api/chats', { kind: 'direct', userId: id });
  return { username, id, first, second, chatId: body.chat.id };
}

const write = (chatId: string, text: string) =>
  ali.post(`/api/chats/${chatId}/messages`, { clientId: Bun.randomUUIDv7(), text });
const of = ({ username }: Person, path: string, body: object) =>
  answerOf(program.url, 'POST', path, { username, ...body });

/** A session of the second device can end in each of these ways. */
const WAYS: [way: string, end: (who: Person) => Promise<unknown>][] = [
  ['it signs out', ({ second }) => second.post('/api/auth/logout')],
  ['another device ends it', ({ first, second }) => first.del(`/api/sessions/${second.sessionId}`)],
  ['another device ends all others', ({ first }) => first.del('/api/sessions')],
  [
    'the password is changed',
    ({ first }) => first.post('/api/auth/password', { current: PASSWORD, next: `${PASSWORD}!` }),
  ],
  [
    'the password is chosen anew by a link',
    async (who) => {
      const { body } = await boss.post(`/api/admin/users/${who.id}/reset`);
      await of(who, '/api/auth/reset', { secret: body.path.split('#')[1], password: PASSWORD });
    },
  ],
  [
    'an administrator disables the account',
    ({ id }) => boss.patch(`/api/admin/users/${id}`, { disabled: true }),
  ],
  ['an administrator signs it out', ({ id }) => boss.post(`/api/admin/users/${id}/logout`)],
  ['an administrator deletes it', ({ id }) => boss.del(`/api/admin/users/${id}?data=keep`)],
  [
    'its person deletes it',
    ({ first }) => first.post('/api/me/delete', { password: PASSWORD, data: 'keep' }),
  ],
  [
    'the command line signs it out',
    ({ username }) => runProgram(['user', 'logout', username], env),
  ],
];

test.each(WAYS)(
  'a long-poll hears nothing that is written after its session has ended: %s',
  async (_, end) => {
    const who = await person();
    const { body } = await who.second.post('/api/sync', {});
    const cursor = Object.fromEntries(
      body.chats.map(({ chat }: { chat: Record<string, number> & { id: string } }) => [
        chat.id,
        [chat.lastSeq, chat.rev, chat.receiptRev, chat.memberRev],
      ]),
    );
    const waiting = who.second.post('/api/sync', { cursor, wait: 25 });
    // The request waits at the server before the session ends: the one after it on the same connection has been
    // answered.
    await who.second.get('/api/me');
    const began = performance.now();
    await end(who);
    expect((await who.second.get('/api/me')).status).toBe(401);
    await write(who.chatId, 'SECRET');
    const answer = await waiting;
    expect([answer.status, answer.body.error?.code]).toEqual([401, 'unauthorized']);
    expect(JSON.stringify(answer.body)).not.toContain('SECRET');
    // It was refused when the session ended, not when its time was over.
    expect(performance.now() - began).toBeLessThan(20_000);
  },
);

test('a long-poll of a session that lives hears what is written', async () => {
  const who = await person();
  const waiting = who.second.post('/api/sync', { cursor: {}, wait: 25 });
  await who.second.get('/api/me');
  await who.first.del(
    `/api/sessions/${(await enter('/api/auth/login', { username: who.username, password: PASSWORD })).sessionId}`,
  );
  await write(who.chatId, 'hello');
  const answer = await waiting;
  expect([answer.status, answer.body.chats.at(-1)?.messages.at(-1)?.text]).toEqual([200, 'hello']);
});

test('of several password changes at once one is made, and its password is the one that opens', async () => {
  const { username, first } = await person();
  const others = await Promise.all(
    [1, 2, 3].map(() => enter('/api/auth/login', { username, password: PASSWORD })),
  );
  const wanted = [first, ...others].map((device, n) => ({ device, next: `the new password ${n}` }));
  const answers = await Promise.all(
    wanted.map(({ device, next }) =>
      device.post('/api/auth/password', { current: PASSWORD, next }),
    ),
  );
  const made = wanted.filter((_, n) => answers[n]?.status === 200);
  expect(made).toHaveLength(1);
  const opens = async (password: string): Promise<number> =>
    (await answerOf(program.url, 'POST', '/api/auth/login', { username, password })).status;
  expect(await Promise.all(wanted.map(({ next }) => opens(next)))).toEqual(
    wanted.map((one) => (made.includes(one) ? 200 : 401)),
  );
  // The device that changed it stays signed in.
  expect((await made[0]?.device.get('/api/me'))?.status).toBe(200);
});
