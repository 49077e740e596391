import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Caller } from '../helpers/caller.ts';
import { group, type Instance, startInstance } from '../helpers/instance.ts';

let instance: Instance;
let sara: Caller;
let chatId: string;
beforeAll(async () => {
  instance = await startInstance({ INVITE_QUOTA: '5' });
  sara = await instance.register('sara');
  chatId = await group(sara);
});
afterAll(() => instance.stop());

const LAST = 8.64e15;

test.each([9e15, LAST + 1, 1e300, -1])(
  'an invite link until %d is refused, and nothing breaks',
  async (expiresAt) => {
    const ofGroup = await sara.post(`/api/chats/${chatId}/invites`, { expiresAt });
    const ofServer = await sara.post('/api/server/invites', { expiresAt });
    for (const { status, body } of [ofGroup, ofServer]) {
      expect({ status, code: body.error?.code }).toEqual({ status: 400, code: 'invalid' });
      expect(body.error.field).toBe('expiresAt');
    }
  },
);

test('the last time that a calendar has is taken', async () => {
  const { status, body } = await sara.post(`/api/chats/${chatId}/invites`, { expiresAt: LAST });
  expect(status).toBe(200);
  expect(new Date(body.invite.expiresAt).toISOString()).toBe('+275760-09-13T00:00:00.000Z');
});

const BEYOND: [string, string, object?][] = [
  ['GET', '/api/search?q=a&before=1e300'],
  ['GET', '/api/chats/AAAAAAAAAAA/messages?before=1e300'],
  ['GET', '/api/chats/AAAAAAAAAAA/at?at=9e15'],
  ['PATCH', '/api/chats/CHAT/settings', { mutedUntil: 1e300 }],
  ['PATCH', '/api/chats/CHAT/settings', { pinned: 2 ** 53 }],
  ['PUT', '/api/chats/CHAT/read', { seq: 1e300 }],
  ['POST', '/api/sync', { cursor: { AAAAAAAAAAA: [1e300, 0, 0, 0] } }],
];

test.each(BEYOND.map(([method, path, body]) => ({ method, path, body })))(
  '$method $path with a number beyond 2^53 is 400',
  async ({ method, path, body }) => {
    const answer = await sara.ask(method, path.replace('CHAT', chatId), body);
    expect({ status: answer.status, code: answer.body.error?.code }).toEqual({
      ...{ status: 400, code: 'invalid' },
    });
  },
);
