/** Pictures, voice and files in a chat, as the members see them. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Locator, Page } from 'playwright-core';
import { tone } from '../../client/dev/tone.ts';
import { png } from '../../scripts/legacy/pictures.ts';
import { sendFiles, upload } from '../files/support.ts';
import { violations } from '../helpers/axe.ts';
import type { Caller, Json } from '../helpers/caller.ts';
import { until } from '../helpers/until.ts';
import { recorded } from './helpers/recorded.ts';
import { acquaint, DESK, Finger, group, PHONE, Stage, say } from './helpers/stage.ts';

let stage: Stage;
let ali: Caller;
let sara: Caller;
let omid: Caller;
let room: string;
let other: string;
let pictures: string[];

beforeAll(async () => {
  stage = await Stage.open();
  ali = await stage.person('ali', 'علی');
  sara = await stage.person('sara', 'سارا');
  omid = await stage.person('omid', 'امید');
  other = await acquaint(ali, sara);
  await say(ali, other, 'گفتگوی دیگر');
  room = await group(ali, 'سفر', [sara]);
  pictures = [];
  for (const seed of [1, 2, 3])
    pictures.push(await upload(ali, png(900, 600, seed), { name: `${seed}.png` }));
  await sendFiles(
    ali,
    room,
    pictures.map((id) => ({ id, kind: 'picture' })),
    { text: 'سه عکس' },
  );
  await sendFiles(ali, room, [await voice(4000)]);
  await say(ali, room, 'میان دو صدا');
  await sendFiles(ali, room, [await voice(30_000)]);
  const named = await upload(ali, new Uint8Array(70_000), { name: 'گزارش نهایی.pdf' });
  await sendFiles(ali, room, [named]);
});
afterAll(() => stage.close());

async function voice(durationMs: number) {
  const id = await upload(ali, tone(durationMs), { name: 'voice.wav', type: 'audio/wav' });
  const waveform = Buffer.from(Uint8Array.from({ length: 64 }, (_, i) => i * 4)).toString('base64');
  return { id, kind: 'voice' as const, durationMs, waveform };
}

/** A promise, and what resolves it. */
function gate(): [Promise<void>, () => void] {
  const { promise, resolve } = Promise.withResolvers<void>();
  return [promise, resolve];
}

const picture = (page: Page, at: number): Locator => page.locator('pa-picture').nth(at);
const wholeOf = (page: Page, at: number): Locator => picture(page, at).locator('img').last();
const shownIn = (page: Page): Promise<string | null> =>
  page.locator('.viewer a.icon').getAttribute('download');

test('members see what was sent, and nobody else does until they are a member', async () => {
  const page = await stage.page(sara, `/c/${room}`, PHONE);
  const there = () => wholeOf(page, 0).evaluate((img: HTMLImageElement) => img.naturalWidth);
  expect(await until(there, (width) => width > 0)).toBeGreaterThan(0);
  const mine = await omid.get(`/api/files/${pictures[0]}`);
  expect(mine.status).toBe(404);
  expect((await sara.get(`/api/files/${pictures[0]}`)).status).toBe(200);
  await ali.post(`/api/chats/${room}/members`, { userIds: [omid.user.id] });
  expect((await omid.get(`/api/files/${pictures[0]}`)).status).toBe(200);
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('pictures have their place before they come', async () => {
  const page = await stage.page(sara, '/', PHONE);
  const [come, letCome] = gate();
  let held = 0;
  await page.route('**/api/files/**', async (route) => {
    held++;
    await come;
    await route.continue();
  });
  await page.goto(`${stage.server.url}/c/${room}`);
  const album = page.locator('pa-attached .album').first();
  const high = async () => (await album.boundingBox())?.height ?? 0;
  const before = await until(high, (height) => height > 0);
  await until(
    () => held,
    (waiting) => waiting > 0,
  );
  letCome();
  await until(
    () =>
      wholeOf(page, 0).evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0),
    true,
  );
  expect(await high()).toBe(before);
  // The letters of the caption keep off the pictures.
  const caption = await page.locator('pa-message .text', { hasText: 'سه عکس' }).boundingBox();
  const box = await album.boundingBox();
  expect((caption?.y ?? 0) - (box ? box.y + box.height : 0)).toBeGreaterThanOrEqual(4);
  await page.context().close();
});

test('a picture that does not come says so, and comes when it is asked for again', async () => {
  const page = await stage.page(sara, '/', PHONE);
  await page.route('**/api/files/**', (route) => route.abort());
  await page.goto(`${stage.server.url}/c/${room}`);
  const again = picture(page, 0).locator('.ask');
  await again.waitFor();
  await page.unroute('**/api/files/**');
  await again.click();
  await picture(page, 0).locator('img.there').first().waitFor();
  await page.context().close();
});

test('a voice message plays, is moved by keys and pointer, and goes on in another chat', async () => {
  const page = await stage.page(sara, `/c/${room}`, DESK);
  const sound = page.locator('pa-sound').first();
  const at = async () => Number(await sound.getByRole('slider').getAttribute('aria-valuenow'));
  await sound.getByRole('button', { name: 'پخش', exact: true }).click();
  await sound.getByRole('button', { name: 'مکث' }).waitFor();
  await sound.getByRole('button', { name: 'مکث' }).click();
  await sound.getByRole('button', { name: 'پخش', exact: true }).waitFor();
  await sound.getByRole('slider').press('Home');
  await until(at, 0);
  // From left to right, though the page runs the other way.
  await sound.getByRole('slider').press('ArrowRight');
  await until(at, 4);
  const box = await sound.getByRole('slider').boundingBox();
  if (!box) throw new Error('no slider');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await until(at, 2);
  const heard = () => sound.locator('.heard').evaluate((path) => getComputedStyle(path).clipPath);
  // What is to come of it is pale: about one half.
  await until(heard, (clip) => /^inset\(-2px [45]\d/.test(clip));
  expect(await page.locator('pa-chat pa-player-bar').first().getByText('علی').count()).toBe(1);
  await page.locator(`a.chat[data-chat="${other}"]`).click();
  await page.getByText('گفتگوی دیگر').last().waitFor();
  const bar = page.locator('pa-chat pa-player-bar');
  await bar.getByRole('button', { name: 'پخش', exact: true }).click();
  await bar.getByRole('button', { name: 'مکث' }).waitFor();
  // The one after it plays on by itself: the bar leads to its message.
  await until(() => bar.locator('a').getAttribute('href'), `/c/${room}?at=5`);
  await bar.getByRole('button', { name: 'پایان پخش' }).click();
  await bar.locator('.bar').waitFor({ state: 'detached' });
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('what was heard loses its dot, at the sender too, and the speed of one holds for the next', async () => {
  const page = await stage.page(sara, `/c/${room}`, PHONE);
  const sender = await stage.page(ali, `/c/${room}`, PHONE);
  for (const one of [page, sender]) await one.locator('pa-sound').first().waitFor();
  await sendFiles(ali, room, [await voice(60_000)]);
  const sound = page.locator('pa-sound').last();
  const dots = [page, sender].map((one) => {
    const spoken = one.locator('pa-sound').last();
    return spoken.getByRole('img', { name: 'هنوز شنیده نشده' });
  });
  for (const one of [page, sender]) await until(() => one.locator('pa-sound').count(), 3);
  for (const dot of dots) await dot.waitFor();
  await sound.getByRole('button', { name: 'پخش', exact: true }).click();
  await sound.getByRole('button', { name: 'سرعت پخش: ۱ برابر' }).click();
  await sound.getByRole('button', { name: 'سرعت پخش: ۱٫۵ برابر' }).waitFor();
  for (const dot of dots) await dot.waitFor({ state: 'detached' });
  await sender.context().close();
  await page.context().close();
});

test('a file is saved under its own name, by its press and by the menu of its message', async () => {
  const page = await stage.page(sara, `/c/${room}`, DESK);
  const link = page.locator('pa-file a', { hasText: 'گزارش نهایی.pdf' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('گزارش نهایی.pdf');
  // On the link itself it is the browser's own menu.
  await page.locator('pa-message', { has: link }).locator('.meta').click({ button: 'right' });
  const save = page.getByRole('menuitem', { name: 'ذخیره' });
  const [again] = await Promise.all([page.waitForEvent('download'), save.click()]);
  expect(again.suggestedFilename()).toBe('گزارش نهایی.pdf');
  await page.context().close();
});

test('the viewer pages as Persian reads, by keys and by finger, and gives back what it took', async () => {
  const page = await stage.page(sara, `/c/${room}`, PHONE);
  const open = picture(page, 1).getByRole('button');
  await open.focus();
  await page.keyboard.press('Enter');
  await until(() => shownIn(page), '2.png');
  const dialog = page.locator('dialog.viewer');
  await page.locator('.viewer .pswp__img:not(.pswp__img--placeholder)').first().waitFor();
  await until(() => page.locator('.viewer .pswp__preloader').isVisible(), false);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowLeft');
  await until(() => shownIn(page), '3.png');
  const finger = await Finger.of(page);
  // Pulled to the left: what lies on the right comes, which is older.
  await finger.down(300, 400);
  for (let x = 280; x >= 60; x -= 20) await finger.move(x, 400);
  await finger.up();
  await until(() => shownIn(page), '2.png');
  await page.keyboard.press('Tab');
  expect(await dialog.evaluate((one) => one.contains(document.activeElement))).toBe(true);
  await page.goBack();
  await dialog.waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe(`/c/${room}`);
  const focused = () =>
    page.evaluate(() => {
      let found = document.activeElement;
      while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
      return found?.getAttribute('aria-label')?.replaceAll(/[\u2066-\u2069]/g, '');
    });
  await until(focused, 'باز کردن عکس 2.png');
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('from the viewer one goes to the message, or forwards it', async () => {
  const page = await stage.page(sara, `/c/${room}`, DESK);
  await picture(page, 0).getByRole('button').click();
  await page.locator('.viewer').getByRole('button', { name: 'هدایت' }).click();
  await page.getByRole('dialog', { name: 'هدایت به' }).waitFor();
  await page.keyboard.press('Escape');
  await picture(page, 0).getByRole('button').click();
  await page.locator('.viewer').getByRole('button', { name: 'نمایش در گفتگو' }).click();
  await page.locator('pa-message[lit]').waitFor();
  await page.context().close();
});

test('over a metered line a picture waits until it is asked for', async () => {
  const page = await stage.page(sara, '/', { ...PHONE, deviceScaleFactor: 3 });
  await page.evaluate(() =>
    localStorage.setItem(
      'payambar:loading',
      JSON.stringify({ metered: 'always', pictures: false }),
    ),
  );
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${stage.server.url}/c/${room}`);
  const load = picture(page, 0).getByRole('button', { name: /کیلوبایت|بایت/ });
  await load.waitFor();
  expect(asked).not.toContain(`/api/files/${pictures[0]}`);
  await load.click();
  await until(() => asked.includes(`/api/files/${pictures[0]}`), true);
  await page.context().close();
});

test('what was shared stands by kind and day, and leads to its message', async () => {
  const link = { type: 'link', offset: 4, length: 4, url: 'https://trips.example.com/shiraz' };
  await ali.post(`/api/chats/${room}/messages`, {
    ...{ clientId: Bun.randomUUIDv7(), text: 'این صفحه', entities: [link] },
  });
  const page = await stage.page(sara, `/c/${room}/info`, PHONE);
  await page.getByRole('link', { name: 'عکس‌ها، فایل‌ها و پیوندها' }).click();
  await page.locator('pa-shared-media pa-picture').nth(2).waitFor();
  expect(await page.locator('pa-shared-media pa-picture').count()).toBe(3);
  expect(await violations(page)).toEqual([]);
  await picture(page, 0).getByRole('button').click();
  await until(() => shownIn(page), '1.png');
  await page.goBack();
  await page.getByRole('tab', { name: 'فایل' }).click();
  await page.locator('pa-shared-media pa-file', { hasText: 'گزارش نهایی.pdf' }).waitFor();
  await page.getByRole('tab', { name: 'فایل' }).press('ArrowRight');
  await page.locator('pa-shared-media pa-sound').first().waitFor();
  await page.getByRole('tab', { name: 'پیوند' }).click();
  const shared = page.locator('pa-shared-media a.link');
  await shared.locator('.host', { hasText: 'trips.example.com' }).waitFor();
  expect(await shared.getAttribute('rel')).toBe('noopener noreferrer');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('tab', { name: 'پیام صوتی' }).click();
  await page.locator('pa-shared-media a.from').last().click();
  await page.locator('pa-message[lit] pa-sound').waitFor();
  expect(new URL(page.url()).search).toBe('?at=3');
  // The notice of what was forwarded lies over what comes next: so this comes last.
  await page.goBack();
  await picture(page, 0).getByRole('button').click();
  await page.locator('.viewer').getByRole('button', { name: 'هدایت' }).click();
  const forward = page.locator('pa-forward');
  await forward.locator('.row').first().click();
  await forward.locator('.primary').click();
  await forward.waitFor({ state: 'detached' });
  const saved = async () =>
    (await sara.get('/api/chats')).body.chats.find(({ kind }: Json) => kind === 'self')?.last;
  await until(async () => (await saved())?.files?.length, 3);
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('the viewer goes on to pictures that were not loaded with the chat', async () => {
  const talk = await group(ali, 'بلند', [sara]);
  await sendFiles(ali, talk, [{ id: pictures[0] ?? '', kind: 'picture' }]);
  for (let i = 0; i < 80; i++) await say(ali, talk, `میان ${i}`);
  const last = await upload(ali, png(900, 600, 9), { name: '9.png' });
  await sendFiles(ali, talk, [{ id: last, kind: 'picture' }]);
  const page = await stage.page(sara, `/c/${talk}?at=83`, DESK);
  await picture(page, 0).getByRole('button').click();
  await until(() => shownIn(page), '9.png');
  await page.locator('.viewer').getByRole('button', { name: 'قبلی' }).click();
  await until(() => shownIn(page), '1.png');
  // Forwarded from there, too, though the timeline does not hold its message.
  await page.locator('.viewer').getByRole('button', { name: 'هدایت' }).click();
  await page.locator('pa-forward .row').first().waitFor();
  await page.context().close();
});

test('a recording is moved in though its bytes say no length; a video moves in its place, and plays in the viewer', async () => {
  const page = await stage.page(sara, '/', DESK);
  const sound = await upload(ali, await recorded(page, 'sound', 6000), {
    name: 'voice.webm',
    type: 'audio/webm',
  });
  const video = await upload(ali, await recorded(page, 'video', 2000), {
    name: 'film.webm',
    type: 'video/webm',
  });
  const talk = await group(ali, 'ضبط', [sara]);
  await sendFiles(ali, talk, [{ id: sound, kind: 'voice', durationMs: 6000 }]);
  for (let i = 0; i < 2; i++)
    await sendFiles(ali, talk, [
      { id: video, kind: 'video', width: 64, height: 24, durationMs: 2000 },
    ]);
  await page.goto(`${stage.server.url}/c/${talk}`);
  const slider = page.locator('pa-sound').getByRole('slider');
  await page.locator('pa-sound').getByRole('button', { name: 'پخش', exact: true }).click();
  await page.locator('pa-sound').getByRole('button', { name: 'مکث' }).click();
  await slider.press('Home');
  await slider.press('ArrowRight');
  await until(() => slider.getAttribute('aria-valuenow'), '5');
  await page.locator('pa-sound').getByRole('button', { name: 'پخش', exact: true }).click();
  // It ends a second later, from there and not from its beginning.
  await page.locator('pa-chat pa-player-bar .bar').waitFor({ state: 'detached' });
  // Only for those who have nothing against it, one of two that are in sight, and without a sound.
  const moving = page.locator('pa-video-preview[moving]');
  expect(await page.locator('pa-video-preview').count()).toBe(2);
  expect(await page.locator('pa-video-preview video').count()).toBe(0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await moving.waitFor();
  const silent = moving.locator('video');
  expect(await silent.evaluate((one: HTMLVideoElement) => one.muted)).toBe(true);
  expect(await page.locator('pa-video-preview video').count()).toBe(1);
  await page
    .getByRole('button', { name: /^پخش ویدیوی/ })
    .last()
    .click();
  const shown = page.locator('.viewer video');
  await until(
    () => shown.evaluateAll((all: HTMLVideoElement[]) => all.map(({ currentTime }) => currentTime)),
    (all) => all.some((at) => at > 0),
  );
  // Small as it is, its controls have room.
  expect((await shown.last().boundingBox())?.width).toBeGreaterThan(1000);
  await until(() => page.locator('pa-video-preview video').count(), 0);
  await page.goBack();
  await moving.waitFor();
  await page.evaluate(() => localStorage.setItem('payambar:loading', '{"metered":"always"}'));
  await page.reload();
  await page.locator('pa-video-preview').last().waitFor({ state: 'attached' });
  await page.locator('pa-sound').first().waitFor();
  expect(await page.locator('pa-video-preview video').count()).toBe(0);
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('addresses of pictures are given back when one leaves the chat', async () => {
  const page = await stage.page(sara, '/', DESK);
  await page.addInitScript(() => {
    const held = new Set<string>();
    Object.assign(globalThis, { held });
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (blob: Blob) => {
      const url = createObjectURL.call(URL, blob);
      held.add(url);
      return url;
    };
    URL.revokeObjectURL = (url: string) => {
      held.delete(url);
      revokeObjectURL.call(URL, url);
    };
  });
  const held = () =>
    page.evaluate(() => (globalThis as unknown as { held: Set<string> }).held.size);
  await page.goto(`${stage.server.url}/c/${room}`);
  await picture(page, 2).locator('img.there').first().waitFor();
  expect(await held()).toBeGreaterThan(2);
  await page.locator(`a.chat[data-chat="${other}"]`).click();
  await page.getByText('گفتگوی دیگر').last().waitFor();
  await until(held, 0);
  await page.context().close();
});
