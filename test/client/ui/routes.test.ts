import { expect, test } from 'bun:test';
import { parseRoute, type Route } from '../../../client/app/routes.ts';
import { mainOf, sideOf } from '../../../client/app/screens.ts';
import { paths } from '../../../client/ui/paths.ts';

const at = (path: string): Route => parseRoute(new URL(path, 'http://localhost'));

test('every path that a link can have leads to its screen', () => {
  expect(at(paths.home)).toEqual({ name: 'home' });
  expect(at(paths.chat('AAAAAAAAAAA'))).toEqual({ name: 'chat', chatId: 'AAAAAAAAAAA', at: null });
  expect(at(paths.chat('AAAAAAAAAAA', 7))).toMatchObject({ name: 'chat', at: 7 });
  expect(at(paths.profile('sara.m'))).toEqual({ name: 'profile', username: 'sara.m' });
  expect(at(paths.settings())).toEqual({ name: 'settings', section: null });
  expect(at(paths.settings('sessions'))).toEqual({ name: 'settings', section: 'sessions' });
  expect(at(paths.newChat)).toEqual({ name: 'new' });
  expect(at(paths.newGroup)).toEqual({ name: 'new-group' });
  expect(at(paths.group('AAAAAAAAAAA'))).toEqual({ name: 'group', chatId: 'AAAAAAAAAAA' });
  expect(at(paths.media('AAAAAAAAAAA'))).toEqual({ name: 'media', chatId: 'AAAAAAAAAAA' });
  expect(at(paths.join('kZ3vTq8mQ1xY7pLw0aBc9d'))).toMatchObject({ name: 'join' });
  expect(at(paths.admin())).toEqual({ name: 'admin', section: '', account: null });
  expect(at(paths.admin('users'))).toEqual({ name: 'admin', section: 'users', account: null });
  expect(at(paths.account('a1'))).toEqual({ name: 'admin', section: 'users', account: 'a1' });
  expect(at('/admin/server/a1')).toEqual({ name: 'lost' });
  expect(at(paths.invite('kZ3vTq8mQ1xY7pLw0aBc9d'))).toEqual({ name: 'door' });
  expect(at('/setup#kZ3vTq8mQ1xY7pLw0aBc9d')).toEqual({ name: 'door' });
  expect(at('/reset')).toEqual({ name: 'door' });
  expect(at(paths.search())).toEqual({ name: 'search', chatId: null });
  expect(at(paths.search('AAAAAAAAAAA'))).toEqual({ name: 'search', chatId: 'AAAAAAAAAAA' });
});

test('a trailing slash changes nothing', () => {
  expect(at('/settings/')).toEqual(at('/settings'));
});

test('a place in a chat that is no number is no place', () => {
  for (const wrong of ['0', '-1', '1.5', 'x', '', '9999999999999999999']) {
    expect(at(`/c/AAAAAAAAAAA?at=${wrong}`)).toMatchObject({ at: null });
  }
});

test('what leads nowhere is said to, and bad encoding breaks nothing', () => {
  for (const path of [
    '/c',
    '/u',
    '/x/y',
    '/c/a/b',
    '/c/a/info/b',
    '/join',
    '/join/a/b',
    '/settings/a/b',
    '/nowhere',
  ]) {
    expect(at(path)).toEqual({ name: 'lost' });
  }
  expect(parseRoute({ pathname: '/u/%E0%A4%A', search: '' })).toEqual({
    name: 'profile',
    username: '%E0%A4%A',
  });
});

const NOWHERE = { kept: null, folder: null };

test('a list stands at the side of every screen, and a chat marks its row', () => {
  expect(sideOf({ name: 'home' }, NOWHERE).key).toBe('chats');
  expect(sideOf({ name: 'profile', username: 'x' }, NOWHERE).key).toBe('chats');
  expect(sideOf({ name: 'settings', section: 'password' }, NOWHERE).key).toBe('settings');
});

test('settings open their first section only where there is room beside the list', () => {
  expect(mainOf({ name: 'settings', section: null })).toBeNull();
  expect(mainOf({ name: 'settings', section: null }, true)?.key).toBe('settings/profile');
});
