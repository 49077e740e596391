import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { createApp } from '../../server/app.ts';
import type { Operation } from '../../server/openapi/operation.ts';
import { operations } from '../../server/openapi/operations.ts';
import { REST_COMMANDS } from '../../server/realtime/rest-table.ts';
import { type Caller, type Server, startServer } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';
import { FIRST, LAST, makeAsks } from './openapi-asks.ts';

let server: Server;
let sara: Caller;
let document: Json;
beforeAll(async () => {
  server = await startServer({ inviteQuota: 100 });
  sara = await server.register('sara');
  document = (await server.ask('GET', '/openapi.json')).body;
});
afterAll(() => server.stop());

test('it describes every route of the API, and none that is not there', async () => {
  const { app } = await createApp(server.deps);
  const routes = app.routes
    .filter(({ path }) => path.startsWith('/api/') || path === '/health' || path === '/ready')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const described = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(routes.sort());
});

test('what it refers to is there, and tuples are those of OpenAPI 3.1', () => {
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) {
    const found = reference.split('/').reduce((at: Json, key) => at?.[key], document);
    expect([reference, typeof found]).toEqual([reference, 'object']);
  }
  expect(text).not.toContain('"items":[');
  expect(text).toContain('"prefixItems"');
});

test('every operation, asked as it says, answers with the status and the shape that it says', async () => {
  const known = await makeAsks(server, sara);
  const place = ({ id }: Operation): number => (FIRST.includes(id) ? -2 : LAST.indexOf(id));
  const order = operations(REST_COMMANDS).sort((one, other) => place(one) - place(other));
  let boss = sara;
  for (const { id, method, path, reply, statuses } of order) {
    const { body, params = known.other.params, query = '', headers = {} } = known[id] ?? {};
    const filled = path.replace(/:(\w+)/g, (_, name: string) => params[name]);
    const sent = body ?? (method === 'POST' ? {} : undefined);
    const again = id === 'me.delete' ? await server.login('sara') : sara;
    const asker = path.startsWith('/api/admin/') ? boss : again;
    const answer = await asker.ask(method, filled + query, sent, headers);
    if (id === 'setup') boss = await server.login('boss');
    expect([id, statuses.includes(answer.status), answer.body.error]).toEqual([
      id,
      true,
      undefined,
    ]);
    expect([id, wrongPlace(reply, answer.body)]).toEqual([id, undefined]);
  }
});

function wrongPlace(schema: TSchema, value: unknown): string | undefined {
  return Value.Errors(schema, value).First()?.path;
}

test('a required part that is left out is refused, as it says', async () => {
  await server.register('next');
  for (const { method, path, body, id } of operations(REST_COMMANDS)) {
    const required = (body?.required as string[] | undefined) ?? [];
    if (required.length === 0 || id === 'auth.login' || id === 'auth.register') continue;
    const fresh = await server.login(path.startsWith('/api/admin/') ? 'boss' : 'next');
    const answer = await fresh.ask(method, path.replace(/:\w+/g, 'AAAAAAAAAAA'), {});
    expect([id, answer.status, answer.body.error.code]).toEqual([id, 400, 'invalid']);
  }
});
