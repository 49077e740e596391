import { afterAll, beforeAll, expect, test } from 'bun:test';
import { operations } from '../../server/openapi/operations.ts';
import { REST_COMMANDS } from '../../server/realtime/rest-table.ts';
import { type Caller, PASSWORD, type Server, startServer } from '../helpers/app.ts';

let server: Server;
let sara: Caller;
let other: Caller;
/** A session of Sara's that a scenario may end. */
let spare: Caller;

beforeAll(async () => {
  server = await startServer();
  sara = await server.register('sara');
  other = await server.register('other');
  spare = await server.login('sara');
});
afterAll(() => server.stop());

type Scenario = {
  method: string;
  path: () => string;
  body?: () => unknown;
  /** The status for a guest, for another person, for the person whose it is. */
  guest: number;
  stranger: number;
  owner: number;
};
const SCENARIOS: Scenario[] = [
  { method: 'GET', path: () => '/health', guest: 200, stranger: 200, owner: 200 },
  { method: 'GET', path: () => '/ready', guest: 200, stranger: 200, owner: 200 },
  { method: 'GET', path: () => '/openapi.json', guest: 200, stranger: 200, owner: 200 },
  { method: 'GET', path: () => '/api/server', guest: 200, stranger: 200, owner: 200 },
  { method: 'GET', path: () => '/api/users/sara', guest: 200, stranger: 200, owner: 200 },
  { method: 'GET', path: () => '/api/users/nobody', guest: 404, stranger: 404, owner: 404 },
  { method: 'GET', path: () => '/api/users?q=sara', guest: 401, stranger: 200, owner: 200 },
  { method: 'GET', path: () => '/api/me', guest: 401, stranger: 200, owner: 200 },
  {
    method: 'PATCH',
    path: () => '/api/me',
    body: () => ({ about: 'سلام' }),
    guest: 401,
    stranger: 200,
    owner: 200,
  },
  { method: 'GET', path: () => '/api/sessions', guest: 401, stranger: 200, owner: 200 },
  {
    method: 'DELETE',
    path: () => `/api/sessions/${spare.sessionId}`,
    guest: 401,
    stranger: 404,
    owner: 200,
  },
  {
    method: 'POST',
    path: () => '/api/auth/password',
    body: () => ({ current: 'not the password', next: PASSWORD }),
    guest: 401,
    stranger: 401,
    owner: 401,
  },
  { method: 'POST', path: () => '/api/auth/renew', guest: 401, stranger: 200, owner: 200 },
  { method: 'GET', path: () => '/api/nowhere', guest: 404, stranger: 404, owner: 404 },
  { method: 'PUT', path: () => '/api/me', guest: 405, stranger: 405, owner: 405 },
  { method: 'DELETE', path: () => '/api/sessions', guest: 401, stranger: 200, owner: 200 },
  { method: 'POST', path: () => '/api/auth/logout', guest: 401, stranger: 200, owner: 200 },
];

test('each endpoint answers each role as its table says', async () => {
  for (const { method, path, body, ...expected } of SCENARIOS) {
    const sent = body?.() ?? (method === 'POST' ? {} : undefined);
    const guest = (await server.ask(method, path(), sent)).status;
    const stranger = (await other.ask(method, path(), sent)).status;
    const owner = (await sara.ask(method, path(), sent)).status;
    expect([method, path(), { guest, stranger, owner }]).toEqual([method, path(), expected]);
  }
});

test('every operation that needs a session refuses a guest before it reads a body or a path', async () => {
  const guarded = operations(REST_COMMANDS).filter(({ signedIn }) => signedIn);
  expect(guarded.length).toBeGreaterThan(15);
  for (const { method, path } of guarded) {
    for (const body of method === 'GET' || method === 'HEAD'
      ? [undefined]
      : ['{ not json', undefined]) {
      const { status } = await server.ask(method, path.replace(/:\w+/g, '!'), body);
      expect([method, path, status]).toEqual([method, path, 401]);
    }
  }
});

test('no route but the public ones answers a guest', async () => {
  const open = operations(REST_COMMANDS).filter(({ signedIn }) => !signedIn);
  expect(open.map(({ id }) => id).sort()).toEqual(
    [
      ...[
        'auth.login',
        'auth.register',
        'auth.reset',
        'auth.resetLook',
        'health',
        'ready',
        'server.look',
        'group.look',
        'invite.avatar',
      ],
      ...['server.get', 'setup', 'setup.look', 'user.get'],
    ].sort(),
  );
});

test('a public profile shows no presence, role or session', async () => {
  const { body } = await server.ask('GET', '/api/users/sara');
  const fields = ['about', 'avatar', 'createdAt', 'deletedAt', 'displayName', 'id', 'username'];
  expect(Object.keys(body.user).sort()).toEqual(fields);
});
