import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { parseRoute } from '../../client/app/routes.ts';

const PUBLIC = new URL('../../public', import.meta.url).pathname;
type Icon = { src: string; sizes: string; type: string; purpose?: string };
type Manifest = {
  id: string;
  lang: string;
  dir: string;
  display: string;
  icons: Icon[];
  shortcuts: { url: string; icons: Icon[] }[];
};
const manifest: Manifest = await Bun.file(join(PUBLIC, 'manifest.webmanifest')).json();

/** Width and height from the head of a PNG. */
async function sizeOfPng(path: string): Promise<string> {
  const head = new DataView(await Bun.file(path).slice(0, 24).arrayBuffer());
  return `${head.getUint32(16)}x${head.getUint32(20)}`;
}

describe('the manifest', () => {
  test('is Persian, right to left, an app of its own', () => {
    expect(manifest).toMatchObject({ id: '/', lang: 'fa', dir: 'rtl', display: 'standalone' });
  });

  test('has icons of each purpose, of the sizes that it says', async () => {
    const shortcuts = manifest.shortcuts.flatMap((shortcut) => shortcut.icons);
    for (const { src, sizes } of [...manifest.icons, ...shortcuts]) {
      expect([src, await sizeOfPng(join(PUBLIC, src))]).toEqual([src, sizes]);
    }
    const purposes = manifest.icons.map(({ purpose, sizes }) => `${purpose} ${sizes}`);
    expect(purposes).toEqual([
      'any 192x192',
      'any 512x512',
      'maskable 192x192',
      'maskable 512x512',
      'monochrome 512x512',
    ]);
  });

  test('has shortcuts that lead somewhere (original #58)', () => {
    expect(manifest.shortcuts.length).toBeGreaterThan(0);
    for (const { url } of manifest.shortcuts) {
      expect(['home', 'lost']).not.toContain(parseRoute({ pathname: url, search: '' }).name);
    }
  });
});
