import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import type { FileInfo } from '../../protocol/files.ts';
import type { Message } from '../../protocol/messages.ts';
import type { Caller } from '../helpers/caller.ts';
import { until } from '../helpers/until.ts';
import { account } from './helpers/account.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';
import { acquaint } from './helpers/stage.ts';

/** Sara speaks, by a microphone that the browser makes up; Ali hears. */
let server: Executable;
let browser: Browser;
let desk: Device;
let ali: Caller;
let chatId: string;

beforeAll(async () => {
  server = await startExecutable({ AUTH_LIMIT: '1000' });
  browser = await launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  const sara = await account(server, 'sara', 'سارا');
  ali = await account(server, 'ali', 'علی');
  chatId = await acquaint(sara, ali);
  desk = await Device.open(browser, server);
  await desk.signIn('sara');
  await desk.openChat('علی');
});
afterAll(async () => {
  await desk?.close();
  await browser?.close();
  await server?.stop();
});

const button = (name: string) => desk.page.getByRole('button', { name, exact: true });
/** Resolves when it has run so long: a moment later it says more. */
const spokenFor = (least: string): Promise<unknown> =>
  until(
    () => desk.page.locator('pa-voice .time').textContent(),
    (text) => (text ?? '') >= least,
  );

async function voices(): Promise<FileInfo[]> {
  const { body } = await ali.get(`/api/chats/${chatId}/messages`);
  return body.messages.flatMap(({ files = [] }: Message) => files);
}

test('a voice message is spoken, heard before it goes, and arrives with its duration and waveform', async () => {
  await button('ضبط پیام صوتی').click();
  await spokenFor('۰:۰۲');
  await button('پایان ضبط').click();
  await button('شنیدن پیش از ارسال').click();
  await button('توقف پخش').waitFor();
  await button('ارسال پیام صوتی').click();
  await until(async () => (await voices()).length, 1);
  const [voice] = await voices();
  expect(voice).toMatchObject({ kind: 'voice', mime: 'audio/webm' });
  expect(voice?.durationMs).toBeGreaterThan(1900);
  expect(voice?.waveform?.length).toBe(88);
  expect(voice?.size).toBeGreaterThan(1000);
  await desk.page.locator('pa-voice').waitFor({ state: 'detached' });
});

test('what was being spoken when the page was closed is offered when it is back, and arrives once', async () => {
  await button('ضبط پیام صوتی').click();
  await spokenFor('۰:۰۳');
  await desk.page.close();
  desk.page = await desk.context.newPage();
  await desk.page.goto(desk.link.url);
  await desk.openChat('علی');
  await button('شنیدن پیش از ارسال').waitFor();
  await button('ارسال پیام صوتی').click();
  await until(async () => (await voices()).length, 2);
  expect((await voices())[1]?.durationMs).toBeGreaterThan(1500);
  await desk.write('شنیدی؟');
  await desk.ticks('شنیدی؟', 'one');
  expect((await voices()).length).toBe(2);
});

test('what is thrown away is not sent, and is not offered again', async () => {
  await button('ضبط پیام صوتی').click();
  await spokenFor('۰:۰۱');
  await button('دور انداختن پیام صوتی').click();
  await desk.write('هیچ');
  await desk.ticks('هیچ', 'one');
  expect((await voices()).length).toBe(2);
});

test('where the microphone is refused the person is told why', async () => {
  await desk.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await button('ضبط پیام صوتی').click();
  await desk.page.getByText('این برنامه اجازه‌ی میکروفون ندارد', { exact: false }).waitFor();
  await button('ضبط پیام صوتی').waitFor();
});
