/** Every screen has so many emoji in a row. */
const COLUMNS = 8;

/** Says where an arrow leads from the cell `at`, null for other keys. Cells run in the direction of reading. */
export function nextCell(key: string, at: number, count: number, rtl: boolean): number | null {
  const steps: Record<string, number> = {
    ArrowDown: COLUMNS,
    ArrowUp: -COLUMNS,
    ArrowRight: rtl ? -1 : 1,
    ArrowLeft: rtl ? 1 : -1,
    Home: -(at % COLUMNS),
    End: COLUMNS - 1 - (at % COLUMNS),
  };
  const step = steps[key];
  if (step === undefined) return null;
  const next = at + step;
  if (key === 'End') return Math.min(next, count - 1);
  return next >= 0 && next < count ? next : at;
}

/** Splits a list into rows. */
export function splitIntoRows<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / COLUMNS) }, (_, row) =>
    list.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
}
