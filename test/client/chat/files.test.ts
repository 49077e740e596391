import { beforeEach, describe, expect, test } from 'bun:test';
import { setLanguage } from '../../../client/i18n/locale.ts';
import { pictureForm } from '../../../client/views/files/sharpness.ts';
import { messagePreview } from '../../../client/views/message-preview.ts';
import { positionByKey, shareAt } from '../../../client/views/player/seek.ts';
import { ViewerRow, viewerItems } from '../../../client/views/viewer/viewer-items.ts';
import type { FileInfo } from '../../../protocol/files.ts';
import { line } from './helpers.ts';

const file = (more: Partial<FileInfo>): FileInfo => ({
  ...{ id: 'fileAAAAAAA', name: 'a.bin', size: 1000, mime: 'application/octet-stream' },
  ...more,
});
const picture = (id: string): FileInfo => file({ id, mime: 'image/jpeg', kind: 'picture' });
const told = (...files: FileInfo[]) => messagePreview(line({ seq: 1, text: '', files }), false);

describe('files on one line', () => {
  beforeEach(() => setLanguage('fa'));

  test('are called by what they are, and several by their number', () => {
    expect(told(picture('a'))).toBe('🖼 عکس');
    expect(told(picture('a'), picture('b'), picture('c'))).toBe('🖼 ۳ عکس');
    expect(told(picture('a'), file({ id: 'b', kind: 'video' }))).toBe('🖼 ۲ عکس و ویدیو');
    expect(told(file({ kind: 'voice', durationMs: 12_400 }))).toBe('🎤 پیام صوتی، ۰:۱۲');
    expect(told(file({ kind: 'video', durationMs: 61_000 }))).toBe('🎬 ویدیو، ۱:۰۱');
    expect(told(file({ kind: 'audio', name: 'آواز.mp3' }))).toBe('🎵 آواز.mp3');
    expect(told(file({ name: 'نقشه.pdf' }))).toBe('📎 نقشه.pdf');
    expect(told(file({ id: 'a' }), file({ id: 'b' }))).toBe('📎 ۲ فایل');
  });

  test('of an import are told by their types, and words come before names', () => {
    expect(told(file({ mime: 'image/png' }))).toBe('🖼 عکس');
    const files = [picture('a'), picture('b')];
    expect(messagePreview(line({ seq: 1, text: 'از سفر', files }), false)).toBe('🖼 از سفر');
  });

  test('read so in English too', async () => {
    await setLanguage('en');
    expect(told(file({ kind: 'voice', durationMs: 12_400 }))).toBe('🎤 Voice message, 0:12');
    expect(told(picture('a'), picture('b'))).toBe('🖼 2 pictures');
  });
});

describe('a picture among messages', () => {
  const place = { width: 320, height: 240 };
  const photo = { ...picture('a'), width: 1600, height: 1200, thumb: true as const, size: 300_000 };

  test('is its thumb where that is sharp enough, and itself where it is not', () => {
    expect(pictureForm(photo, place, 1)).toBe('thumb');
    expect(pictureForm(photo, place, 3)).toBe('whole');
    expect(pictureForm(photo, { width: 100, height: 100 }, 3)).toBe('thumb');
  });

  test('is itself where it moves or has no thumb, and never a camera’s own large file', () => {
    expect(pictureForm({ ...photo, mime: 'image/gif' }, place, 1)).toBe('whole');
    expect(pictureForm({ ...photo, thumb: undefined }, place, 1)).toBe('whole');
    expect(pictureForm({ ...photo, size: 9_000_000 }, place, 3)).toBe('thumb');
  });
});

describe('the place in a sound', () => {
  test('is moved by keys from left to right, and never out of it', () => {
    expect(positionByKey('ArrowRight', 2000, 20_000)).toBe(7000);
    expect(positionByKey('ArrowLeft', 2000, 20_000)).toBe(0);
    expect(positionByKey('ArrowRight', 19_000, 20_000)).toBe(20_000);
    expect(positionByKey('End', 0, 20_000)).toBe(20_000);
    expect(positionByKey('a', 0, 20_000)).toBeUndefined();
  });

  test('is where the pointer is', () => {
    const box = { left: 100, width: 200 } as DOMRect;
    expect([shareAt({ clientX: 150 }, box), shareAt({ clientX: 900 }, box)]).toEqual([0.25, 1]);
  });
});

describe('the row of the viewer', () => {
  const message = (seq: number, ...ids: string[]) =>
    line({ seq, text: '', files: ids.map(picture) });
  const items = viewerItems([message(8, 'd'), message(5, 'b', 'c'), message(6)]);
  const ids = (row: ViewerRow) => row.items.map((item) => item.file.id).join('');

  test('goes from old to new, the other way round where lines run from the right', () => {
    expect(ids(new ViewerRow(items, false))).toBe('bcd');
    expect(ids(new ViewerRow(items, true))).toBe('dcb');
  });

  test.each([false, true])('grows at both ends and keeps its places (rtl: %p)', (rtl) => {
    const row = new ViewerRow(items, rtl);
    const at = row.indexOf(5, 'c');
    expect([row.end('older'), row.end('newer')]).toEqual([5, 8]);
    const moved = row.add(viewerItems([message(2, 'a')]), 'older');
    expect(row.indexOf(5, 'c')).toBe(at + moved);
    const again = row.add(viewerItems([message(9, 'e')]), 'newer');
    expect(row.indexOf(5, 'c')).toBe(at + moved + again);
    expect(ids(row)).toBe(rtl ? 'edcba' : 'abcde');
    expect(row.left(row.indexOf(9, 'e'), 'newer')).toBe(0);
  });

  test('leaves out what was deleted, and what is no picture', () => {
    const gone = { ...message(3, 'x'), deletedAt: 1 };
    const sound = line({ seq: 4, files: [file({ kind: 'voice' })] });
    expect(viewerItems([gone, sound])).toEqual([]);
  });
});
