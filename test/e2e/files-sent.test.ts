import { afterAll, beforeAll, expect, test } from 'bun:test';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Message } from '../../protocol/messages.ts';
import type { Caller } from '../helpers/caller.ts';
import { until } from '../helpers/until.ts';
import { account } from './helpers/account.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';
import { acquaint } from './helpers/stage.ts';

/** Sara sends files from her phone to Ali, over a line that is cut; Reza is in no chat with them. */
let server: Executable;
let browser: Browser;
let phone: Device;
let sara: Caller;
let ali: Caller;
let reza: Caller;
let chatId: string;
const made: string[] = [];

beforeAll(async () => {
  server = await startExecutable({ AUTH_LIMIT: '1000' });
  browser = await launch();
  sara = await account(server, 'sara', 'سارا');
  ali = await account(server, 'ali', 'علی');
  reza = await account(server, 'reza', 'رضا');
  chatId = await acquaint(sara, ali);
  phone = await Device.open(browser, server);
  await phone.signIn('sara');
  await phone.openChat('علی');
});
afterAll(async () => {
  for (const path of made) rmSync(path, { force: true });
  await phone?.close();
  await browser?.close();
  await server?.stop();
});

/** Files that no two tests share, on the disk, since a browser takes 50 MB at most from a test itself. */
function fileOf(name: string, bytes: number): { path: string; hash: string } {
  const path = join(tmpdir(), `payambar-${crypto.randomUUID().slice(0, 8)}-${name}`);
  const content = crypto.getRandomValues(new Uint8Array(Math.min(bytes, 65_536)));
  const whole = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += content.length)
    whole.set(content.subarray(0, Math.min(content.length, bytes - at)), at);
  writeFileSync(path, whole);
  made.push(path);
  return { path, hash: hashOf(whole) };
}

const hashOf = (bytes: Uint8Array): string =>
  new Bun.CryptoHasher('sha256').update(bytes).digest('hex');

async function attach(kind: 'media' | 'file', paths: string[]): Promise<void> {
  const { page } = phone;
  const chooser = page.waitForEvent('filechooser');
  await page.locator('pa-composer .attach').click();
  const name = kind === 'media' ? 'عکس یا ویدیو' : 'فایل';
  await page.getByRole('menuitem', { name, exact: true }).click();
  await (await chooser).setFiles(paths);
}

async function choose(kind: 'media' | 'file', paths: string[], caption = ''): Promise<void> {
  const { page } = phone;
  await attach(kind, paths);
  await page.locator('pa-send-files textarea').fill(caption);
  await page.locator('pa-send-files .send').click();
  await page.locator('pa-send-files pa-dialog').waitFor({ state: 'detached' });
}

async function history(): Promise<Message[]> {
  const { body } = await ali.get(`/api/chats/${chatId}/messages`);
  return body.messages;
}

/** What Ali has got since, as a person sees it: the words, and the hash of each file. */
async function received(after: number): Promise<string[][]> {
  const messages = (await history()).filter(({ seq }) => seq > after);
  return await Promise.all(
    messages.map(async ({ text, files = [] }) => [
      text,
      ...(await Promise.all(files.map(async ({ id }) => hashOf(await bytesFor(ali, id))))),
    ]),
  );
}

const askFor = (who: Caller, id: string): Promise<Response> =>
  fetch(`${server.url}/api/files/${id}`, { headers: { authorization: `Bearer ${who.token}` } });

async function bytesFor(who: Caller, id: string): Promise<Uint8Array> {
  const answer = await askFor(who, id);
  if (!answer.ok) throw new Error(`file ${id}: ${answer.status}`);
  return await answer.bytes();
}

const last = async (): Promise<number> => (await history()).at(-1)?.seq ?? 0;
const uploads = () => phone.page.locator('pa-upload');
/** The share that has been sent, of the one upload that is shown. */
const share = async (): Promise<number> =>
  Number(await phone.page.locator('pa-upload .ring').first().getAttribute('aria-valuenow'));

test('a file and the words after it arrive once, whole and in their order', async () => {
  const before = await last();
  const one = fileOf('گزارش.bin', 300_000);
  await choose('file', [one.path], 'این هم گزارش');
  await phone.write('رسید؟');
  await until(() => received(before), [['این هم گزارش', one.hash], ['رسید؟']]);
  const [message] = (await history()).filter(({ files }) => files);
  expect(message?.files?.[0]).toMatchObject({ kind: 'file', size: 300_000 });
  await phone.ticks('رسید؟', 'one');
});

test('who is not in the chat gets nothing of it, and whoever is does', async () => {
  const id = (await history()).flatMap(({ files = [] }) => files)[0]?.id ?? '';
  expect((await bytesFor(ali, id)).length).toBe(300_000);
  expect((await askFor(reza, id)).status).toBe(404);
});

test('pictures go as an album, smaller than they were, upright, with their sizes and thumbs', async () => {
  const before = await last();
  const { page } = phone;
  const pictures = ['one.png', 'two.png'].map((name, i) => {
    const path = join(tmpdir(), `payambar-${name}`);
    writeFileSync(path, drawn(900 + i * 300, 600));
    made.push(path);
    return path;
  });
  await attach('media', pictures);
  await page.locator('pa-send-files [data-ready=true]').nth(1).waitFor();
  // The second is moved before the first by its button, as by keys.
  await page.locator('pa-send-files li').nth(1).locator('.tools button').nth(1).click();
  await page.locator('pa-send-files .send').click();
  await until(async () => (await history()).filter(({ seq }) => seq > before).length, 1);
  const files = (await history()).at(-1)?.files ?? [];
  expect(files.map(({ kind, width, height, thumb }) => [kind, width, height, thumb])).toEqual([
    ['picture', 1200, 600, true],
    ['picture', 900, 600, true],
  ]);
  expect(files.every(({ thumbhash }) => thumbhash)).toBe(true);
});

test('a line that is cut in the middle, a server that is killed and a page that is closed lose and double nothing', async () => {
  const before = await last();
  const large = fileOf('فیلم.bin', 24_000_000);
  const { page } = phone;
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const slow = (kilobytes: number) =>
    client.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 20, downloadThroughput: -1 },
      uploadThroughput: kilobytes * 1000,
    });
  await slow(2000);
  await choose('file', [large.path], 'بزرگ');
  await phone.write('پس از آن');
  await until(share, (percent) => percent >= 10);
  phone.link.cut();
  await page.locator('pa-upload', { hasText: 'منتظر اتصال' }).waitFor();
  phone.link.restore();
  const reached = await share();
  await until(share, (percent) => percent > reached);
  await server.kill();
  await server.start();
  // The page has to be closed before the last part has left.
  await slow(1000);
  const killed = await share();
  await until(share, (percent) => percent > Math.max(killed, 30));
  await page.close();
  expect(await received(before)).toEqual([]);
  phone.page = await phone.context.newPage();
  await phone.page.goto(phone.link.url);
  await phone.openChat('علی');
  await until(() => received(before), [['بزرگ', large.hash], ['پس از آن']]);
  await until(() => uploads().count(), 0);
});

test('what is cancelled is not sent, and nothing of it stays on the device or at the server', async () => {
  const before = await last();
  const { page } = phone;
  const one = fileOf('نه.bin', 5_000_000);
  const begun = Promise.withResolvers<void>();
  await page.route('**/api/uploads/**', async (route) => {
    if (route.request().method() === 'DELETE') return await route.continue();
    await route.abort();
    begun.resolve();
  });
  const ended = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
  await choose('file', [one.path]);
  // Once a part is on its way the device knows what it has begun at the server, and has something to cancel there.
  await begun.promise;
  await uploads().getByRole('button', { name: 'لغو ارسال' }).click();
  expect((await ended).status()).toBe(204);
  await until(() => uploads().count(), 0);
  await page.unroute('**/api/uploads/**');
  await phone.write('پس گرفتم');
  await until(() => received(before), [['پس گرفتم']]);
  const kept = () =>
    page.evaluate(async () => {
      const names: string[] = [];
      const root = await navigator.storage.getDirectory();
      for await (const [, folder] of root.entries())
        if (folder instanceof FileSystemDirectoryHandle)
          for await (const name of folder.keys()) names.push(name);
      return names;
    });
  await until(kept, []);
});

test('what is too large for the server, empty, or a stranger to it is said before it is sent', async () => {
  const { page } = phone;
  const path = join(tmpdir(), 'payambar-empty.bin');
  writeFileSync(path, '');
  made.push(path);
  await attach('file', [path]);
  await page.locator('pa-send-files .refused', { hasText: 'خالی است' }).waitFor();
  expect(await page.locator('pa-send-files .send').isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
});

/** A drawn picture as BMP, which browsers read whatever it is called. */
function drawn(width: number, height: number): Uint8Array {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = Buffer.alloc(54 + row * height);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) bytes[54 + y * row + x * 3] = (x ^ y) & 255;
  return bytes;
}
