import { expect, test } from 'bun:test';
import { Value } from '@sinclair/typebox/value';
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts';
import type { Operation } from '../../server/openapi/operation.ts';
import { operations } from '../../server/openapi/operations.ts';
import { REST_COMMANDS } from '../../server/realtime/rest-table.ts';
import { type Caller, startServer } from '../helpers/app.ts';
import { madeUp, type Random, randomOf } from './made-up.ts';

const SEED = Number(process.env.SEED ?? 20_261_129);
/** Each role makes so many requests to each operation. */
const ROUNDS = Number(process.env.RUNS ?? 6);
/** These end the session that the others need. */
const ENDS = new Set(['auth.logout', 'me.delete', 'session.revokeOthers', 'session.revoke']);

const encodeSegment = (value: unknown): string =>
  encodeURIComponent(String(value).toWellFormed()) || '%20';

function requestOf(
  { method, path, params, query, body }: Operation,
  random: Random,
  known: string[],
) {
  const of = (schema: Operation['body']) =>
    Object(schema ? madeUp(schema, random, known) : {}) as Record<string, unknown>;
  const parts = of(params);
  const where = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeSegment(parts[name]).replace(/^\.+$/, '-'),
  );
  const asked = Object.entries(of(query)).map(([name, value]) => `${name}=${encodeSegment(value)}`);
  const sent =
    method === 'GET' || method === 'HEAD'
      ? undefined
      : JSON.stringify(body ? madeUp(body, random, known) : {});
  return { method, url: asked.length > 0 ? `${where}?${asked.join('&')}` : where, sent };
}

test(`whatever each role asks of each operation, the answer is one that is declared (SEED=${SEED})`, async () => {
  const server = await startServer();
  const [outsider, member, owner] = await Promise.all(
    ['outsider', 'member', 'owner'].map((name) => server.register(name)),
  );
  const boss = await server.setUp('boss');
  const group = {
    kind: 'group',
    clientId: Bun.randomUUIDv7(),
    title: 'گروه',
    userIds: [member?.user.id],
  };
  const chatId: string = (await owner?.post('/api/chats', group))?.body.chat.id;
  const code: string = (await owner?.post(`/api/chats/${chatId}/invites`))?.body.invite.code;
  const known = [
    chatId,
    code,
    'member',
    'owner',
    String(outsider?.user.id),
    String(member?.user.id),
    '1',
    'سلام',
  ];
  const roles: [string, Caller | undefined][] = Object.entries({
    stranger: undefined,
    outsider,
    member,
    owner,
    boss,
  });
  const random = randomOf(SEED);
  let [asked, accepted] = [0, 0];
  for (const operation of operations(REST_COMMANDS).filter(({ id }) => !ENDS.has(id))) {
    for (const [role, caller] of roles) {
      for (let round = 0; round < ROUNDS; round++) {
        const { method, url, sent } = requestOf(operation, random, known);
        const headers = caller ? { authorization: `Bearer ${caller.token}` } : undefined;
        const answer = await server.ask(method, url, sent, headers);
        const what =
          `${role}: ${method} ${url} ${sent} → ${answer.status} ${JSON.stringify(answer.body)}`.slice(
            0,
            600,
          );
        asked++;
        const error = answer.body?.error as { code: ErrorCode } | undefined;
        if (error) {
          expect([what, Number(ERRORS[error.code]?.status), answer.status < 500]).toEqual([
            what,
            answer.status,
            true,
          ]);
          continue;
        }
        // A HEAD is answered without a body.
        if (method === 'HEAD' && answer.status >= 400) {
          expect([what, answer.status < 500]).toEqual([what, true]);
          continue;
        }
        accepted++;
        expect([what, operation.statuses.includes(answer.status)]).toEqual([what, true]);
        if (operation.media) continue;
        expect([what, Value.Errors(operation.reply, answer.body).First()?.path]).toEqual([
          what,
          undefined,
        ]);
      }
    }
  }
  // Enough of the requests were valid, or nothing was tried.
  expect(accepted).toBeGreaterThan(asked / 10);
  const errors = server.lines.filter((line) => line.includes('"level":"error"'));
  await server.stop();
  expect(errors).toEqual([]);
});
