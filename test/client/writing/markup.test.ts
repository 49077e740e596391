import { describe, expect, test } from 'bun:test';
import { parseMarkdown } from '../../../client/format/markdown.ts';
import { type MarkKind, mark } from '../../../client/format/markup.ts';
import { markOf, shortcutOf } from '../../../client/messages/composer/aids/shortcuts.ts';

/** `«…»` is the selection, before and after. */
function markSelection(text: string, kind: MarkKind): string | null {
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  const bare = text.replace(/[«»]/g, '');
  const change = mark(bare, start, end, kind);
  if (!change) return null;
  const next = bare.slice(0, change.from) + change.insert + bare.slice(change.to);
  return `${next.slice(0, change.start)}«${next.slice(change.start, change.end)}»${next.slice(change.end)}`;
}

describe('formatting a selection', () => {
  test('puts marks around it, blanks left outside', () => {
    expect(markSelection('سلام« دنیا »!', 'bold')).toBe('سلام **«دنیا»** !');
    expect(markSelection('a «b» c', 'strike')).toBe('a ~~«b»~~ c');
    expect(markSelection('«می‌خواهم 👨‍👩‍👦»', 'spoiler')).toBe('||«می‌خواهم 👨‍👩‍👦»||');
  });

  test('takes them away again, selected with them or without', () => {
    expect(markSelection('**«دنیا»**', 'bold')).toBe('«دنیا»');
    expect(markSelection('«**دنیا**»', 'bold')).toBe('«دنیا»');
    expect(markSelection('`«x»`', 'code')).toBe('«x»');
  });

  test('makes whole words italic: inside a word `_` is no mark', () => {
    const italic = markSelection('می«خوا»هم بروم', 'italic');
    expect(italic).toBe('_«میخواهم»_ بروم');
    expect(parseMarkdown('_میخواهم_ بروم').entities).toEqual([
      { type: 'italic', offset: 0, length: 7 },
    ]);
  });

  test('quotes whole lines, and gives code its own', () => {
    expect(markSelection('یک\nد«و\nسه»', 'quote')).toBe('یک\n«> دو\n> سه»');
    expect(markSelection('> د«و»', 'quote')).toBe('«دو»');
    expect(markSelection('see «x = 1» here', 'pre')).toBe('see \n```\n«x = 1»\n```\n here');
  });

  test('leaves the address of a link to be typed, and that of an address as it is', () => {
    expect(markSelection('از «اینجا» ببین', 'link')).toBe('از [اینجا](«https://») ببین');
    expect(markSelection('«https://example.com»', 'link')).toBe(
      '[«https://example.com»](https://example.com)',
    );
  });

  test('does nothing where nothing is selected', () => {
    expect(markSelection('a«  »b', 'bold')).toBeNull();
  });

  test('is on keys by their place, so on a Persian layout too', () => {
    const press = { key: 'ذ', ctrlKey: true, metaKey: false, shiftKey: false, altKey: false };
    expect(markOf({ ...press, code: 'KeyB' })).toBe('bold');
    expect(markOf({ ...press, code: 'KeyX' })).toBeNull();
    expect(markOf({ ...press, code: 'KeyX', shiftKey: true })).toBe('strike');
    expect(markOf({ ...press, code: 'KeyK', ctrlKey: false })).toBeNull();
    expect([shortcutOf('strike', false), shortcutOf('bold', true)]).toEqual(['Ctrl+Shift+X', '⌘B']);
  });

  test('leaves copy and cut alone on layouts that have Latin letters elsewhere', () => {
    const press = { ctrlKey: true, metaKey: false, shiftKey: false, altKey: false };
    expect(markOf({ ...press, key: 'c', code: 'KeyI' })).toBeNull();
    expect(markOf({ ...press, key: 'x', code: 'KeyB' })).toBeNull();
    expect(markOf({ ...press, key: 'b', code: 'KeyN' })).toBe('bold');
    expect(markOf({ ...press, key: 'X', code: 'KeyB', shiftKey: true })).toBe('strike');
  });
});
