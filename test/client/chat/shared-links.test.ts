import { expect, test } from 'bun:test';
import { linksOf } from '../../../client/messages/shared/shared-links.ts';

test('the links of a message are listed once each, with where they lead', () => {
  const text = 'سایت: https://example.com/a و دوباره https://example.com/a';
  const link = { type: 'link', length: 21, url: 'https://example.com/a' } as const;
  const entities = [6, 36].map((offset) => ({ ...link, offset }));
  expect(linksOf({ text, entities })).toEqual([
    { url: link.url, text: 'https://example.com/a', host: 'example.com' },
  ]);
});

test('what a spoiler hides in the bubble is hidden in the list of links, too', () => {
  const entities = [
    { type: 'spoiler', offset: 0, length: 7 },
    { type: 'link', offset: 0, length: 7, url: 'https://example.com/end' },
  ] as const;
  expect(linksOf({ text: 'the end', entities: [...entities] })).toEqual([
    { url: 'https://example.com/end', text: '▒▒▒ ▒▒▒', host: '' },
  ]);
});
