import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Shot } from '../../../client/dev/shot.ts';
import { violations } from '../../helpers/axe.ts';
import { DESK, PHONE, Screens } from './browser.ts';

/** By turns: the other combinations differ by colour or direction alone, and `client/dev/shoot.ts` tries all eight. */
const LOOKS = [
  { on: PHONE, language: 'fa', theme: 'light' },
  { on: DESK, language: 'en', theme: 'dark' },
  { on: PHONE, language: 'en', theme: 'dark' },
  { on: DESK, language: 'fa', theme: 'light' },
] as const;

/** Tests of screens that are made up (client/dev): a file of tests for each half, so that two run side by side. */
export function testScreens(shots: readonly Shot[]): void {
  let screens: Screens;
  beforeAll(async () => {
    screens = await Screens.start();
  }, 60_000);
  afterAll(() => screens.stop());

  for (const [index, shot] of shots.entries()) {
    test(`${shot.name}: axe finds nothing, the CSP refuses nothing, nothing hangs over the edge`, async () => {
      const { on, ...look } = LOOKS[index % LOOKS.length] ?? LOOKS[0];
      const page = await screens.open(shot.path, on, { ...look, scene: shot.scene });
      await page.locator('.shell').waitFor({ state: 'detached' });
      await shot.act?.(page);
      await page.waitForLoadState('networkidle');
      expect(await violations(page)).toEqual([]);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(0);
      await page.context().close();
      expect(screens.complaints.splice(0)).toEqual([]);
    }, 60_000);
  }
}
