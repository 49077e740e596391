import type { BunPlugin } from 'bun';

/** Drops from icons what a page has no use for: the comment, the class, the namespace, the white space. */
export const icons: BunPlugin = {
  name: 'icons',
  setup(build) {
    build.onLoad({ filter: /lucide-static\/icons\/.*\.svg$/ }, async ({ path }) => ({
      contents: `export default ${JSON.stringify(slim(await Bun.file(path).text()))};`,
      loader: 'js',
    }));
  },
};

/** The comment that is dropped names the licence, which stands in `public/licenses.txt`. */
export function slim(svg: string): string {
  return svg
    .replace(/<!--.*?-->/gs, '')
    .replaceAll(/\s(?:class|xmlns|width="24" height|height|width)="[^"]*"(?=[^<]*viewBox)/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?(<|\/?>) ?/g, '$1')
    .trim();
}
