/** Which messages of a chat the device holds: `[from, to]` inclusive, sorted, apart from each other by a hole. */
export type Range = readonly [number, number];

export function addRange(ranges: readonly Range[], from: number, to: number): Range[] {
  const before = ranges.filter((range) => range[1] < from - 1);
  const after = ranges.filter((range) => range[0] > to + 1);
  const touched = ranges.filter((range) => range[1] >= from - 1 && range[0] <= to + 1);
  const start = Math.min(from, ...touched.map((range) => range[0]));
  const end = Math.max(to, ...touched.map((range) => range[1]));
  return [...before, [start, end], ...after];
}

export function rangeAt(ranges: readonly Range[], seq: number): Range | undefined {
  return ranges.find((range) => range[0] <= seq && seq <= range[1]);
}

/** Runs of neighbours in a list of numbers, ascending: 4, 5, 9 → [4, 5], [9, 9]. */
export function toRuns(seqs: readonly number[]): Range[] {
  let found: Range[] = [];
  for (const seq of seqs) found = addRange(found, seq, seq);
  return found;
}

/** What is left of the ranges from `from` on. */
export function cutBefore(ranges: readonly Range[], from: number): Range[] {
  return ranges
    .filter((range) => range[1] >= from)
    .map((range): Range => [Math.max(range[0], from), range[1]]);
}

/** The ranges with a hole at one place. */
export function cutOut(ranges: readonly Range[], seq: number): Range[] {
  return ranges.flatMap(([from, to]): Range[] => {
    if (seq < from || to < seq) return [[from, to]];
    const parts: Range[] = [
      [from, seq - 1],
      [seq + 1, to],
    ];
    return parts.filter(([start, end]) => start <= end);
  });
}
