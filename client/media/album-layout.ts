/** How wide and high a picture is; only the ratio counts. */
export type PictureShape = { width: number; height: number };

/** A place in CSS pixels, from the start of a line on: from the right in Persian. */
export type AlbumBox = {
  inlineStart: number;
  blockStart: number;
  inlineSize: number;
  blockSize: number;
};

type AlbumLayout = { boxes: AlbumBox[]; inlineSize: number; blockSize: number };

type Bounds = { gap: number; tallest: number };
type Row = { ratios: number[]; height: number };

/** Beyond these a picture is cut at its edges (`object-fit: cover`): it would be a sliver among the others. */
const NARROWEST = 0.55;
const WIDEST = 2.4;
/** One picture alone is shown whole down to this. */
const SMALLEST = 120;
const ROW_LOWEST = 0.2;
const ROW_HIGHEST = 0.8;

/**
 * Places for 1 to 10 pictures in their order, in rows that all fill `width`. One picture alone keeps its own shape, and
 * may be narrower than `width`. No album is higher than 1.4 times its width.
 */
export function layOutAlbum(
  shapes: readonly PictureShape[],
  width: number,
  { gap = 2, tallest = Math.round(width * 1.4) }: Partial<Bounds> = {},
): AlbumLayout {
  const ratios = shapes.map(ratioOf);
  const [only] = ratios;
  if (only === undefined) return { boxes: [], inlineSize: 0, blockSize: 0 };
  if (ratios.length === 1) return layOutOne(only, width, tallest);
  const rows = chooseRows(ratios.map(clampRatio), width, gap);
  const free = tallest - gap * (rows.length - 1);
  const sum = rows.reduce((all, row) => all + row.height, 0);
  return placeRows(rows, width, gap, Math.min(1, free / sum));
}

/** What came without a size, or with an impossible one, is taken for a square. */
function ratioOf({ width, height }: PictureShape): number {
  const ratio = width / height;
  return Number.isFinite(ratio) && ratio > 0 ? ratio : 1;
}

function clampRatio(ratio: number): number {
  return Math.min(WIDEST, Math.max(NARROWEST, ratio));
}

function layOutOne(ratio: number, width: number, tallest: number): AlbumLayout {
  const inlineSize = Math.round(
    Math.max(Math.min(SMALLEST, width), Math.min(width, tallest * ratio)),
  );
  const blockSize = Math.round(
    Math.min(tallest, Math.max(Math.min(SMALLEST, tallest), inlineSize / ratio)),
  );
  return {
    boxes: [{ inlineStart: 0, blockStart: 0, inlineSize, blockSize }],
    inlineSize,
    blockSize,
  };
}

/** Of all ways to break up to ten pictures into rows (at most 512) the one whose rows are the most alike and usual. */
function chooseRows(ratios: number[], width: number, gap: number): Row[] {
  let best: Row[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (let breaks = 0; breaks < 2 ** (ratios.length - 1); breaks++) {
    const rows = breakIntoRows(ratios, breaks).map((row) => ({
      ratios: row,
      height: heightOf(row, width, gap),
    }));
    const cost = costOf(rows, width);
    if (cost < least) [best, least] = [rows, cost];
  }
  return best;
}

function breakIntoRows(ratios: number[], breaks: number): number[][] {
  const rows: number[][] = [[]];
  for (const [i, ratio] of ratios.entries()) {
    if (i > 0 && breaks & (1 << (i - 1))) rows.push([]);
    rows.at(-1)?.push(ratio);
  }
  return rows;
}

function heightOf(row: number[], width: number, gap: number): number {
  const free = width - gap * (row.length - 1);
  return Math.min(ROW_HIGHEST * width, Math.max(ROW_LOWEST * width, free / sumOf(row)));
}

function costOf(rows: Row[], width: number): number {
  const heights = rows.map((row) => row.height / width);
  const whole = sumOf(heights);
  const mean = whole / heights.length;
  const unlike = sumOf(heights.map((height) => (height - mean) ** 2));
  // A row that had to be made higher or lower cuts its pictures.
  const cut = sumOf(rows.map((row) => Math.log((row.height / width) * sumOf(row.ratios)) ** 2));
  // About as high as wide, which a bubble has room for.
  return (whole - 1) ** 2 + unlike + cut / 2;
}

function sumOf(values: number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

/** Edges are rounded, not sizes: neighbours keep their distance and each row ends where the album does. */
function placeRows(rows: Row[], width: number, gap: number, shrink: number): AlbumLayout {
  const boxes: AlbumBox[] = [];
  let top = 0;
  for (const { ratios, height } of rows) {
    const free = width - gap * (ratios.length - 1);
    const [blockStart, blockEnd] = [Math.round(top), Math.round(top + height * shrink)];
    let before = 0;
    for (const [i, ratio] of ratios.entries()) {
      const edge = (share: number) => Math.round((free * share) / sumOf(ratios)) + gap * i;
      const inlineStart = edge(before);
      before += ratio;
      boxes.push({
        inlineStart,
        blockStart,
        inlineSize: edge(before) - inlineStart,
        blockSize: blockEnd - blockStart,
      });
    }
    top += height * shrink + gap;
  }
  return { boxes, inlineSize: width, blockSize: Math.round(top - gap) };
}
