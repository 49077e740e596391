import { expect, test } from 'bun:test';
import { isShellPath } from '../../client/sw/paths.ts';

test('deep links open the shell offline, usernames with a dot too', () => {
  for (const path of [
    '/',
    '/new',
    '/c/AAAAAAAAAAA',
    '/u/ali',
    '/u/ali.reza',
    '/settings/devices',
  ]) {
    expect([path, isShellPath(path)]).toEqual([path, true]);
  }
});

test('addresses of the server are left to the server', () => {
  const paths = [
    '/api',
    '/api/files/x',
    '/health',
    '/ready',
    '/metrics',
    '/openapi.json',
    '/ws',
    '/sw.js',
  ];
  for (const path of [...paths, '/icons/icon-192.png']) {
    expect([path, isShellPath(path)]).toEqual([path, false]);
  }
});
