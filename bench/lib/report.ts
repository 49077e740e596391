import { writeFileSync } from 'node:fs';

/** One line of the table. `target`: at most this, in `unit`; without one the line only informs. */
export type Figure = { bench: string; name: string; value: number; unit: string; target?: number };

export const print = (line: string) => process.stdout.write(`${line}\n`);

const number = (value: number) =>
  value >= 1000 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);

export const passes = (figure: Figure) =>
  figure.target === undefined || figure.value <= figure.target;

function row(figure: Figure): string {
  const { bench, name, value, unit, target } = figure;
  const verdict = target === undefined ? '' : passes(figure) ? 'PASS' : 'FAIL';
  const limit = target === undefined ? '' : `≤ ${target}`;
  return `${bench.padEnd(10)} ${name.padEnd(52)} ${number(value).padStart(9)} ${unit.padEnd(10)} ${limit.padStart(8)}  ${verdict}`;
}

export function table(figures: Figure[]): string {
  return figures.map(row).join('\n');
}

export function save(path: string, figures: Figure[]): void {
  writeFileSync(path, `${JSON.stringify(figures, null, 2)}\n`);
}

/** Runs one program by itself: prints its table, exits 1 when a target is missed. */
export async function runAlone(run: () => Promise<Figure[]>): Promise<void> {
  const figures = await run();
  print(table(figures));
  process.exitCode = figures.every(passes) ? 0 : 1;
}
