import { expect, test } from 'bun:test';
import { extensionOf, fileCategoryOf } from '../../../client/media/file-category.ts';

test('the type that the server found says what a file is', () => {
  expect(fileCategoryOf({ name: 'a.txt', mime: 'image/png' })).toBe('picture');
  expect(fileCategoryOf({ name: '', mime: 'video/mp4' })).toBe('video');
  expect(fileCategoryOf({ name: '', mime: 'application/pdf' })).toBe('document');
  expect(fileCategoryOf({ name: '', mime: 'application/x-7z-compressed' })).toBe('archive');
});

test('where the type says little, the ending of the name does', () => {
  const unknown = { mime: 'application/octet-stream' };
  expect(fileCategoryOf({ name: 'کتاب.EPUB', ...unknown })).toBe('book');
  expect(fileCategoryOf({ name: 'برنامه.apk', ...unknown })).toBe('program');
  expect(fileCategoryOf({ name: 'گزارش.docx', mime: 'application/zip' })).toBe('document');
  expect(fileCategoryOf({ name: 'main.rs', mime: 'text/plain' })).toBe('code');
});

test('a name without an ending is just a file', () => {
  for (const name of ['', 'README', '.bashrc', 'a.', 'a/b.c/d', 'x.constructor', 'x.__proto__']) {
    expect([name, fileCategoryOf({ name, mime: '' })]).toEqual([name, 'other']);
  }
});

test('the ending is what follows the last full stop', () => {
  expect(extensionOf('a.b.TAR')).toBe('tar');
  expect(extensionOf('.htaccess')).toBe('');
  expect(extensionOf('photo.jpg ')).toBe('');
});
