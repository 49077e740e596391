/**
 * Makes `public/fonts/` from the published Vazirmatn: all Arabic and Persian letters, and of the Latin part what an
 * interface and ordinary English text need; weights from regular to bold, which is a third of the bytes less than
 * from thin to black. It is run by hand when the font's version changes; the results are committed.
 */
import { join } from 'node:path';
import manifest from '@fontsource-variable/vazirmatn/package.json' with { type: 'json' };
import subset from 'subset-font';
import { root } from './run.ts';
import { say } from './say.ts';

const SOURCE = join(root, 'node_modules/@fontsource-variable/vazirmatn');
const WEIGHTS = { min: 400, max: 700, default: 400 };

const range = (from: number, to: number) =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));

/**
 * This part has Arabic with its extensions and presentation forms, the joiners, the direction mark and the hyphens.
 */
const ARABIC =
  range(0x0600, 0x06ff) +
  range(0x0750, 0x077f) +
  range(0x08a0, 0x08ff) +
  range(0xfb50, 0xfdff) +
  range(0xfe70, 0xfefc) +
  range(0x200c, 0x200e) +
  range(0x2010, 0x2011);

/** This part has Basic Latin, quotes, dashes, bullets and arrows, and the marks that steer direction. */
const LATIN =
  range(0x20, 0x7e) +
  '\u00a0«»·×©°±\u2009\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2039\u203a\u2190\u2192\u2212' +
  range(0x200c, 0x200f) +
  range(0x2066, 0x2069);

async function make(name: string, letters: string): Promise<void> {
  const source = await Bun.file(join(SOURCE, `files/vazirmatn-${name}-wght-normal.woff2`)).bytes();
  const bytes = await subset(Buffer.from(source), letters, {
    targetFormat: 'woff2',
    variationAxes: { wght: WEIGHTS },
  });
  // The version is in the name: fonts are kept for a year.
  const file = `vazirmatn-${name}-${manifest.version}.woff2`;
  await Bun.write(join(root, 'public/fonts', file), bytes);
  say(`${file}: ${(bytes.length / 1024).toFixed(1)} KB`);
}

await make('arabic', ARABIC);
await make('latin', LATIN);
await Bun.write(join(root, 'public/fonts/OFL.txt'), Bun.file(join(SOURCE, 'LICENSE')));
