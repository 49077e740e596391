import type { Language } from '../texts.ts';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** JSON for programs, else what `readable` makes. */
export function print(json: boolean, found: object, readable: () => string): void {
  say(json ? JSON.stringify(found) : readable());
}

/** A time that no calendar has (an old row) is said as none, where Intl would throw. */
export function timeOf(at: number, language: Language): string {
  if (!(Math.abs(at) <= 8.64e15)) return '—';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** What a sentence names, with its numbers in the language's digits. */
export function inDigits(
  facts: Record<string, string | number>,
  language: Language,
): Record<string, string> {
  const { format } = new Intl.NumberFormat(language, { useGrouping: false });
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'number' ? format(fact) : fact,
    ]),
  );
}

/** Columns as wide as what stands in them on the screen. */
export function columns(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => Bun.stringWidth(row[column] ?? ''))),
  );
  const padded = (cell: string, column: number): string =>
    cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - Bun.stringWidth(cell)));
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}

const UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function sizeOf(bytes: number, language: Language): string {
  let value = bytes / 1000;
  let unit = 0;
  for (; value >= 1000 && unit < UNITS.length - 1; unit++) value /= 1000;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[unit] ?? 'kilobyte',
    unitDisplay: language === 'fa' ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(value);
}
