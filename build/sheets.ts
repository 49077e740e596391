import type { BunPlugin } from 'bun';

/** A sheet within a component's source; what it has put into it (`${…}`) holds no sheet of its own. */
const SHEET = /\bcss`([^`]*)`/g;

/** Drops what only people read from the sheets of components: a bundler takes them for texts, and keeps them as they are. */
export const sheets: BunPlugin = {
  name: 'sheets',
  setup(build) {
    build.onLoad({ filter: /\/client\/.*\.ts$/, namespace: 'file' }, async ({ path }) => ({
      contents: (await Bun.file(path).text()).replaceAll(
        SHEET,
        (_, sheet: string) => `css\`${slimSheet(sheet)}\``,
      ),
      loader: 'ts',
    }));
  },
};

/** Takes comments and the white space around lines away; within a line nothing is touched. */
export function slimSheet(sheet: string): string {
  return sheet
    .replaceAll(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, '')
    .replaceAll(/\s*\n\s*/g, '\n')
    .replaceAll(/(\$\{[^}]*\})\n/g, '$1 ')
    .replaceAll(/([{};,])\n|\n(?=\})/g, '$1')
    .replaceAll('\n', ' ')
    .trim();
}
