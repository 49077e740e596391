import { forColourTerminal, forTerminal, jsonOf } from '../../terminal.ts';
import type { TerminalLanguage } from '../texts.ts';

export const printLine = (line: string): void =>
  void process.stdout.write(`${forColourTerminal(line)}\n`);
export const sayJson = (found: object): void => void process.stdout.write(`${jsonOf(found)}\n`);

/** JSON for programs, else what `readable` makes. */
export function print(json: boolean, found: object, readable: () => string): void {
  if (json) sayJson(found);
  else printLine(readable());
}

/** A time that no calendar has (an old row) is said as none, where Intl would throw. */
export function formatTime(at: number, language: TerminalLanguage): string {
  if (!(Math.abs(at) <= 8.64e15)) return '—';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** What a sentence names, with its numbers in the language's digits. */
export function inDigits(
  facts: Record<string, string | number>,
  language: TerminalLanguage,
): Record<string, string> {
  const { format } = new Intl.NumberFormat(language, { useGrouping: false });
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'number' ? format(fact) : fact,
    ]),
  );
}

/** Columns as wide as what stands in them on the screen. What people wrote goes through `cell` first. */
export function columns(written: readonly string[][]): string {
  // A break would make a line that looks like one of ours.
  const rows = written.map((row) => row.map((text) => forTerminal(text).replace(/[\n\t]/g, ' ')));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => Bun.stringWidth(row[column] ?? ''))),
  );
  const padded = (text: string, column: number): string =>
    text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - Bun.stringWidth(text)));
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}

const UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function sizeOf(bytes: number, language: TerminalLanguage): string {
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
