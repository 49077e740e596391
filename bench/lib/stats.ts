/** Returns the nearest-rank percentile, `p` in 0…100, of a sorted copy. */
export function percentile(values: ArrayLike<number>, p: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: ArrayLike<number>) => percentile(values, 50);

/** Returns the index of the first entry of an ascending table that is greater than `value`. */
export function bisect(table: Float64Array, value: number): number {
  let low = 0;
  let high = table.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
