import { describe, expect, test } from 'bun:test';
import {
  type AlbumBox,
  layOutAlbum,
  type PictureShape,
} from '../../../client/media/album-layout.ts';

const GAP = 2;
const SEED = Number(process.env.SEED ?? 1);

/** The same numbers from the same seed (a linear congruential generator, as in Numerical Recipes §7.1). */
function numbersOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const endsOf = (box: AlbumBox) => ({
  inlineEnd: box.inlineStart + box.inlineSize,
  blockEnd: box.blockStart + box.blockSize,
});

function doOverlap(one: AlbumBox, other: AlbumBox): boolean {
  const [a, b] = [endsOf(one), endsOf(other)];
  return (
    one.inlineStart < b.inlineEnd &&
    other.inlineStart < a.inlineEnd &&
    one.blockStart < b.blockEnd &&
    other.blockStart < a.blockEnd
  );
}

function randomShapes(random: () => number): PictureShape[] {
  return Array.from({ length: 2 + Math.floor(random() * 9) }, () => ({
    width: Math.ceil(random() * 4000),
    height: Math.ceil(random() * 4000),
  }));
}

describe('an album of pictures of any shapes', () => {
  const random = numbersOf(SEED);
  const played = Array.from({ length: 300 }, () => {
    const width = 200 + Math.floor(random() * 400);
    const shapes = randomShapes(random);
    return { width, shapes, layout: layOutAlbum(shapes, width) };
  });

  test(`has a box for each picture, in order, none over another (seed ${SEED})`, () => {
    for (const { shapes, layout } of played) {
      expect(layout.boxes.length).toBe(shapes.length);
      for (const [i, box] of layout.boxes.entries()) {
        for (const other of layout.boxes.slice(i + 1)) {
          expect(doOverlap(box, other)).toBe(false);
          expect(other.blockStart > box.blockStart || other.inlineStart > box.inlineStart).toBe(
            true,
          );
        }
      }
    }
  });

  test('fills its width in each row, with the same gap between neighbours', () => {
    for (const { width, layout } of played) {
      for (const row of Map.groupBy(layout.boxes, (box) => box.blockStart).values()) {
        expect(row[0]?.inlineStart).toBe(0);
        for (const [i, box] of row.entries()) {
          const next = row[i + 1];
          expect(endsOf(box).inlineEnd).toBe(next ? next.inlineStart - GAP : width);
        }
      }
    }
  });

  test('is at most 1.4 times as high as wide, and ends where its last row does', () => {
    for (const { width, layout } of played) {
      expect(layout.blockSize).toBeLessThanOrEqual(Math.round(width * 1.4));
      expect(Math.max(...layout.boxes.map((box) => endsOf(box).blockEnd))).toBe(layout.blockSize);
    }
  });

  test('has no box that a finger could not hit', () => {
    for (const { layout } of played) {
      const sizes = layout.boxes.flatMap((box) => [box.inlineSize, box.blockSize]);
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(20);
    }
  });
});

describe('usual albums', () => {
  const LANDSCAPE = { width: 4, height: 3 };
  const PORTRAIT = { width: 3, height: 4 };

  test('two portraits stand beside each other, two panoramas below each other', () => {
    const beside = layOutAlbum([PORTRAIT, PORTRAIT], 300).boxes;
    expect(beside.map((box) => box.blockStart)).toEqual([0, 0]);
    const wide = { width: 3, height: 1 };
    expect(layOutAlbum([wide, wide], 300).boxes.map((box) => box.inlineStart)).toEqual([0, 0]);
  });

  test('four of one shape make two rows of two', () => {
    const { boxes } = layOutAlbum(Array(4).fill(LANDSCAPE), 300);
    expect(new Set(boxes.map((box) => box.blockStart)).size).toBe(2);
    expect(new Set(boxes.map((box) => box.inlineSize)).size).toBe(1);
  });

  test('a picture is cut by little', () => {
    for (const [i, box] of layOutAlbum([LANDSCAPE, PORTRAIT, LANDSCAPE], 320).boxes.entries()) {
      const own = i === 1 ? 3 / 4 : 4 / 3;
      expect(Math.abs(Math.log(box.inlineSize / box.blockSize / own))).toBeLessThan(0.35);
    }
  });
});

describe('a picture alone', () => {
  test('keeps its shape: as wide as it may be, or as high', () => {
    expect(layOutAlbum([{ width: 4000, height: 3000 }], 320)).toEqual({
      boxes: [{ inlineStart: 0, blockStart: 0, inlineSize: 320, blockSize: 240 }],
      inlineSize: 320,
      blockSize: 240,
    });
    const portrait = layOutAlbum([{ width: 1000, height: 2000 }], 320);
    expect([portrait.inlineSize, portrait.blockSize]).toEqual([224, 448]);
  });

  test('is large enough to be hit, however thin', () => {
    expect(layOutAlbum([{ width: 1, height: 100 }], 320).inlineSize).toBe(120);
    expect(layOutAlbum([{ width: 100, height: 1 }], 320).blockSize).toBe(120);
  });

  test('without a size is a square', () => {
    const { inlineSize, blockSize } = layOutAlbum([{ width: 0, height: 0 }], 320);
    expect([inlineSize, blockSize]).toEqual([320, 320]);
  });
});

test('no pictures take no room', () => {
  expect(layOutAlbum([], 320)).toEqual({ boxes: [], inlineSize: 0, blockSize: 0 });
});
