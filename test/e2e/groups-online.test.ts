import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { until } from '../helpers/until.ts';
import { Device, launch } from './helpers/device.ts';
import { type Executable, startExecutable } from './helpers/executable.ts';
import { bubble, choose, countShown, goHome, makeGroup } from './helpers/screens.ts';

/** Three people and a group of theirs; Reza's line is cut while the others change what was said. */
let server: Executable;
let browser: Browser;
let sara: Device;
let ali: Device;
let reza: Device;

beforeAll(async () => {
  server = await startExecutable();
  browser = await launch();
  sara = await Device.open(browser, server);
  ali = await Device.open(browser, server);
  reza = await Device.open(browser, server);
  await sara.register('sara', 'سارا');
  await ali.register('ali', 'علی');
  await reza.register('reza', 'رضا');
});
afterAll(async () => {
  await Promise.all([sara, ali, reza].map((device) => device?.close()));
  await browser?.close();
  await server?.stop();
});

test('a stranger’s first message is a request: no ticks turn until it is accepted', async () => {
  await sara.talkTo('ali');
  await sara.write('سلام، من سارا هستم');
  await sara.ticks('سلام', 'one');
  // Ali's device has it, and sends no receipt for it.
  await ali.page.locator('pa-chat-list .folder', { hasText: 'درخواست‌ها' }).click();
  await ali.openChat('سارا');
  await bubble(ali, 'سلام').waitFor();
  expect(await sara.tick('سلام')).toBe('one');
  await goHome(ali);
  await ali.accept('سارا');
  await sara.ticks('سلام', 'read');
});

test('a group is made, and everybody hears what is said in it', async () => {
  await makeGroup(sara, 'هم‌کلاسی‌ها', [
    ['ali', 'علی'],
    ['reza', 'رضا'],
  ]);
  await sara.write('به گروه خوش آمدید');
  for (const device of [ali, reza]) {
    await goHome(device);
    // Ali has accepted Sara once; to Reza she is a stranger.
    if (device === ali) await device.openChat('هم‌کلاسی‌ها');
    else await device.accept('هم‌کلاسی‌ها');
    await until(countShown(device, 'به گروه خوش آمدید'), 1);
  }
  await ali.write('ممنون');
  await until(countShown(reza, 'ممنون'), 1);
  await until(countShown(sara, 'ممنون'), 1);
});

test('edits, reactions, replies and deletes reach everybody, and who was away on their return', async () => {
  reza.link.cut();
  await choose(sara, 'به گروه خوش آمدید', 'ویرایش');
  await sara.composer.fill('به گروه ما خوش آمدید');
  await sara.page.locator('pa-composer button.send').click();
  await until(countShown(ali, 'به گروه ما خوش آمدید'), 1);
  await bubble(ali, 'به گروه ما').click({ button: 'right' });
  await ali.page.locator('.quick button', { hasText: '👍' }).click();
  await until(() => bubble(sara, 'به گروه ما').getByText('👍').count(), 1);
  await choose(ali, 'به گروه ما', 'پاسخ');
  await ali.write('پاسخ من');
  await until(() => bubble(sara, 'پاسخ من').getByText('به گروه ما خوش آمدید').count(), 1);
  await choose(ali, 'ممنون', 'پاک کردن');
  await ali.page.getByRole('button', { name: /برای همه/ }).click();
  await until(countShown(sara, 'ممنون'), 0);
  expect(await countShown(reza, 'ممنون')()).toBe(1);
  reza.link.restore();
  await until(countShown(reza, 'ممنون'), 0);
  await until(() => bubble(reza, 'به گروه ما خوش آمدید').getByText('👍').count(), 1);
  await until(countShown(reza, 'پاسخ من'), 1);
});
