import { afterEach, beforeEach, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Message } from '../../protocol/messages.ts';
import { png } from '../../scripts/legacy/pictures.ts';
import { createReadableExport } from '../../server/accounts/readable.ts';
import { createFilesStore } from '../../server/files/store.ts';
import type { Caller } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';
import { direct, makeFriends, say } from '../helpers/cast.ts';
import { unzip } from '../helpers/zip.ts';
import { type Instance, startInstance } from './support.ts';

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.server.stop());

const ask = (who: Caller): Promise<Response> =>
  fetch(`${instance.server.url}/api/me/export`, {
    headers: { authorization: `Bearer ${who.token}` },
  });
const take = async (who: Caller) => unzip(new Uint8Array(await (await ask(who)).arrayBuffer()));
const jsonOf = (files: Map<string, Uint8Array>, name: string): Json =>
  JSON.parse(new TextDecoder().decode(files.get(name)));

/** Adds a file that this person sent in that message. */
async function attach(owner: Caller, chatId: string, seq: number, id: string, text: string) {
  const { db } = instance.server.deps;
  const source = join(instance.server.dataDir, 'sent');
  await Bun.write(source, text);
  const stored = createFilesStore(instance.server.dataDir).take(source);
  const row = { id, ownerId: owner.user.id, ...stored, mime: 'text/plain', name: '../نامه.txt' };
  await db.write(function* () {
    yield* db.files.create({ ...row, createdAt: 1 });
    yield* db.files.attach({ chatId, seq, position: 0, fileId: id, kind: 'file' });
  });
}

test('it holds one’s account, one’s chats with every message that one sees, and their files', async () => {
  const { sara, ali } = instance;
  const chatId = await makeFriends(sara, ali);
  const texts = Array.from({ length: 450 }, (_, i) => `پیام «${i}»`);
  for (const text of texts) await say(ali, chatId, text);
  await attach(ali, chatId, 1, 'fileOfAli_1', 'نامه');
  const response = await ask(sara);
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="payambar-\d{4}-\d\d-\d\d\.zip"$/,
  );
  const files = unzip(new Uint8Array(await response.arrayBuffer()));
  expect([...files.keys()].toSorted()).toEqual([
    'account.json',
    `chats/direct-${chatId}.html`,
    `chats/direct-${chatId}.json`,
    'files/fileOfAli_1-__نامه.txt',
    'index.html',
  ]);
  const account = jsonOf(files, 'account.json');
  expect(account.user).toMatchObject({ username: 'sara', role: 'user' });
  expect(account.sessions).toHaveLength(1);
  const { chat, users, messages } = jsonOf(files, `chats/direct-${chatId}.json`);
  expect([chat.id, users.length]).toEqual([chatId, 2]);
  expect(messages.map(({ text }: { text: string }) => text)).toEqual(['سلام', 'سلام!', ...texts]);
  expect(new TextDecoder().decode(files.get('files/fileOfAli_1-__نامه.txt'))).toBe('نامه');
});

test('one’s own picture is in it, under the id that the account names; nobody else’s is', async () => {
  const { sara, ali } = instance;
  await makeFriends(sara, ali);
  for (const who of [sara, ali])
    await who.patch('/api/me', {
      avatar: (await who.ask('POST', '/api/avatars', png(64, 64))).body.id,
    });
  const files = await take(sara);
  const { avatar } = jsonOf(files, 'account.json').user;
  expect([...files.keys()].filter((name) => name.startsWith('files/'))).toEqual([
    `files/${avatar}-avatar.webp`,
  ]);
});

const textOf = (files: Map<string, Uint8Array>, name: string): string =>
  new TextDecoder().decode(files.get(name));

test('its pages are read without a network and in either direction, in the language that is asked for', async () => {
  const { sara, ali } = instance;
  const chatId = await makeFriends(sara, ali);
  await say(ali, chatId, 'پنج > دو & <b>three</b>\nThe second line');
  const files = await take(sara);
  const index = textOf(files, 'index.html');
  expect(index).toContain('<html lang="fa" dir="rtl">');
  expect(index).toContain(`<a href="chats/direct-${chatId}.html">`);
  const page = textOf(files, `chats/direct-${chatId}.html`);
  expect(page).toContain(
    '<p class="text">پنج &gt; دو &amp; &lt;b&gt;three&lt;/b&gt;\nThe second line</p>',
  );
  expect(page).toContain('unicode-bidi:plaintext');
  expect(page).toContain(`<bdi>${ali.user.displayName}</bdi>`);
  for (const html of [index, page]) expect(html).not.toMatch(/https?:|<script|src=|url\(/);
  const headers = { authorization: `Bearer ${sara.token}`, 'accept-language': 'en' };
  const english = await fetch(`${instance.server.url}/api/me/export`, { headers });
  const translated = unzip(new Uint8Array(await english.arrayBuffer()));
  expect(textOf(translated, 'index.html')).toContain('<html lang="en" dir="ltr">');
});

test('phone and card numbers, links and code of a Persian line are isolated, as the bubbles do it', () => {
  const text = 'زنگ بزن به +98 912 345 6789 یا <a> در https://x.ir/?n=0912-345-6789';
  const link = text.indexOf('https');
  const entities = [
    { type: 'code', offset: text.indexOf('<a>'), length: 3 },
    { type: 'link', offset: link, length: text.length - link },
  ];
  const message = { seq: 7, text, entities, createdAt: 0, editedAt: null, deletedAt: null };
  const { message: draw } = createReadableExport('fa');
  expect(draw(message as Message, undefined, String)).toContain(
    'به <bdi dir="ltr">+98 912 345 6789</bdi> یا <bdi dir="ltr">&lt;a&gt;</bdi> در <bdi dir="auto">https://x.ir/?n=0912-345-6789</bdi></p>',
  );
});

test('a file of a message is a link, and what its sender called it breaks no page', () => {
  const file = { id: 'fileOfAli_1', name: '"><img src=x>.txt', size: 1, mime: 'text/plain' };
  const message = {
    seq: 7,
    text: '',
    createdAt: 0,
    editedAt: null,
    deletedAt: null,
    files: [file],
  };
  const page = createReadableExport('en').message(
    message as Message,
    undefined,
    (name, id) => `../files/${id}-${name}`,
  );
  expect(page).toContain('href="../files/fileOfAli_1-&quot;&gt;&lt;img src=x&gt;.txt"');
  expect(page).toContain('<bdi>&quot;&gt;&lt;img src=x&gt;.txt</bdi>');
  expect(page).toContain('<bdi>Deleted account</bdi>');
});

test('a page of a group names also whom its chat does not list, and says what happened in it', async () => {
  const { sara, ali } = instance;
  await makeFriends(sara, ali);
  const body = {
    kind: 'group',
    clientId: Bun.randomUUIDv7(),
    title: 'Trip <2>',
    userIds: [ali.user.id],
  };
  const { chat } = (await sara.post('/api/chats', body)).body;
  await say(ali, chat.id, 'سلام بر گروه');
  const page = textOf(await take(sara), `chats/group-${chat.id}.html`);
  expect(page).toContain('Trip &lt;2&gt;</h1>');
  expect(page).toContain('گروه را ساخت');
  expect(page).toContain(`<bdi>${ali.user.displayName}</bdi>`);
});

test('nothing of what the person does not see, and no secret of theirs', async () => {
  const { sara, ali, reza } = instance;
  const mine = await makeFriends(sara, ali);
  const theirs = await makeFriends(ali, reza);
  await say(ali, theirs, 'میان ما بماند');
  await attach(ali, theirs, 1, 'fileOfAli_2', 'پنهان');
  await say(ali, mine, 'این را پاک می‌کنم');
  await sara.post(`/api/chats/${mine}/messages/delete`, { seqs: [3], everyone: false });
  await direct(reza, sara);
  const whole = new TextDecoder().decode(await (await ask(sara)).arrayBuffer());
  expect(whole).toContain('سلام!');
  for (const hidden of ['میان ما بماند', 'پنهان', 'fileOfAli_2', 'این را پاک', theirs])
    expect(whole).not.toContain(hidden);
  for (const secret of ['argon2', 'refresh', sara.token]) expect(whole).not.toContain(secret);
  const his = await take(ali);
  expect([...his.keys()]).toContain('files/fileOfAli_2-__نامه.txt');
});

test('whoever is not signed in gets none, and nobody more than a few an hour', async () => {
  const { server, sara } = instance;
  expect((await server.ask('GET', '/api/me/export')).status).toBe(401);
  const statuses: number[] = [];
  for (let i = 0; i < 6; i++) {
    const response = await ask(sara);
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
});

/** Takes one's export by a connection that reads the first of it, does `meanwhile`, and reads the rest. */
async function takeSlowly(who: Caller, meanwhile: () => Promise<unknown>): Promise<number> {
  const { hostname, port } = new URL(instance.server.url);
  const line = connect(Number(port), hostname);
  line.write(
    `GET /api/me/export HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${who.token}\r\nConnection: close\r\n\r\n`,
  );
  let bytes = 0;
  const closed = new Promise((done) => line.once('close', done));
  await new Promise<void>((begun) =>
    line.once('data', (data) => {
      bytes += data.length;
      line.pause();
      begun();
    }),
  );
  line.on('data', (data) => {
    bytes += data.length;
  });
  line.on('error', () => {});
  line.pause();
  await meanwhile();
  line.resume();
  await closed;
  return bytes;
}

test('an export that is being sent ends with the session that asked for it, and goes on with another', async () => {
  const { sara, ali } = instance;
  const chatId = await makeFriends(sara, ali);
  await say(ali, chatId, 'سلام');
  const size = 48 << 20;
  await attach(ali, chatId, 1, 'fileOfAli_1', 'x'.repeat(size));
  const laptop = await instance.server.login('sara');
  const other = await instance.server.login('sara');
  // The premise: a slow connection gets all of it, when another session ends.
  expect(await takeSlowly(laptop, () => other.post('/api/auth/logout'))).toBeGreaterThan(size);
  const cut = await takeSlowly(laptop, () => laptop.post('/api/auth/logout'));
  expect(cut).toBeLessThan(size / 2);
  expect((await ask(sara)).status).toBe(200);
});
