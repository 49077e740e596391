import { filesOf, type Tree } from './tree.ts';

const LONGEST = 400;
const MEDIAN = 80;
const NINE_OF_TEN = 200;

function lengthsOf(tree: Tree, pattern: RegExp): [path: string, lines: number][] {
  return filesOf(tree, pattern)
    .map(([path, text]): [string, number] => [path, text.trimEnd().split('\n').length])
    .sort((one, other) => one[1] - other[1]);
}

/** No file is longer than one can read in one sitting; most are much shorter. */
export function tooLong(tree: Tree): string[] {
  return lengthsOf(tree, /\.(ts|css|html)$/)
    .filter(([, lines]) => lines > LONGEST)
    .map(([path, lines]) => `${path} has ${lines} lines, more than ${LONGEST}`);
}

/** Counts the sources, tests aside. */
export function tooLongOnTheWhole(tree: Tree): string[] {
  const lengths = lengthsOf(tree, /^(?!test\/|bench\/).*\.(ts|css|html)$/);
  const at = (share: number) => lengths[Math.ceil(share * lengths.length) - 1]?.[1] ?? 0;
  const found: string[] = [];
  if (at(0.5) > MEDIAN) found.push(`the median file has ${at(0.5)} lines, more than ${MEDIAN}`);
  if (at(0.9) > NINE_OF_TEN) {
    found.push(`a tenth of the files has ${at(0.9)} lines or more, more than ${NINE_OF_TEN}`);
  }
  return found;
}
