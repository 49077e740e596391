import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { type Answer, answerOf } from '../helpers/caller.ts';
import { startProgram, tempDir } from '../helpers/program.ts';

type Form = { username?: string; password?: string; displayName?: string };
type Kept = { username?: string; displayName?: string; title?: string };
type Case = { why: string } & (
  | { kind: 'login'; first: Form; then: Form; opens: boolean }
  | { kind: 'register'; with: Form; refused?: string; kept?: Kept }
  | { kind: 'title'; with: { title: string }; refused?: string; kept?: Kept }
);

const text = await Bun.file(join(import.meta.dir, 'names.jsonl')).text();
const CASES: Case[] = text
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const folder = tempDir();
let program: Awaited<ReturnType<typeof startProgram>>;
beforeAll(async () => {
  program = await startProgram([], { DATA_DIR: folder.path, AUTH_LIMIT: '10000' });
});
afterAll(async () => {
  await program.stop();
  folder[Symbol.dispose]();
});

const post = (path: string, body: object, token = ''): Promise<Answer> =>
  answerOf(program.url, 'POST', path, body, token ? { authorization: `Bearer ${token}` } : {});
let count = 0;
const form = (given: Form): Form => ({
  ...{ username: `somebody${++count}`, password: 'گذرواژه‌ی دراز' },
  ...given,
});

async function outcome(one: Case): Promise<object> {
  if (one.kind === 'login') {
    const first = form(one.first);
    expect((await post('/api/auth/register', first)).status).toBe(201);
    const { status } = await post('/api/auth/login', { username: first.username, ...one.then });
    expect([200, 401]).toContain(status);
    return { opens: status === 200 };
  }
  if (one.kind === 'register') {
    const { body } = await post('/api/auth/register', form(one.with));
    return body.error ? { refused: body.error.code } : { kept: body.user };
  }
  const owner = await post('/api/auth/register', form({}));
  const group = { kind: 'group', clientId: Bun.randomUUIDv7(), userIds: [], ...one.with };
  const { body } = await post('/api/chats', group, owner.body.token);
  return body.error ? { refused: body.error.code } : { kept: body.chat };
}

test.each(CASES.map((one, n) => [`${n + 1}`, one.kind, one.why, one] as const))(
  'case %s, %s: %s',
  async (_, __, ___, one) => {
    const { kind: _kind, why: _why, ...rest } = one;
    const { opens, refused, kept } = rest as { opens?: boolean; refused?: string; kept?: Kept };
    const wanted = opens === undefined ? (refused ? { refused } : { kept }) : { opens };
    expect(await outcome(one)).toMatchObject(wanted);
  },
);
