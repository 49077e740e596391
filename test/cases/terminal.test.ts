import { Database } from 'bun:sqlite';
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { answerOf, Caller } from '../helpers/caller.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';

const PASSWORD = 'a long password';
/** The text sets the title, clears the screen, and writes a line that looks like ours. */
const EVIL = '\u001b]0;x\u0007\u001b[2J\nFAKE';
const STEERS = /(?!\n)[\p{Cc}]|[\u202a-\u202e\u2066-\u2069]/u;

const folder = tempDir();
const env = { DATA_DIR: folder.path, INVITE_QUOTA: '100' };
let program: Awaited<ReturnType<typeof startProgram>>;
let sara: Caller;
beforeAll(async () => {
  program = await startProgram([], env);
  const body = { username: 'sara', password: PASSWORD };
  sara = new Caller(
    program.url,
    (await answerOf(program.url, 'POST', '/api/auth/register', body)).body,
  );
});
afterAll(async () => {
  await program.stop();
  folder[Symbol.dispose]();
});

test.each([EVIL, 'a\u0000b', 'a\u202eb', 'a\u009b2J', 'a\nb', '\u2066a'])(
  'a label that could steer a terminal or turn a line is refused: %j',
  async (label) => {
    const { status, body } = await sara.post('/api/server/invites', { label });
    expect([status, body.error]).toEqual([400, { code: 'name_invalid', field: 'label' }]);
    const { code } = await runProgram(
      ['invite', 'create', '--label', label.replaceAll('\0', '\u0001')],
      env,
    );
    expect(code).toBe(1);
  },
);

test('a label is kept as it was meant; none at all is one', async () => {
  for (const [label, kept] of [
    [' برای علی‌رضا 🌸 ', 'برای علی‌رضا 🌸'],
    ['', ''],
    ['  ', ''],
  ] as const) {
    const { body } = await sara.post('/api/server/invites', { label });
    expect(body.invite.label).toBe(kept);
  }
});

test('what lies in the data from before is printed without a control in it, and as JSON unchanged', async () => {
  using old = tempDir();
  const data = { DATA_DIR: old.path };
  await (await startProgram([], data)).stop();
  await runProgram(['user', 'create', 'ali'], data);
  await runProgram(['invite', 'create', '--label', 'plain'], data);
  const strange = `${EVIL}\u202e\u009b31m`;
  const database = new Database(join(old.path, 'payambar.db'));
  database.run('UPDATE invites SET label = ?', [strange]);
  database.run('UPDATE users SET display_name = ?', [strange]);
  database.close();
  for (const [line, key] of [
    [['invite', 'list'], 'label'],
    [['user', 'list'], 'displayName'],
  ] as const) {
    const said = await runProgram([...line], data);
    expect([said.code, said.out.includes('FAKE'), STEERS.test(said.out)]).toEqual([0, true, false]);
    expect(said.out.trim().split('\n')).toHaveLength(2);
    const json = await runProgram([...line, '--json'], data);
    expect(STEERS.test(json.out.trimEnd())).toBe(false);
    const [found] = Object.values(JSON.parse(json.out))[0] as Record<string, string>[];
    expect(found?.[key]).toBe(strange);
  }
});

test('a sentence that names what was typed does so without a control in it', async () => {
  for (const args of [
    ['user', 'password', EVIL, '--link'],
    ['verify', `/nowhere${EVIL}`],
    ['restore', EVIL],
    [EVIL],
  ]) {
    const { code, err } = await runProgram(args, env);
    expect([args, code === 0, STEERS.test(err)]).toEqual([args, false, false]);
  }
});
