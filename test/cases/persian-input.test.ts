import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { answerOf, Caller } from '../helpers/caller.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { stablePort } from '../helpers/services/process.ts';
import { type Case, casesOf } from './helpers/data.ts';

/** Tries what Persian keyboards send to the server and type in a terminal, on the executable. */
const dir = tempDir();
let server: Awaited<ReturnType<typeof startProgram>>;
let sara: Caller;
let chatId: string;
/** The port is a free one, written with Persian digits. */
const port = stablePort();
const persian = String(port).replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '');

beforeAll(async () => {
  const env = { DATA_DIR: dir.path, REGISTRATION: 'open', PORT: persian };
  server = await startProgram([], env);
  const body = { username: 'sara', displayName: 'سارا', password: 'یک گذرواژه‌ی دراز' };
  sara = new Caller(
    server.url,
    (await answerOf(server.url, 'POST', '/api/auth/register', body)).body,
  );
  chatId = (await sara.post('/api/chats', { kind: 'self' })).body.chat.id;
});
afterAll(async () => {
  await server?.stop();
  dir[Symbol.dispose]();
});

test('a port with Persian digits is the one that is listened on', () => {
  expect(Number(new URL(server.url).port)).toBe(port);
});

describe('a message', async () => {
  type Sent = Case & { text: string };
  test.each((await casesOf<Sent>('sent')).map((one) => [one.why, one] as const))(
    'is taken or refused: %s',
    async (_, { text, expected }) => {
      const clientId = Bun.randomUUIDv7();
      const { status, body } = await sara.post(`/api/chats/${chatId}/messages`, { clientId, text });
      expect({ status, code: body.error?.code, text: body.message?.text }).toMatchObject(expected);
    },
  );
});

describe('a command', async () => {
  type Command = Case & { args: string[]; expected: { code: number; says?: string } };
  test.each((await casesOf<Command>('commands')).map((one) => [one.why, one] as const))(
    'takes the digits of a Persian keyboard: %s',
    async (_, { args, expected }) => {
      const env = { LANG: 'fa_IR.UTF-8', DATA_DIR: dir.path };
      const { code, out, err } = await runProgram(args, env);
      expect([code, out + err]).toEqual([
        expected.code,
        expect.stringContaining(expected.says ?? ''),
      ]);
    },
  );
});
