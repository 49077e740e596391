import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import type { FileInfo } from '../../protocol/files.ts';
import type { Message } from '../../protocol/messages.ts';
import { bytesOf, sha256, upload } from '../files/support.ts';
import { violations } from '../helpers/axe.ts';
import type { Caller } from '../helpers/caller.ts';
import { until } from '../helpers/until.ts';
import { acquaint, DESK, Finger, group, PHONE, Stage } from './helpers/stage.ts';
import { middle } from './helpers/touch.ts';

/** Sara pastes, drops and speaks; what she sends outlives its tab, and goes with her account and not without her room. */
const MEGA = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'payambar-ways-'));
let stage: Stage;
let desk: Page & { errors: string[] };
let sara: Caller;
let ali: Caller;
let chatId: string;

beforeAll(async () => {
  stage = await Stage.open({ USER_QUOTA: '20MB' }, [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ]);
  sara = await stage.person('sara', 'سارا');
  ali = await stage.person('ali', 'علی');
  chatId = await acquaint(sara, ali);
  desk = await stage.page(sara, `/c/${chatId}`, {
    ...DESK,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await desk.locator('pa-composer textarea').waitFor();
});
afterAll(async () => {
  await stage?.close();
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(name: string, bytes: number, seed = 1): { path: string; hash: string } {
  const path = join(folder, name);
  const content = bytesOf(bytes, seed);
  writeFileSync(path, content);
  return { path, hash: sha256(content) };
}

async function sent(): Promise<FileInfo[]> {
  const { body } = await ali.get(`/api/chats/${chatId}/messages`);
  return body.messages.flatMap(({ files = [] }: Message) => files);
}

async function hashFor(who: Caller, id: string): Promise<string> {
  const headers = { authorization: `Bearer ${who.token}` };
  return sha256(await (await fetch(`${stage.server.url}/api/files/${id}`, { headers })).bytes());
}

const dialog = (page: Page) => page.locator('pa-send-files');

/** A file that is let go over a place of the page, as the system tells the browser of it. */
async function drop(page: Page, place: { x: number; y: number }, path: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const)
    await client.send('Input.dispatchDragEvent', { type, ...place, data });
  const isOver = () => page.locator('.drop').isVisible();
  await until(isOver, await page.locator('pa-composer').isVisible());
  await client.send('Input.dispatchDragEvent', { type: 'drop', ...place, data });
  await client.detach();
}

/** What leaves the page takes its time. */
async function slow(page: Page, kilobytes: number): Promise<CDPSession> {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 20, downloadThroughput: -1 },
    uploadThroughput: kilobytes * 1000,
  });
  return client;
}

async function choose(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.locator('pa-composer .attach').click();
  await page.getByRole('menuitem', { name: 'فایل', exact: true }).click();
  await (await chooser).setFiles(path);
  await dialog(page).locator('[data-ready=true]').waitFor();
}

const share = (page: Page) =>
  page.locator('pa-upload .ring').last().getAttribute('aria-valuenow').then(Number);

test('a picture that was copied is pasted, shown and sent', async () => {
  await desk.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 40;
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done));
    if (blob) await navigator.clipboard.write([new ClipboardItem({ [blob.type]: blob })]);
  });
  await desk.locator('pa-composer textarea').fill('عکسی که کپی شد');
  await desk.keyboard.press('ControlOrMeta+V');
  await dialog(desk).locator('[data-ready=true]').waitFor();
  expect(await dialog(desk).locator('textarea').inputValue()).toBe('عکسی که کپی شد');
  await dialog(desk).locator('textarea').press('Enter');
  await until(async () => (await sent()).map(({ kind }) => kind), ['picture']);
});

test('files that are dropped on the chat are shown before they go, and beside it they take no page away', async () => {
  const { path, hash } = fileOf('نامه.bin', 5000);
  const list = await middle(desk.locator('pa-chat-list'));
  const address = desk.url();
  const client = await desk.context().newCDPSession(desk);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, ...list, data });
  expect(await desk.locator('.drop').isVisible()).toBe(false);
  await drop(desk, await middle(desk.locator('pa-timeline')), path);
  await dialog(desk).locator('.name', { hasText: 'نامه.bin' }).waitFor();
  expect([desk.url(), await dialog(desk).locator('li').count()]).toEqual([address, 1]);
  await dialog(desk).locator('.send').click();
  await until(async () => await hashFor(ali, (await sent())[1]?.id ?? ''), hash);
});

test('a sound that is chosen as a file is one to play', async () => {
  await choose(desk, join(import.meta.dir, '../client/media/samples/sound.ogg'));
  await dialog(desk).locator('.send').click();
  const last = async () => (await sent()).at(-1);
  await until(async () => (await last())?.name, 'sound.ogg');
  expect(await last()).toMatchObject({ kind: 'audio', mime: 'audio/ogg' });
  expect((await last())?.durationMs).toBeGreaterThan(2900);
  const shown = desk.locator('pa-message', { has: desk.locator('pa-sound .name') }).last();
  const save = await shown.locator('.save svg').boundingBox();
  const time = await shown.locator('.meta').boundingBox();
  expect(time?.y).toBeGreaterThanOrEqual(save ? save.y + save.height : Infinity);
});

test('who may not write in a group is offered nothing to attach, and what they drop is refused with a sentence', async () => {
  const groupId = await group(ali, 'اعلان‌ها', [sara]);
  const quiet = await ali.patch(`/api/chats/${groupId}`, { rights: { write: false } });
  expect(quiet.status).toBe(200);
  await desk.goto(`${stage.server.url}/c/${groupId}`);
  await desk.locator('pa-timeline').waitFor();
  await desk.locator('pa-chat footer, pa-chat .closed').first().waitFor();
  expect(await desk.locator('pa-composer').count()).toBe(0);
  await drop(desk, await middle(desk.locator('pa-timeline')), fileOf('نه.bin', 100).path);
  await desk.getByText('ارسال فایل در این گفتگو ممکن نیست.').waitFor();
  expect(await dialog(desk).count()).toBe(0);
  await desk.goto(`${stage.server.url}/c/${chatId}`);
  await desk.locator('pa-composer textarea').waitFor();
});

test('an upload goes on in the other tab when its own is closed', async () => {
  const { path, hash } = fileOf('دو زبانه.bin', 6 * MEGA, 2);
  const before = (await sent()).length;
  const other = await desk.context().newPage();
  // The other tab has to be there before the last part has left.
  await slow(desk, 250);
  await choose(desk, path);
  await dialog(desk).locator('.send').click();
  await until(
    () => share(desk),
    (percent) => percent >= 10,
  );
  await other.goto(desk.url());
  await other.locator('pa-upload').waitFor();
  await desk.close();
  await until(async () => (await sent()).length, before + 1);
  expect(await hashFor(ali, (await sent()).at(-1)?.id ?? '')).toBe(hash);
  desk = Object.assign(other, { errors: [] });
});

test('what no longer fits is said in the dialog, and in the chat where the room went meanwhile', async () => {
  await choose(desk, fileOf('بزرگ.bin', 7 * MEGA, 3).path);
  const more = desk.waitForEvent('filechooser');
  await dialog(desk).locator('.add').click();
  await (await more).setFiles(fileOf('بزرگ‌تر.bin', 9 * MEGA, 4).path);
  await dialog(desk).locator('.refused', { hasText: 'سهم شما' }).waitFor();
  expect(await dialog(desk).locator('li').count()).toBe(1);
  expect(await violations(desk)).toEqual([]);
  // Another device of hers takes the room before it is sent.
  await upload(sara, bytesOf(9 * MEGA, 5));
  await dialog(desk).locator('.send').click();
  const failed = desk.locator('pa-message', { hasText: 'بزرگ.bin' });
  await failed.getByText('فضا', { exact: false }).waitFor();
  expect((await sent()).map(({ name }) => name)).not.toContain('بزرگ.bin');
});

test('a picture on its way has a ring over it, with its share, to pause it and to take it back', async () => {
  const before = (await sent()).length;
  const line = await slow(desk, 5);
  const chooser = desk.waitForEvent('filechooser');
  await desk.locator('pa-composer .attach').click();
  await desk.getByRole('menuitem', { name: 'عکس یا ویدیو' }).click();
  await (await chooser).setFiles(join(import.meta.dir, '../client/media/samples/camera.jpg'));
  await dialog(desk).locator('.open').waitFor();
  await dialog(desk).locator('.send').click();
  const ring = desk.locator('pa-attached pa-upload[over]');
  await until(
    () => share(desk),
    (percent) => percent > 0,
  );
  expect(await ring.locator('.said').textContent()).toMatch(/^[۰-۹]+٪$/);
  await ring.getByRole('button', { name: 'توقف ارسال' }).click();
  await ring.getByText('متوقف').waitFor();
  expect(await share(desk)).toBeGreaterThan(0);
  expect(await violations(desk)).toEqual([]);
  await ring.getByRole('button', { name: 'ادامه‌ی ارسال' }).click();
  await ring.getByRole('button', { name: 'توقف ارسال' }).waitFor();
  await ring.getByRole('button', { name: 'لغو ارسال' }).click();
  await ring.waitFor({ state: 'detached' });
  await line.detach();
  expect((await sent()).length).toBe(before);
});

test('a finger that holds the microphone speaks: lifted it sends, aside it throws away, upwards it locks', async () => {
  const phone = await stage.page(sara, `/c/${chatId}`, PHONE);
  const mic = phone.locator('pa-composer .mic');
  const timer = (least: string) =>
    until(
      () => phone.locator('pa-voice .time').textContent(),
      (text) => (text ?? '') >= least,
    );
  const voices = async () => (await sent()).filter(({ kind }) => kind === 'voice').length;
  const finger = await Finger.of(phone);
  const place = await middle(mic);
  const hold = async () => {
    await finger.down(place.x, place.y);
    await timer('۰:۰۱');
  };
  await hold();
  const hint = await phone.locator('pa-voice .hint').boundingBox();
  const button = await phone.locator('pa-voice .held-button').boundingBox();
  // No letter of it lies under the button, which is drawn larger than its place.
  expect(hint?.x).toBeGreaterThanOrEqual(button ? button.x + button.width : Infinity);
  await finger.up();
  await until(voices, 1);
  await mic.waitFor();

  await hold();
  // Away from the end of the line, at which the button stands.
  for (const by of [30, 60, 100]) await finger.move(place.x + by, place.y);
  await finger.up();
  await phone.locator('pa-voice').waitFor({ state: 'detached' });

  await hold();
  for (const by of [30, 60, 90]) await finger.move(place.x, place.y - by);
  await finger.up();
  await timer('۰:۰۲');
  await phone.getByRole('button', { name: 'ارسال پیام صوتی' }).click();
  await until(voices, 2);
  expect(phone.errors).toEqual([]);
  await phone.context().close();
});

test('who signs out while files are on their way leaves none of their bytes on the device, and nothing arrives', async () => {
  const before = (await sent()).length;
  const page = await stage.page(ali, `/c/${chatId}`, PHONE);
  await slow(page, 200);
  await choose(page, fileOf('رها.bin', 5 * MEGA, 6).path);
  await dialog(page).locator('.send').click();
  await until(
    () => share(page),
    (percent) => percent >= 5,
  );
  await page.goto(`${stage.server.url}/settings`);
  await page.getByRole('button', { name: 'خروج از حساب' }).click();
  await page.locator('pa-log-out button', { hasText: 'خروج' }).click();
  await page.locator('pa-sign-in').waitFor();
  const kept = () =>
    page.evaluate(async () => {
      const names: string[] = [];
      const root = await navigator.storage.getDirectory();
      for await (const name of root.keys()) names.push(name);
      const caches_ = (await caches.keys()).filter((name) => !name.includes('precache'));
      const databases = (await indexedDB.databases()).flatMap(({ name = '' }) => name);
      return [...names, ...caches_, ...databases.filter((name) => name.startsWith('payambar-'))];
    });
  await until(kept, []);
  expect((await sent()).length).toBe(before);
  await page.context().close();
});
