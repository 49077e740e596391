import { afterAll, beforeAll, expect, test } from 'bun:test';
import { DESK, Screens } from './browser.ts';

let screens: Screens;
beforeAll(async () => {
  screens = await Screens.start();
});
afterAll(() => screens.stop());

const COLOURS = ['', 'lapis', 'pistachio', 'saffron', 'pomegranate'];
/** Text must stand out from its ground, by the tokens; WCAG 1.4.3 wants 4.5 : 1. */
const PAIRS = [
  ['accent', 'surface'],
  ['accent', 'surface-page'],
  ['on-accent', 'accent'],
  ['accent-strong', 'accent-wash'],
  ['accent-strong', 'surface'],
  ['text', 'accent-wash'],
  ['text-soft', 'accent-wash'],
  ['text', 'bubble-mine'],
  ['bubble-mine-meta', 'bubble-mine'],
];

test.each(['light', 'dark'] as const)(
  'in every accent colour what is written can be read: %s',
  async (theme) => {
    const page = await screens.open('/', DESK, { scene: 'signed-out', theme });
    await page.locator('form').waitFor();
    const faint = await page.evaluate(
      ([colours, pairs]) => {
        const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
        const probe = document.body.appendChild(document.createElement('i'));
        const luminance = (token: string): number => {
          probe.style.color = `var(--${token})`;
          if (!pen) return 0;
          pen.fillStyle = getComputedStyle(probe).color;
          pen.fillRect(0, 0, 1, 1);
          const [r = 0, g = 0, b = 0] = [...pen.getImageData(0, 0, 1, 1).data].map((byte) => {
            const part = byte / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const found: string[] = [];
        const accents = new Set<number>();
        for (const colour of colours) {
          if (colour === '') delete document.documentElement.dataset.colour;
          else document.documentElement.dataset.colour = colour;
          accents.add(luminance('accent'));
          for (const [text = '', ground = ''] of pairs) {
            const [dim = 0, bright = 0] = [luminance(text), luminance(ground)].sort(
              (a, b) => a - b,
            );
            const ratio = (bright + 0.05) / (dim + 0.05);
            if (ratio < 4.5) found.push(`${colour}: ${text} on ${ground} ${ratio.toFixed(2)}`);
          }
        }
        return { found, colours: accents.size };
      },
      [COLOURS, PAIRS] as const,
    );
    expect(faint).toEqual({ found: [], colours: COLOURS.length });
    await page.context().close();
  },
);
