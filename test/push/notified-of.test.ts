import { expect, test } from 'bun:test';
import { NOTIFIED } from '../../db/stores/notification-settings.ts';
import { notifiedOf } from '../../protocol/rules/notifications.ts';

const GROUP = { kind: 'group', isMuted: false } as const;
const of = (change: Partial<typeof NOTIFIED>, place: Parameters<typeof notifiedOf>[2] = GROUP) =>
  notifiedOf('message', { ...NOTIFIED, ...change }, place);

test('server and page notify of the same: whom a person hears in groups, and what breaks through a mute', () => {
  const muted = { ...GROUP, isMuted: true };
  expect([of({}), of({}, muted), of({ mentions: false }, muted)]).toEqual([
    'all',
    'addressed',
    'none',
  ]);
  // Mentions that are chosen for groups are heard, whether or not others break through.
  expect([of({ groups: 'mentions', mentions: false }), of({ groups: 'none' })]).toEqual([
    'addressed',
    'addressed',
  ]);
  const direct = { kind: 'direct', isMuted: false } as const;
  expect([of({}, direct), of({ people: false }, direct)]).toEqual(['all', 'none']);
});
