import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { parseRoute } from '../../client/app/routes.ts';
import { SHARE_PARTS, SHARE_PATH } from '../../client/core/shared-content.ts';
import { manifestOf } from '../../server/assets/manifest.ts';

const PUBLIC = new URL('../../public', import.meta.url).pathname;
/** Reads width and height from the head of a PNG. */
async function sizeOfPng(path: string): Promise<string> {
  const head = new DataView(await Bun.file(path).slice(0, 24).arrayBuffer());
  return `${head.getUint32(16)}x${head.getUint32(20)}`;
}

/** Reads those of a WebP in its extended form: 24 bits each, one less than they are. */
async function sizeOfWebp(path: string): Promise<string> {
  const head = new DataView(await Bun.file(path).slice(0, 30).arrayBuffer());
  expect(new TextDecoder().decode(head.buffer.slice(8, 16))).toBe('WEBPVP8X');
  const bits = (at: number) => (head.getUint16(at, true) | (head.getUint8(at + 2) << 16)) + 1;
  return `${bits(24)}x${bits(27)}`;
}

describe.each([
  ['fa', 'rtl', 'پیام‌بر'],
  ['en', 'ltr', 'Payambar'],
] as const)('the manifest in %s', (language, dir, name) => {
  const manifest = manifestOf(language, 'پیام‌بر');

  test('is of one app in every language, and called as the server is', () => {
    const same = { id: '/', start_url: '/', display: 'standalone' };
    expect(manifest).toMatchObject({ ...same, lang: language, dir, name, short_name: name });
    const own = manifestOf(language, 'خانه‌ی سارا');
    expect([own.name, own.short_name]).toEqual(['خانه‌ی سارا', 'خانه‌ی سارا']);
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

  test('has a small picture for a phone and one for a desktop, of the sizes that it says', async () => {
    expect(manifest.screenshots.map(({ form_factor }) => form_factor)).toEqual(['narrow', 'wide']);
    for (const { src, sizes } of manifest.screenshots) {
      const file = join(PUBLIC, src);
      expect([src, await sizeOfWebp(file)]).toEqual([src, sizes]);
      expect(Bun.file(file).size).toBeLessThan(64 * 1024);
    }
  });

  test('takes what other apps share, at the address and by the names that the service worker knows', () => {
    const { action, method, enctype, params } = manifest.share_target;
    expect([action, method, enctype]).toEqual([SHARE_PATH, 'POST', 'multipart/form-data']);
    expect({ ...params, files: params.files[0]?.name }).toEqual(SHARE_PARTS);
  });

  test('has shortcuts that lead somewhere', () => {
    expect(manifest.shortcuts.length).toBeGreaterThan(0);
    for (const { url } of manifest.shortcuts) {
      expect(['home', 'lost']).not.toContain(parseRoute({ pathname: url, search: '' }).name);
    }
  });
});
