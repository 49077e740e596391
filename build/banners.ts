import type { BunPlugin } from 'bun';

/** Drops a package's banner, which the bundler keeps: its licence stands in `public/licenses.txt`, and it names a host. */
export const banners: BunPlugin = {
  name: 'banners',
  setup(build) {
    build.onLoad({ filter: /photoswipe\/dist\/photoswipe\.esm\.js$/ }, async ({ path }) => ({
      contents: (await Bun.file(path).text()).replace(/^\/\*!.*?\*\//s, ''),
      loader: 'js',
    }));
  },
};
