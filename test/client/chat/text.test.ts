import { describe, expect, test } from 'bun:test';
import type { SendState } from '../../../client/core/services.ts';
import { isBigEmoji } from '../../../client/format/formatted-text.ts';
import { takesHalfSpace, ZWNJ } from '../../../client/messages/composer/half-space.ts';
import { makeExcerpt, makeNameExcerpt } from '../../../client/search/excerpt.ts';
import { endDirection } from '../../../client/ui/direction.ts';
import { tickOf } from '../../../client/views/ticks.ts';

describe('the half-space', () => {
  test('parts two pieces of a word', () => {
    expect(takesHalfSpace('می', 2)).toBe(true);
    for (const before of ['روز', '۲۰', 'مَ', 'رۆژ', '«کتاب»'])
      expect([before, takesHalfSpace(before, before.length)]).toEqual([before, true]);
  });

  test('is a blank behind letters that do not join, and behind the marks of a sentence', () => {
    for (const before of ['HELLO', 'a', '12', 'سلام،', '؟', '(Bob)', '🙂', 'привет'])
      expect([before, takesHalfSpace(before, before.length)]).toEqual([before, false]);
  });

  test('is not typed where it would only be an invisible character', () => {
    expect(takesHalfSpace('', 0)).toBe(false);
    expect(takesHalfSpace('سلام ', 5)).toBe(false);
    expect(takesHalfSpace('سلام\n', 5)).toBe(false);
    expect(takesHalfSpace(`می${ZWNJ}`, 3)).toBe(false);
  });
});

describe('the side on which the time stands', () => {
  test('is where the last paragraph ends', () => {
    expect(endDirection('سلام')).toBe('rtl');
    expect(endDirection('سلام\nHello')).toBe('ltr');
    expect(endDirection('Hello\n۱. سلام')).toBe('rtl');
    expect(endDirection('12:30 👍')).toBeNull();
  });

  test('of Hebrew, Adlam and Greek is by their scripts', () => {
    expect([endDirection('שלום'), endDirection('𞤀𞤣'), endDirection('γειά')]).toEqual([
      'rtl',
      'rtl',
      'ltr',
    ]);
  });
});

describe('large emoji', () => {
  test('are one to three emoji alone, joined ones too', () => {
    expect(['👍', '👨‍👩‍👧‍👦', '🇮🇷❤️🌹'].map(isBigEmoji)).toEqual([true, true, true]);
  });

  test('are not digits, words or a row of four', () => {
    expect(['7', '👍 ok', '😀😀😀😀', ''].map(isBigEmoji)).toEqual([false, false, false, false]);
  });
});

describe('ticks', () => {
  const own = (state: SendState, saved = false) => tickOf({ mine: true, state }, saved);

  test('go from the clock to two coloured ones', () => {
    expect([own('queued'), own('sent'), own('delivered'), own('read'), own('failed')]).toEqual([
      'clock',
      'one',
      'two',
      'read',
      'failed',
    ]);
  });

  test('of saved messages stop at one, and others have none', () => {
    expect(own('read', true)).toBe('one');
    expect(tickOf({ mine: false, state: 'read' }, false)).toBeNull();
  });
});

describe('an excerpt of a hit', () => {
  const show = (text: string, found: string) =>
    makeExcerpt({ text }, [[text.indexOf(found), found.length]])
      .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
      .join('');

  test('marks the match in the spelling of the original', () => {
    expect(show('مي‌خواهم كتاب بخوانم', 'كتاب')).toBe('مي‌خواهم [كتاب] بخوانم');
  });

  test('keeps the groups of a phone number in their order, also where a part of it was found', () => {
    const text = 'شماره‌ام 0912 345 67 89 و تمام';
    expect(show(text, 'شماره')).toBe('[شماره]‌ام \u20660912 345 67 89\u2069 و تمام');
    expect(show(text, '345')).toBe('شماره‌ام \u20660912 [345] 67 89\u2069 و تمام');
    expect(show(text, '0912 345 67 89')).toBe('شماره‌ام [\u20660912 345 67 89\u2069] و تمام');
    const far = `0912 345 67 89 ${'ب'.repeat(200)}`;
    expect(show(far, '0912')).toMatch(/^\[\u20660912\] 345 67 89\u2069 ب+…$/u);
  });

  test('begins at a word shortly before the first match', () => {
    const text = `${'کلمه '.repeat(40)}هدف اینجاست`;
    expect(show(text, 'هدف')).toMatch(/^…(کلمه )+\[هدف\] اینجاست$/u);
    expect(show(text, 'هدف').length).toBeLessThan(60);
  });

  test('puts all on one line and never halves an emoji', () => {
    const text = `${'😀'.repeat(30)}\n\nپایان`;
    const shown = show(text, 'پایان');
    expect(shown).toEndWith(' [پایان]');
    expect(shown.isWellFormed()).toBe(true);
  });

  const family = '👨‍👩‍👧‍👦';
  test.each([
    ['behind the match', `سلام ${'ب'.repeat(150)}🎂🎂🎂`],
    ['before the match', `${family.repeat(6)}سلام`],
    ['letters with marks', `${'م\u064e\u0651'.repeat(80)}سلام ${'م\u064e\u0651'.repeat(80)}`],
  ])('never parts what is read as one sign: %s', (_, text) => {
    const shown = makeExcerpt({ text }, [[text.indexOf('سلام'), 4]])
      .map((piece) => piece.text)
      .join('')
      .replaceAll('…', '');
    expect(text.replace(/\s+/g, ' ')).toContain(shown);
    const segmenter = new Intl.Segmenter('fa');
    const signs = (one: string) => [...segmenter.segment(one)].map(({ segment }) => segment);
    expect(signs(text).join('|')).toContain(signs(shown).join('|'));
  });

  test('is the name of the file that was found, among several', () => {
    const files = [{ name: 'x.bin' }, { name: 'قرارداد نهایی.pdf' }];
    expect(makeNameExcerpt(files, 'نهايي')?.filter(({ marked }) => marked)).toEqual([
      { text: 'نهایی', marked: true },
    ]);
    expect(makeNameExcerpt(files, 'اجاره')).toBeUndefined();
  });

  test('is cut even in a tower of marks that never ends', () => {
    const text = `سلام ${`ا${'\u064e'.repeat(4000)}`}`;
    const shown = makeExcerpt({ text }, [[0, 4]]).map((piece) => piece.text);
    expect(shown.join('').length).toBeLessThan(200);
  });

  test('keeps hidden what a spoiler hides, also where it is what was searched for', () => {
    const text = 'پایان فیلم: قاتل باغبان است';
    const entities = [{ type: 'spoiler' as const, offset: 12, length: 15 }];
    const shown = (found: string) =>
      makeExcerpt({ text, entities }, [[text.indexOf(found), found.length]])
        .map((piece) => piece.text)
        .join('');
    for (const found of ['پایان', 'باغبان']) {
      expect(shown(found)).toContain('پایان فیلم:');
      expect(shown(found)).not.toMatch(/قاتل|باغبان|است/u);
    }
  });

  test('of a match beyond the shown length still ends well', () => {
    expect(makeExcerpt({ text: 'سلام' }, [])).toEqual([{ text: 'سلام', marked: false }]);
  });
});
