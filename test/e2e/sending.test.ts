import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { FileInfo } from '../../protocol/files.ts';
import type { Message } from '../../protocol/messages.ts';
import type { manifestOf } from '../../server/assets/manifest.ts';
import { violations } from '../helpers/axe.ts';
import type { Caller } from '../helpers/caller.ts';
import { until } from '../helpers/until.ts';
import { Device } from './helpers/device.ts';
import { enterSignIn } from './helpers/entering.ts';
import { acquaint, Finger, PHONE, Stage } from './helpers/stage.ts';

/** Sara sends files from her phone to Ali: what happens before they leave. */
let stage: Stage;
let phone: Page & { errors: string[] };
let sara: Caller;
let ali: Caller;
let chatId: string;

beforeAll(async () => {
  stage = await Stage.open();
  sara = await stage.person('sara', 'سارا');
  ali = await stage.person('ali', 'علی');
  chatId = await acquaint(sara, ali);
  phone = await stage.page(sara, `/c/${chatId}`, PHONE);
  await phone.locator('pa-composer textarea').waitFor();
});
afterAll(async () => {
  expect(phone.errors).toEqual([]);
  await stage?.close();
});

type Chosen = { name: string; mimeType: string; buffer: Buffer };

async function history(): Promise<Message[]> {
  const { body } = await ali.get(`/api/chats/${chatId}/messages`);
  return body.messages;
}

async function attach(files: Chosen[], item = 'عکس یا ویدیو'): Promise<void> {
  const chooser = phone.waitForEvent('filechooser');
  await phone.locator('pa-composer .attach').click();
  await phone.getByRole('menuitem', { name: item, exact: true }).click();
  await (await chooser).setFiles(files);
  await phone
    .locator('pa-send-files [data-ready=true]')
    .nth(files.length - 1)
    .waitFor();
}

/** Sends what the dialog shows; returns the files of the one message that comes of it. */
async function submit(): Promise<FileInfo[]> {
  const before = (await history()).length;
  await phone.locator('pa-send-files .send').click();
  await until(async () => (await history()).length, before + 1);
  return (await history()).at(-1)?.files ?? [];
}

/** A green picture with a red secret in the middle of its left half, and a blue stripe along its upper side. */
function secret(name: string): Promise<Chosen> {
  return phone
    .evaluate(async (name) => {
      const canvas = new OffscreenCanvas(800, 400);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      const fill = (colour: string, x: number, y: number, width: number, height: number) => {
        context.fillStyle = colour;
        context.fillRect(x, y, width, height);
      };
      fill('#0c0', 0, 0, 800, 400);
      fill('#00f', 0, 0, 800, 60);
      fill('#f00', 150, 150, 100, 100);
      const blob = await canvas.convertToBlob({ type: 'image/png' });
      return { name, bytes: [...new Uint8Array(await blob.arrayBuffer())] };
    }, name)
    .then(({ bytes }) => ({ name, mimeType: 'image/png', buffer: Buffer.from(bytes) }));
}

/** What Ali decodes: its size, and how much of it is red, blue and black, in percent. */
async function decoded(id: string, form = '') {
  const address = `${stage.server.url}/api/files/${id}${form}`;
  const answer = await fetch(address, { headers: { authorization: `Bearer ${ali.token}` } });
  const bytes = [...(await answer.bytes())];
  return phone.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const { data = [] } = context?.getImageData(0, 0, width, height) ?? {};
    const found = { red: 0, blue: 0, black: 0 };
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
      if (red > 60 && green < 150) found.red += 1;
      if (blue > 128) found.blue += 1;
      if (red + green + blue < 60) found.black += 1;
    }
    const share = (count: number) => Math.round((count * 100) / (width * height));
    return {
      ...{ width, height, reds: found.red, blue: share(found.blue), black: share(found.black) },
    };
  }, bytes);
}

type Point = readonly [x: number, y: number];
const editor = () => phone.locator('pa-edit-picture');

async function openEditor(which = 0): Promise<void> {
  await phone.locator('pa-send-files .open').nth(which).click();
  await editor().locator('canvas').waitFor();
}

/** Draws with a finger, in parts of the picture. */
async function drag(...points: [Point, ...Point[]]): Promise<void> {
  const box = await editor().locator('.picture').boundingBox();
  if (!box) throw new Error('no picture');
  const at = ([x, y]: Point): [number, number] => [
    Math.round(box.x + x * box.width),
    Math.round(box.y + y * box.height),
  ];
  const finger = await Finger.of(phone);
  const [first, ...others] = points;
  await finger.down(...at(first));
  for (const point of others) await finger.move(...at(point));
  await finger.up();
}

test('what is covered with a finger or cut off is not in what arrives, nor in its thumb, whichever way it is turned', async () => {
  await attach([await secret('one.png'), await secret('two.png')]);
  expect(await violations(phone)).toEqual([]);
  await openEditor(0);
  expect(await violations(phone)).toEqual([]);
  await drag([0, 0], [0, 0.1], [0, 0.2]);
  await editor().locator('.turn').click();
  await editor().getByTitle('پوشاندن با کادر').click();
  // Turned clockwise the left half is the upper one.
  await drag([0.3, 0.1], [0.5, 0.25], [0.7, 0.4]);
  await editor().locator('.done').click();
  await phone.locator('pa-send-files [data-ready=true]').nth(1).waitFor();
  const [one, two] = await submit();
  if (!one || !two) throw new Error('no files');
  expect(one).toMatchObject({ kind: 'picture', height: 800, thumb: true });
  const picture = await decoded(one.id);
  // A finger stands on whole pixels of the screen.
  expect(picture.width).toBeWithin(315, 326);
  expect(picture).toMatchObject({ width: one.width, height: 800, reds: 0, blue: 0 });
  expect(picture.black).toBeWithin(10, 20);
  expect((await decoded(one.id, '/thumb')).reds).toBe(0);
  // As it was chosen there is red in it, and it would be found.
  expect((await decoded(two.id)).reds).toBeGreaterThan(5000);
});

test('keys alone cut and cover, and what was covered is so in a file too', async () => {
  await attach([await secret('keys.png')]);
  await openEditor();
  const { keyboard } = phone;
  await editor().getByRole('slider', { name: 'لبه‌ی راست' }).focus();
  for (let i = 0; i < 25; i += 1) await keyboard.press('ArrowLeft');
  await editor().getByTitle('پوشاندن با کادر').click();
  const add = editor().getByRole('button', { name: 'افزودن کادر' });
  await add.click();
  await keyboard.press('Delete');
  await until(() => editor().locator('.cover').count(), 0);
  await add.click();
  await editor().getByRole('button', { name: 'ناحیه‌ی پوشیده ۱' }).waitFor();
  for (let i = 0; i < 15; i += 1) await keyboard.press('ArrowLeft');
  for (let i = 0; i < 10; i += 1) await keyboard.press('Shift+ArrowRight');
  for (let i = 0; i < 10; i += 1) await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Control+z');
  await editor().locator('.done').click();
  await phone.locator('pa-send-files input[value=file]').check();
  await phone.locator('pa-send-files .line', { hasText: 'ویرایش‌شده' }).waitFor();
  await phone.locator('pa-send-files [data-ready=true]').waitFor();
  const [file] = await submit();
  expect([file?.kind, file?.mime]).toEqual(['file', 'image/jpeg']);
  const seen = await decoded(file?.id ?? '');
  expect(seen).toMatchObject({ width: 600, height: 400, reds: 0 });
  expect(seen.black).toBeGreaterThan(5);
});

test('what moves, and what goes as a file, is said not to be changed', async () => {
  const path = new URL('../client/media/samples/animated.gif', import.meta.url);
  const buffer = Buffer.from(await Bun.file(path).bytes());
  await attach([{ name: 'a.gif', mimeType: 'image/gif', buffer }]);
  await phone.getByText('بریدن و پوشاندنش ممکن نیست', { exact: false }).waitFor();
  expect(await phone.locator('pa-send-files .open').count()).toBe(0);
  await phone.locator('pa-send-files input[value=file]').check();
  await phone.getByText('که به صورت عکس ارسال شود', { exact: false }).waitFor();
  await phone.locator('pa-send-files [data-ready=true]').waitFor();
  const [file] = await submit();
  expect(file?.mime).toBe('image/gif');
});

/** As the system does it for an app that is installed: a form that is sent to the address of the manifest. */
async function share(page: Page, text: string, files: Record<string, string>): Promise<void> {
  const manifest = await (await fetch(`${stage.server.url}/manifest.webmanifest`)).json();
  const target: ReturnType<typeof manifestOf>['share_target'] = manifest.share_target;
  await page.evaluate(
    ([text, files, { action, method, enctype, params }]) => {
      const form = Object.assign(document.createElement('form'), { action, method, enctype });
      const field = (name: string, type: string) => {
        const input = Object.assign(document.createElement('input'), { name, type });
        form.append(input);
        return input;
      };
      field(params.text, 'text').value = text;
      const data = new DataTransfer();
      for (const [name, content] of Object.entries(files))
        data.items.add(new File([content], name));
      const [taken] = params.files;
      Object.assign(field(taken?.name ?? '', 'file'), { multiple: true }).files = data.files;
      document.body.append(form);
      form.submit();
    },
    [text, files, target] as const,
  );
}

const keptCaches = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('shared')));

test('what another app shares waits for its chat without a connection and without an account, and leaves only when it is sent', async () => {
  const device = await Device.open(stage.browser, stage.server);
  const { page, link } = device;
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await share(page, 'از برنامه‌ی دیگر', { 'یک.txt': 'one', 'دو.txt': 'two' });
  await page.getByText('برای ارسال آنچه به اشتراک گذاشتید وارد شوید', { exact: false }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(new URL(page.url()).pathname).toBe('/share');
  await enterSignIn(page, 'sara');
  const picker = page.locator('pa-forward');
  await picker.getByText('۲ فایل', { exact: false }).waitFor();
  expect(await violations(page)).toEqual([]);
  link.cut();
  await picker.getByRole('option', { name: 'علی' }).click();
  const dialog = page.locator('pa-send-files');
  await until(() => dialog.locator('.name').allTextContents(), ['یک.txt', 'دو.txt']);
  expect(await dialog.locator('textarea').inputValue()).toBe('از برنامه‌ی دیگر');
  await until(() => keptCaches(page), []);
  expect(page.url()).toBe(`${link.url}/c/${chatId}`);
  expect(device.asked.filter((url) => /uploads|messages/.test(url))).toEqual([]);
  const before = (await history()).length;
  await dialog.locator('.send').click();
  await page.locator('pa-message', { hasText: 'یک.txt' }).waitFor();
  link.restore();
  await until(async () => (await history()).length, before + 1);
  const sent = (await history()).at(-1);
  expect([sent?.text, sent?.files?.map(({ name }) => name)]).toEqual([
    'از برنامه‌ی دیگر',
    ['یک.txt', 'دو.txt'],
  ]);

  // Offline, words alone: they become the draft, behind the one that is there.
  await device.composer.fill('پیش از آن');
  link.cut();
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await share(page, 'https://example.com/خبر', {});
  await picker.getByRole('option', { name: 'علی' }).click();
  await until(() => device.composer.inputValue(), 'پیش از آن\nhttps://example.com/خبر');
  link.restore();

  // Whoever goes elsewhere does not want to send it any more.
  await share(page, 'نه', { 'سه.txt': 'three' });
  await picker.getByText('۱ فایل', { exact: false }).waitFor();
  await picker.getByRole('button', { name: 'بستن' }).click();
  await until(() => keptCaches(page), []);
  await page.goto(`${link.url}/share`);
  await page.getByText('چیزی برای ارسال نیست').waitFor();
  await device.close();
});
