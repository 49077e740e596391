import { describe, expect, test } from 'bun:test';
import { listWindow, scrollToRow } from '../../../client/chats/list-window.ts';
import { type Edges, findAnchor, toScrollTop } from '../../../client/messages/timeline/anchor.ts';
import {
  extendNewer,
  extendOlder,
  followEnd,
  limitDrawn,
  STEP,
  sliceAround,
  sliceAtEnd,
} from '../../../client/messages/timeline/slice.ts';
import { line } from './helpers.ts';

/** Makes rows of 50 px, one under the other, beginning `offset` px into the content. */
const rows =
  (offset = 0) =>
  (index: number): Edges => ({
    key: `m${index}`,
    top: offset + index * 50,
    bottom: offset + index * 50 + 50,
  });

describe('the scroll anchor', () => {
  const view = { scrollTop: 1000, height: 400, content: 5000 };

  test('is the lowest row that is on the screen', () => {
    expect(findAnchor(view, 100, rows(), true)).toEqual({ kind: 'row', key: 'm27', gap: 0 });
  });

  test('is the end near the end, but only when the newest message is drawn', () => {
    const low = { ...view, scrollTop: 4590 };
    expect(findAnchor(low, 100, rows(), true).kind).toBe('end');
    expect(findAnchor(low, 100, rows(), false).kind).toBe('row');
  });

  test('keeps its row where it was when 300 px of history come above', () => {
    const anchor = findAnchor({ ...view, scrollTop: 1013 }, 100, rows(), true);
    if (anchor.kind !== 'row') throw new Error('expected a row');
    const row = rows(300)(Number(anchor.key.slice(1)));
    expect(toScrollTop(anchor, { ...view, content: 5300 }, row)).toBe(1313);
  });

  test('keeps the lowest row in sight when the keyboard takes 250 px', () => {
    const anchor = findAnchor(view, 100, rows(), true);
    const small = { ...view, height: 150 };
    expect(toScrollTop(anchor, small, rows()(27))).toBe(1250);
  });

  test('follows the end when the content grows', () => {
    expect(toScrollTop({ kind: 'end' }, { ...view, content: 5080 }, null)).toBe(4680);
  });

  test('leaves the place alone when its row is gone', () => {
    expect(toScrollTop({ kind: 'row', key: 'x', gap: 0 }, view, null)).toBeNull();
  });
});

const makeLines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => line({ seq: from + i }));
const keyOf = (seq: number) => line({ seq }).clientId;

describe('the drawn slice', () => {
  const max = limitDrawn(740);

  test('never grows past its limit, in whatever direction it walks', () => {
    let slice = sliceAtEnd(100_000);
    for (let i = 0; i < 50; i++) slice = extendOlder(slice, max);
    expect(slice.end - slice.start).toBe(max);
    expect(max).toBeLessThanOrEqual(120);
    for (let i = 0; i < 100; i++) slice = extendNewer(slice, 100_000, max);
    expect(slice).toEqual({ start: 100_000 - max, end: 100_000 });
  });

  test('of a tall screen is longer, so that its two edges are never near at once', () => {
    expect(limitDrawn(2160) * 36).toBeGreaterThan(2160 + 2 * 600 + 2 * STEP * 36);
  });

  test('stays on its rows when a page comes above, and when the far side is cut', () => {
    const anchor = { kind: 'row', key: keyOf(115), gap: 0 } as const;
    const slice = { start: 10, end: 30 };
    const before = makeLines(100, 150);
    expect(followEnd(slice, before, makeLines(1, 150), anchor, max)).toEqual({
      start: 109,
      end: 129,
    });
    expect(followEnd(slice, before, makeLines(105, 150), anchor, max)).toEqual({
      start: 5,
      end: 25,
    });
  });

  test('takes in what is new at the end, and only there', () => {
    const before = makeLines(1, 50);
    const after = makeLines(1, 53);
    const slice = { start: 20, end: 49 };
    expect(followEnd(slice, before, after, { kind: 'end' }, max)).toEqual({ start: 20, end: 52 });
    const reading = { kind: 'row', key: keyOf(30), gap: 0 } as const;
    expect(followEnd(slice, before, after, reading, max)).toEqual(slice);
  });

  test('is void when its row is gone: the window went elsewhere', () => {
    const anchor = { kind: 'row', key: keyOf(3), gap: 0 } as const;
    expect(
      followEnd({ start: 0, end: 5 }, makeLines(1, 6), makeLines(7, 9), anchor, max),
    ).toBeNull();
  });

  test('around a row stays inside the list', () => {
    expect(sliceAround(3, 1000).start).toBe(0);
    expect(sliceAround(999, 1000).end).toBe(1000);
  });
});

describe('the list of chats', () => {
  test('draws what is in sight and takes the room of all', () => {
    const part = listWindow(500, 72, 7200, 720);
    expect(part.start).toBeLessThanOrEqual(100);
    expect(part.end).toBeGreaterThanOrEqual(110);
    expect(part.end - part.start).toBeLessThan(30);
    expect(part.above + (part.end - part.start) * 72 + part.below).toBe(500 * 72);
  });

  test('draws the end of a list that shrank below the scroll position', () => {
    expect(listWindow(10, 72, 7200, 720)).toEqual({ start: 0, end: 10, above: 0, below: 0 });
  });

  test('scrolls to a row only as far as needed', () => {
    expect(scrollToRow(5, 72, 0, 720)).toBe(0);
    expect(scrollToRow(10, 72, 0, 720)).toBe(72);
    expect(scrollToRow(2, 72, 500, 720)).toBe(144);
  });
});
