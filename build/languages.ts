import { dirname, join } from 'node:path';
import type { BunPlugin, OnResolveArgs } from 'bun';

const TEXTS = /\/i18n\/texts\/[\w-]+\.ts$/;
/** Bun (1.4.5) tells modules apart by their path alone, whatever their namespace. */
const COPY = '.english';

/**
 * Sentences stand by noun, each file with both languages; the bundler gives a file to one part whole. Only people who
 * chose English load it: `en.ts` gets copies of the files, and of each copy the half that it does not name is
 * dropped.
 */
export const languages: BunPlugin = {
  name: 'languages',
  setup(build) {
    const copy = ({ path, importer }: OnResolveArgs) => {
      if (!importer.endsWith('/i18n/en.ts') && !importer.endsWith(COPY)) return undefined;
      const file = join(dirname(importer), path);
      return TEXTS.test(file) ? { path: file + COPY, namespace: 'english' } : { path: file };
    };
    build.onResolve({ filter: /^\./ }, copy);
    build.onResolve({ filter: /^\./, namespace: 'english' }, copy);
    build.onLoad({ filter: /\.english$/, namespace: 'english' }, async ({ path }) => ({
      contents: await Bun.file(path.slice(0, -COPY.length)).text(),
      loader: 'ts',
    }));
  },
};
