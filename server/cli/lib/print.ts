import type { Language } from '../texts.ts';

/** JSON for programs, else what `readable` makes. */
export function print(json: boolean, found: object, readable: () => string): void {
  process.stdout.write(`${json ? JSON.stringify(found) : readable()}\n`);
}

export function timeOf(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
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
