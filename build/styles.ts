import { basename } from 'node:path';
import type { BunPlugin } from 'bun';

/**
 * Minified CSS, logical properties untouched. The target is `bun` on purpose: with the browser target the bundler
 * lowers `inset-inline` and `:dir()` to rules by *language*, which is wrong for `dir="auto"` text.
 */
async function minify(entrypoints: string[], dev: boolean) {
  return await Bun.build({
    entrypoints,
    target: 'bun',
    minify: !dev,
    naming: '[name]-[hash].[ext]',
    // Fonts keep their URL; without this they would be inlined as base64.
    external: ['/fonts/*', '/icons/*'],
  });
}

/** The page's stylesheet: its hashed file name and its text. */
export async function buildPageStyles(entry: string, dev: boolean) {
  const { outputs } = await minify([entry], dev);
  const [css] = outputs;
  if (css === undefined) throw new Error(`${entry} gave no stylesheet`);
  // The minifier writes `format(woff2)`, which Safari before 17 does not know: it would load no font at all.
  const text = (await css.text()).replaceAll('format(woff2)', 'format("woff2")');
  return { name: basename(css.path), text };
}

/**
 * `import css from './x.css' with { type: 'text' }` in components gives minified text. All of it is minified before the
 * client's build: `Bun.build` within a plugin's `onLoad` never ends (Bun 1.4.5).
 */
export async function componentStyles(files: string[], dev: boolean): Promise<BunPlugin> {
  const texts = new Map<string, string>();
  for (const file of files) {
    const { outputs } = await minify([file], dev);
    texts.set(file, (await outputs[0]?.text())?.trim() ?? '');
  }
  return {
    name: 'component-styles',
    setup(build) {
      build.onLoad({ filter: /\.css$/ }, ({ path }) => ({
        contents: `export default ${JSON.stringify(texts.get(path) ?? '')};`,
        loader: 'js',
      }));
    },
  };
}
