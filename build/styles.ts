import { basename } from 'node:path';

/**
 * Minifies CSS and leaves logical properties as they are. The target is `bun` on purpose: with the browser target the
 * bundler lowers `inset-inline` and `:dir()` to rules by *language*, which is wrong for `dir="auto"` text.
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

/** Builds the page's stylesheet: its hashed file name and its text. */
export async function buildPageStyles(entry: string, dev: boolean) {
  const { outputs } = await minify([entry], dev);
  const [css] = outputs;
  if (css === undefined) throw new Error(`${entry} gave no stylesheet`);
  // The minifier writes `format(woff2)`, which Safari before 17 does not know: it would load no font at all.
  const text = (await css.text()).replaceAll('format(woff2)', 'format("woff2")');
  return { name: basename(css.path), text };
}
