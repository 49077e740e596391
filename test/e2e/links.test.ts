/**
 * Tries what other programs see of the server without opening it: the manifest, and previews of links. On the
 * executable.
 */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { gunzipSync } from 'node:zlib';
import type { Caller } from '../helpers/caller.ts';
import { account, administrator } from './helpers/account.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';

const CODE_OF_NONE = 'A'.repeat(22);
const STRANGE = 'باغ <b>"&$&';
let server: Executable;
let admin: Caller;
beforeAll(async () => {
  server = await startExecutable({ REGISTRATION: '', AUTH_LIMIT: '1000' });
  admin = await administrator(server, 'sara', 'سارا کیانی', {
    name: 'خانه‌ی سارا',
    registration: 'open',
  });
});
afterAll(() => server.stop());

type Tags = Record<string, string | undefined>;
/** Reads the tags as a program does that makes previews. */
async function tagsOf(path: string, headers: Record<string, string> = {}): Promise<Tags> {
  const found: Tags = {};
  await new HTMLRewriter()
    .on('head > meta[content]', {
      element(meta) {
        const name = meta.getAttribute('property') ?? meta.getAttribute('name');
        const content = meta.getAttribute('content') ?? '';
        if (name)
          found[name] = content
            .replaceAll('&quot;', '"')
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>')
            .replaceAll('&amp;', '&');
      },
    })
    .transform(await fetch(server.url + path, { headers }))
    .text();
  return found;
}
const manifest = async (query = '', headers: Record<string, string> = {}) =>
  (await fetch(`${server.url}/manifest.webmanifest${query}`, { headers })).json();
const instance = (update: object) => admin.patch('/api/admin/server', update);

async function group(title: string): Promise<{ chatId: string; code: string }> {
  const made = await admin.post('/api/chats', {
    ...{ kind: 'group', clientId: Bun.randomUUIDv7(), title, userIds: [] },
  });
  const chatId = made.body.chat.id;
  const { body } = await admin.post(`/api/chats/${chatId}/invites`, {});
  return { chatId, code: body.invite.code };
}

test('the manifest is in the language that the page says, else in one that the browser asks for', async () => {
  expect(await manifest('?lang=en')).toMatchObject({ lang: 'en', dir: 'ltr', id: '/' });
  expect(await manifest('?lang=fa', { 'accept-language': 'en' })).toMatchObject({ lang: 'fa' });
  for (const [asked, language] of [
    ['en-GB,en;q=0.9', 'en'],
    ['de-DE,en;q=0.5', 'en'],
    ['fa-IR,en;q=0.8', 'fa'],
    ['de', 'fa'],
  ] as const) {
    const found = await manifest('', { 'accept-language': asked });
    expect([asked, found.lang, found.id]).toEqual([asked, language, '/']);
  }
  const words = await Promise.all(['?lang=fa', '?lang=en'].map((query) => manifest(query)));
  expect(words.map(({ shortcuts }) => shortcuts[0].name)).toEqual(['گفتگوی تازه', 'New chat']);
});

test('the manifest has the server’s name from the moment when it is changed, and is asked for anew', async () => {
  const before = await fetch(`${server.url}/manifest.webmanifest?lang=fa`);
  expect(await before.json()).toMatchObject({ name: 'خانه‌ی سارا', short_name: 'خانه‌ی سارا' });
  const tag = { 'if-none-match': before.headers.get('etag') ?? '' };
  const again = () => fetch(`${server.url}/manifest.webmanifest?lang=fa`, { headers: tag });
  expect((await again()).status).toBe(304);
  await instance({ name: 'باغ سارا' });
  const after = await again();
  expect([after.status, (await after.json()).name]).toEqual([200, 'باغ سارا']);
  expect((await manifest('?lang=en')).name).toBe('باغ سارا');
  await instance({ name: 'خانه‌ی سارا' });
});

test('the pictures of the manifest are there', async () => {
  for (const { src, type } of (await manifest()).screenshots) {
    const answer = await fetch(server.url + src);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    expect((await answer.arrayBuffer()).byteLength).toBeLessThan(64 * 1024);
  }
});

test('a link to the server, and an invitation, are shown by its name, with its picture', async () => {
  const home = await tagsOf('/');
  expect(home).toMatchObject({
    'og:title': 'خانه‌ی سارا',
    'og:site_name': 'خانه‌ی سارا',
    'og:description': 'پیام‌رسانی از آنِ خودتان',
    'og:locale': 'fa_IR',
    description: 'پیام‌رسانی از آنِ خودتان',
  });
  expect((await fetch(home['og:image'] ?? '')).headers.get('content-type')).toBe('image/png');
  expect((await tagsOf('/i'))['og:title']).toContain('دعوت به');
  for (const path of ['/settings', '/setup', '/c/AbC_-123456', '/index.html'])
    expect([path, (await tagsOf(path))['og:title']]).toEqual([path, 'خانه‌ی سارا']);
});

test('a link into a group is shown by its title as long as it opens, whatever the title is', async () => {
  const { chatId, code } = await group(STRANGE);
  const shown = await tagsOf(`/join/${code}`);
  expect(shown['og:title']).toBe(STRANGE);
  expect(JSON.stringify(shown)).not.toContain('سارا کیانی');
  const dead = await tagsOf(`/join/${CODE_OF_NONE}`);
  expect(dead['og:title']).toBe('خانه‌ی سارا');
  await admin.del(`/api/chats/${chatId}/invites/${code}`);
  expect(await tagsOf(`/join/${code}`)).toEqual(dead);
});

test('a profile is shown by its name where everybody may register, and nowhere else', async () => {
  await account(server, 'ali.reza', 'علی رضایی');
  const nobody = await tagsOf('/u/nobody');
  expect((await tagsOf('/u/ali.reza'))['og:title']).toBe('علی رضایی');
  expect(nobody['og:title']).toBe('خانه‌ی سارا');
  for (const registration of ['invite', 'closed']) {
    await instance({ registration });
    expect(await tagsOf('/u/ali.reza')).toEqual(nobody);
    // A member's request gets no more: programs that make previews have no account, and caches are shared.
    const cookie = { authorization: `Bearer ${admin.token}` };
    expect(await tagsOf('/u/ali.reza', cookie)).toEqual(nobody);
  }
  await instance({ registration: 'open' });
});

test('a page is compressed, and asked for anew by its tag', async () => {
  const get = (headers: Record<string, string>) =>
    fetch(`${server.url}/u/ali.reza`, { headers, decompress: false } as RequestInit);
  const packed = await get({ 'accept-encoding': 'gzip' });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  const html = gunzipSync(await packed.bytes()).toString();
  expect(html).toContain('علی رضایی');
  const plain = await get({ 'accept-encoding': 'identity' });
  expect([await plain.text(), plain.headers.get('content-encoding')]).toEqual([html, null]);
  const tag = { 'accept-encoding': 'gzip', 'if-none-match': packed.headers.get('etag') ?? '' };
  expect((await get(tag)).status).toBe(304);
});

test('names are not tried by pages either: who asks for too many sees the server alone', async () => {
  const strict = await startExecutable({ AUTH_LIMIT: '1' });
  try {
    await account(strict, 'ali', 'علی رضایی');
    const titles: string[] = [];
    for (let n = 0; n < 6; n++) {
      const html = await (await fetch(`${strict.url}/u/ali`)).text();
      titles.push(html.includes('علی رضایی') ? 'person' : 'server');
    }
    expect(titles).toEqual(['person', 'person', 'person', 'person', 'server', 'server']);
  } finally {
    await strict.stop();
  }
});

test('the language of previews is the server’s', async () => {
  const english = await startExecutable({
    SERVER_LANGUAGE: 'en',
    PUBLIC_URL: 'https://chat.example.org',
  });
  try {
    const html = await (await fetch(english.url)).text();
    expect(html).toContain('<meta property="og:title" content="Payambar">');
    expect(html).toContain('content="https://chat.example.org/icons/icon-512.png"');
    expect(html).toContain('A messenger of your own');
  } finally {
    await english.stop();
  }
});
