/**
 * Draws `public/icons/` from one mark: the letter پ, whose bowl is an open envelope and whose three dots are on their
 * way. It is run by hand when the mark changes; the results are committed.
 */
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from './chromium.ts';
import { root } from './run.ts';
import { say } from './say.ts';

const FOLDER = join(root, 'public/icons');
const PAPER = '#fffdf9';
const UNREAD = '#e5384f';

const mark = (colour: string) =>
  `<g fill="${colour}"><path d="M104 118 256 232 408 118C432 236 376 296 256 296S80 236 104 118Z" stroke="${colour}" stroke-width="28" stroke-linejoin="round"/><circle cx="192" cy="366" r="31"/><circle cx="320" cy="366" r="31"/><circle cx="256" cy="414" r="31"/></g>`;
const scale = (share: number, what: string) =>
  `<g transform="translate(256 256) scale(${share}) translate(-256 -256)">${what}</g>`;
const tile = (corner: number) =>
  `<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#12a09a"/><stop offset="1" stop-color="#065a57"/></linearGradient></defs><rect width="512" height="512" rx="${corner}" fill="url(#g)"/>`;
const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">${content}</svg>\n`;

const icon = svg(tile(116) + mark(PAPER));
/** Small sizes need a larger mark. */
const favicon = tile(116) + scale(1.14, mark(PAPER));
/** The dot has a rim of its own, so that it is seen on any tab colour. */
const unread = `${favicon}<circle cx="386" cy="126" r="108" fill="${UNREAD}" stroke="${PAPER}" stroke-width="30"/>`;
/** Whatever shape a launcher cuts, the middle four fifths remain. */
const maskable = svg(tile(0) + scale(0.84, mark(PAPER)));

const VECTORS: Record<string, string> = {
  'mark.svg': svg(mark('currentColor')),
  'favicon.svg': svg(favicon),
  'favicon-unread.svg': svg(unread),
};
const BITMAPS: [name: string, size: number, svg: string][] = [
  ['icon-192.png', 192, icon],
  ['icon-512.png', 512, icon],
  ['maskable-192.png', 192, maskable],
  ['maskable-512.png', 512, maskable],
  ['monochrome-512.png', 512, svg(scale(0.92, mark('#000')))],
  ['apple-touch-icon.png', 180, maskable],
  ['shortcut-new-96.png', 96, icon],
  // Android shows the alpha of it alone, small, in the status bar.
  ['badge-96.png', 96, svg(scale(1.14, mark('#fff')))],
];

for (const [name, text] of Object.entries(VECTORS)) await Bun.write(join(FOLDER, name), text);
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: ['--no-sandbox', '--headless=new'],
});
for (const [name, size, text] of BITMAPS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0">${text}</body>`);
  const drawn = await page.screenshot({ omitBackground: true });
  // A palette is a quarter of the bytes, and no eye sees the difference; every installed app fetches one of the
  // icons.
  const small = new Bun.Image(drawn).png({ palette: true, colors: 256, compressionLevel: 9 });
  await Bun.write(join(FOLDER, name), await small.bytes());
  await page.close();
}
await browser.close();
say(`${Object.keys(VECTORS).length + BITMAPS.length} icons in public/icons`);
