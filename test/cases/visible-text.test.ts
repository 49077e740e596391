import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { answerOf, Caller } from '../helpers/caller.ts';
import { startProgram, tempDir } from '../helpers/program.ts';

/** These texts are invisible, or only look as if they were; they are tried on the executable. */
const UNSEEN = [
  ...['\u2800', '\u3164', '\u115f', '\u1160', '\u034f', '\ufe0f', '\u180b', '\u17b4', '\u{1d159}'],
  ...['\u200c', '\u200b\u2060', '\u00ad', '\uffa0', '\u{e0100}', '\u{16fe4}', ' \u3164\n\u2800 '],
];
const PASSWORD = 'یک گذرواژه‌ی دراز';

let server: Awaited<ReturnType<typeof startProgram>>;
let sara: Caller;
let chatId: string;
const dir = tempDir();

const register = (body: Record<string, string>) =>
  answerOf(server.url, 'POST', '/api/auth/register', { password: PASSWORD, ...body });
const send = (text: string, entities?: unknown) =>
  sara.post(`/api/chats/${chatId}/messages`, { clientId: Bun.randomUUIDv7(), text, entities });

beforeAll(async () => {
  server = await startProgram([], {
    ...{ DATA_DIR: dir.path, REGISTRATION: 'open' },
    // The test asks what is visible, not how often one may ask.
    ...{ RATE_LIMIT: '100000', AUTH_LIMIT: '100000' },
  });
  sara = new Caller(server.url, (await register({ username: 'sara', displayName: 'سارا' })).body);
  chatId = (await sara.post('/api/chats', { kind: 'self' })).body.chat.id;
});
afterAll(async () => {
  await server?.stop();
  dir[Symbol.dispose]();
});

describe.each(
  UNSEEN.map((text) => [[...text].map((one) => one.codePointAt(0)?.toString(16)), text]),
)('U+%s alone', (_, text) => {
  test('is no message', async () => {
    const { status, body } = await send(String(text));
    expect([status, body.error?.code]).toEqual([400, 'text_empty']);
  });

  test('is no name of a person or a group', async () => {
    const displayName = String(text);
    // A code that may stand within a name leaves it empty; any other is refused for itself.
    const code = /^(?:\u200c|\u200d|\ufe0e|\ufe0f)+$/.test(displayName)
      ? 'name_empty'
      : 'name_invalid';
    const person = await register({ username: 'nobody', displayName });
    expect([person.status, person.body.error?.code]).toEqual([400, code]);
    const group = await sara.post('/api/chats', { kind: 'group', title: displayName });
    expect([group.status, group.body.error?.code]).toEqual([400, code]);
  });
});

test('what can be seen goes, with what cannot beside it', async () => {
  for (const text of ['می‌خواهم', '❤️', '⠓⠊', '?', 'ً', '👨‍👩‍👧']) {
    const { status, body } = await send(text);
    expect([status, body.message.text]).toEqual([201, text]);
  }
});

test('the indentation of a first line of code is part of the code, and blanks around a text are not', async () => {
  const code = '    if x:\n        y';
  const whole = await send(`${code}\n`, [{ type: 'pre', offset: 0, length: code.length }]);
  expect(whole.body.message).toMatchObject({
    text: code,
    entities: [{ type: 'pre', offset: 0, length: code.length }],
  });
  const plain = await send('  سلام \n', [{ type: 'bold', offset: 2, length: 4 }]);
  expect(plain.body.message).toMatchObject({
    text: 'سلام',
    entities: [{ type: 'bold', offset: 0, length: 4 }],
  });
});
