import { SETTINGS } from '../config/settings.ts';
import type { Source } from '../config.ts';

const NAMES = Object.values(SETTINGS).map(({ env }): string => env);
const KNOWN = new Set(NAMES);
/** Shorter names have too many neighbours that mean something else. */
const LEAST_LETTERS = 5;
const MOST_SLIPS = 2;

export type Misspelt = { name: string; likely: string };

/**
 * Finds names that are nearly those of settings: an administrator who wrote REGISTARTION=closed believes that it is.
 */
export function misspeltIn(sources: readonly Source[]): Misspelt[] {
  return sources
    .flatMap(({ values }) => Object.keys(values))
    .filter((name) => !KNOWN.has(name))
    .flatMap((name) => {
      const likely = NAMES.find((known) => isNear(name.toUpperCase(), known));
      return likely === undefined ? [] : [{ name, likely }];
    });
}

function isNear(name: string, known: string): boolean {
  if (name === known) return true;
  if (Math.min(name.length, known.length) < LEAST_LETTERS) return false;
  return slips(name, known) <= MOST_SLIPS;
}

/** Letters left out, added, changed, or swapped with their neighbour (optimal string alignment). */
function slips(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + same,
        swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(one.length, other.length);
}
