import { expect, test } from 'bun:test';
import { findDisguise } from '../../../client/format/disguise.ts';
import { findLinks } from '../../../client/format/links.ts';

test.each([
  ['bank.example', 'https://evil.example/in', 'evil.example'],
  ['https://bank.example/login', 'https://evil.example', 'evil.example'],
  ['برو به bank.example', 'https://evil.example:8443/x', 'evil.example:8443'],
  ['BANK.example', 'https://bank.example.evil.example', 'bank.example.evil.example'],
  ['evil.example bank.example', 'https://evil.example', 'evil.example'],
  ['بانک.ایران', 'https://evil.example', 'evil.example'],
  ['bank．example', 'https://evil.example', 'evil.example'],
  ['ban\u200bk.example', 'https://k.example', 'k.example'],
  ['ban\u200ck.example', 'https://k.example', 'k.example'],
  ['https://localhost', 'https://evil.example', 'evil.example'],
  ['https://bank.example@evil.example', 'https://bank.example@evil.example', 'evil.example'],
  // The а is Cyrillic: a reader sees the Latin one, and the mark says what it is.
  ['bank.example', 'https://bаnk.example', 'xn--bnk-6cd.example'],
  ['sara@bank.example', 'mailto:sara@evil.example', 'sara@evil.example'],
])('%s that leads to %s is marked with %s', (text, url, real) => {
  expect(findDisguise(text, url)).toBe(real);
});

test.each([
  ['bank.example', 'https://bank.example/login?to=https://other.example'],
  ['www.bank.example/a.html', 'https://bank.example/b'],
  ['https://BANK.example/?u=other.example', 'https://bank.example'],
  ['متن کامل را بخوانید.', 'https://bank.example'],
  ['تمام شد. ادامه', 'https://bank.example'],
  ['نسخه‌ی 1.4.5', 'https://bank.example'],
  ['sara@bank.example', 'mailto:sara@bank.example'],
  ['نامه', 'mailto:sara@bank.example'],
])('%s that leads to %s is not', (text, url) => {
  expect(findDisguise(text, url)).toBeUndefined();
});

test('an address that was found in a text is never marked, in whichever script it is', () => {
  const text =
    'http://example.com/a سایت example.com، نمونه.ایران و https://می‌خواهم.example/x?y=z.example www.example.com:8080 sara@example.com';
  const found = findLinks({ text, entities: [] });
  expect(found.length).toBeGreaterThan(4);
  for (const { offset, length, url = '' } of found)
    expect([url, findDisguise(text.slice(offset, offset + length), url)]).toEqual([url, undefined]);
});

test('a long text without an address is looked through at once', () => {
  for (const text of ['a'.repeat(16_000), 'a.'.repeat(8000), 'https:'.repeat(2500)]) {
    const began = process.cpuUsage();
    findDisguise(text, 'https://bank.example');
    // Of this process alone: the others of a busy machine say nothing about it.
    expect(process.cpuUsage(began).user).toBeLessThan(500_000);
  }
});
