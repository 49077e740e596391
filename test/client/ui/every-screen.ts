import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import type { Shot } from '../../../client/dev/shot.ts';
import { violations } from '../../helpers/axe.ts';
import { DESK, PHONE, Screens } from './browser.ts';
import { LONG_NAMES, misfits, renameAll, turnedFields } from './fits.ts';
import { KNOWN_NAMES } from './known-names.ts';

/** The narrowest phone; it is widened to `PHONE` later, since a menu keeps the place that it was opened at. */
const NARROW = { ...PHONE, viewport: { width: 320, height: 740 } };

/**
 * The looks take turns: the other combinations differ by colour or direction alone, and `client/dev/shoot.ts` tries
 * all eight.
 */
const LOOKS = [
  { on: NARROW, language: 'fa', theme: 'light' },
  { on: DESK, language: 'en', theme: 'dark' },
  { on: NARROW, language: 'en', theme: 'dark' },
  { on: DESK, language: 'fa', theme: 'light' },
] as const;

/** Tests the screens on made-up data (client/dev): each half has a file of tests, so that two run side by side. */
export function testScreens(shots: readonly Shot[]): void {
  let screens: Screens;
  beforeAll(async () => {
    screens = await Screens.start();
  });
  afterAll(() => screens.stop());

  for (const [index, shot] of shots.entries()) {
    const look = LOOKS[index % LOOKS.length] ?? LOOKS[0];
    const open = async (on: typeof NARROW | typeof DESK): Promise<Page> => {
      const page = await screens.open(shot.path, on, { ...look, scene: shot.scene });
      await page.locator('.shell').waitFor({ state: 'detached' });
      await shot.prepare?.(page);
      await page.waitForLoadState('networkidle');
      return page;
    };

    test(`${shot.name}: axe finds nothing, the CSP refuses nothing, empty fields begin where the page does, nothing hangs over the edge, however long a name is`, async () => {
      const page = await open(look.on);
      expect(await violations(page)).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(0);
      expect(await turnedFields(page)).toEqual([]);
      expect(screens.complaints.splice(0)).toEqual([]);
      if (look.on === DESK) await page.context().close();
      const phone = look.on === DESK ? await open(NARROW) : page;
      await fitWhatever(phone);
      await phone.context().close();
      screens.complaints.splice(0);
    });
  }
}

async function fitWhatever(page: Page): Promise<void> {
  let known = KNOWN_NAMES;
  for (const { viewport } of [NARROW, PHONE]) {
    await page.setViewportSize(viewport);
    for (const name of LONG_NAMES) {
      await renameAll(page, known, name);
      known = [name];
      expect(await misfits(page)).toEqual([]);
    }
  }
}
