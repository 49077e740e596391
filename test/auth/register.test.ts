import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PASSWORD, type Server, startServer } from '../helpers/app.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
  await server.register('Ali');
});
afterAll(() => server.stop());

const register = (body: object) => server.ask('POST', '/api/auth/register', body);
const registerAs = (displayName: string) =>
  register({ username: `n${Bun.randomUUIDv7().slice(-12)}`, password: PASSWORD, displayName });

test('registering answers 201 with a token, its end and the person', async () => {
  const { status, body } = await register({
    username: 'reza',
    password: PASSWORD,
    displayName: 'رضا',
  });
  expect(status).toBe(201);
  expect(body.user).toMatchObject({
    username: 'reza',
    displayName: 'رضا',
    about: '',
    role: 'user',
  });
  expect(body.expiresAt).toBeGreaterThan(Date.now());
  expect(body.token.split('.')).toHaveLength(3);
  expect(JSON.stringify(body)).not.toContain('argon2');
});

test('a name is taken whatever its case, digits or invisible marks', async () => {
  await register({ username: 'sara1', password: PASSWORD });
  for (const username of [
    'ali',
    'ALI',
    ' ali ',
    'al\u200ci',
    'ali\u202e',
    'ａｌｉ',
    'sara۱',
    'SARA١',
    'sara1',
  ]) {
    const { status, body } = await register({ username, password: PASSWORD });
    expect([username, status, body.error?.code]).toEqual([username, 409, 'username_taken']);
  }
});

test('digits of any keyboard are the same digits', async () => {
  const { body } = await register({ username: 'Maryam_۱۲', password: PASSWORD });
  expect(body.user.username).toBe('maryam_12');
  const login = { username: 'maryam_١٢', password: PASSWORD };
  expect((await server.ask('POST', '/api/auth/login', login)).status).toBe(200);
});

const WRONG_NAMES = ['', 'ab', 'x'.repeat(33), 'ali reza', 'علی', 'ي12345', 'a-b-c', '..', '...'];
const HOSTILE_NAMES = ['.ali', 'ali.', 'a..b', 'a/b/c', 'ali\u0000', '<b>ali', 'ıxyz'];

test.each([...WRONG_NAMES, ...HOSTILE_NAMES])('%j is no username', async (username) => {
  const { status, body } = await register({ username, password: PASSWORD });
  expect([status, body.error]).toEqual([400, { code: 'username_invalid', field: 'username' }]);
});

test('names of 3 and of 32 characters fit, with dots and underscores inside', async () => {
  for (const username of ['a.b', 'x'.repeat(32), 'a_b.c_1', '___']) {
    expect((await register({ username, password: PASSWORD })).status).toBe(201);
  }
});

const GOOD_DISPLAY = ['علی‌رضا', '👨‍👩‍👧', 'Zoë', '李', 'a'.repeat(64), 'نام ۱', '❤️', '!'];

test.each(GOOD_DISPLAY)('%j is a display name', async (displayName) => {
  const { status, body } = await registerAs(displayName);
  expect([status, body.user?.displayName]).toEqual([201, displayName.normalize('NFC')]);
});

const BAD_DISPLAY: [displayName: string, code: string][] = [
  ['a'.repeat(65), 'name_long'],
  [' \u200c ', 'name_empty'],
  ['\u2800', 'name_invalid'],
  ['\u3164', 'name_invalid'],
  ['evil\u202egnp.exe', 'name_invalid'],
  ['\u200fعلی', 'name_invalid'],
  ['a\u2066b', 'name_invalid'],
  ['a\u0000b', 'name_invalid'],
  ['a\nb', 'name_invalid'],
  ['a\u200bb', 'name_invalid'],
  ['a\u00adb', 'name_invalid'],
  ['\ud83d', 'name_invalid'],
];

test.each(BAD_DISPLAY)('%j is no display name: %s', async (displayName, code) => {
  const { status, body } = await registerAs(displayName);
  expect([status, body.error]).toEqual([400, { code, field: 'displayName' }]);
});

test('passwords have 8 to 256 characters, Persian ones too', async () => {
  const code = async (password: string) =>
    (await register({ username: 'pass_1', password })).body.error?.code;
  expect(await code('گذرواژ')).toBe('password_short');
  expect(await code('x'.repeat(257))).toBe('password_long');
  expect(await code('گ'.repeat(256))).toBeUndefined();
  const login = { username: 'pass_1', password: 'گ'.repeat(256) };
  expect((await server.ask('POST', '/api/auth/login', login)).status).toBe(200);
  const almost = { ...login, password: 'گ'.repeat(255) };
  expect((await server.ask('POST', '/api/auth/login', almost)).status).toBe(401);
});

test('two who register one name at once: one gets it', async () => {
  const both = await Promise.all(
    [1, 2, 3].map(() => register({ username: 'race', password: PASSWORD })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
});

const SHAPES: [unknown, string][] = [
  [{}, 'username'],
  [{ username: 7, password: PASSWORD }, 'username'],
  [{ username: 'shape', password: null }, 'password'],
  [{ username: 'shape', password: ['x'] }, 'password'],
  [{ username: 'shape', password: PASSWORD, displayName: {} }, 'displayName'],
  [[], 'body'],
  ['"text"', 'body'],
  ['{', 'body'],
  ['', 'body'],
  ['null', 'body'],
  [new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'body'],
];

test.each(SHAPES)('the body %j is refused, naming the field', async (body, field) => {
  const answer = await server.ask('POST', '/api/auth/register', body);
  expect(answer.status).toBe(400);
  expect(answer.body.error.code).toBe('invalid');
  expect(answer.body.error.field).toBe(field);
});

test('fields that we do not know are ignored, and nobody gives themselves a role', async () => {
  const body = { username: 'extra', password: PASSWORD, role: 'admin', id: 'AAAAAAAAAAA' };
  const answer = await register(body);
  expect(answer.body.user.role).toBe('user');
  expect(answer.body.user.id).not.toBe('AAAAAAAAAAA');
});

test('a closed server and one by invitation refuse, and say which', async () => {
  for (const [registration, code] of [
    ['closed', 'registration_closed'],
    ['invite', 'invite_required'],
  ] as const) {
    const other = await startServer({ registration });
    const answer = await other.ask('POST', '/api/auth/register', {
      username: 'nobody',
      password: PASSWORD,
    });
    expect([answer.status, answer.body.error.code]).toEqual([403, code]);
    expect((await other.ask('GET', '/api/server')).body.registration).toBe(registration);
    await other.stop();
  }
});
