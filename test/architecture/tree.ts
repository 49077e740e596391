/** The sources, path → text. Rules are functions of it, so that each can be tried on a small bad sample. */
export type Tree = ReadonlyMap<string, string>;

const ROOT = new URL('../..', import.meta.url).pathname;
const SOURCES =
  '{protocol,db,server,client,public,build,scripts,bench,test}/**/*.{ts,css,html,svg}';

export async function readTree(): Promise<Tree> {
  const paths = await Array.fromAsync(new Bun.Glob(SOURCES).scan({ cwd: ROOT }));
  const files = ['build.ts', ...paths].sort();
  return new Map(
    await Promise.all(
      files.map(
        async (path): Promise<[string, string]> => [path, await Bun.file(`${ROOT}/${path}`).text()],
      ),
    ),
  );
}

/** Returns the files of a tree whose paths match. */
export function filesOf(tree: Tree, pattern: RegExp): [path: string, text: string][] {
  return [...tree].filter(([path]) => pattern.test(path));
}

/**
 * Returns the same text with comments blanked, lines kept. A `//` within a string is not one: it follows a quote or
 * colon.
 */
export function withoutComments(text: string): string {
  const blank = (found: string) => found.replaceAll(/[^\n]/g, ' ');
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, blank)
    .replaceAll(/<!--[\s\S]*?-->/g, blank)
    .replaceAll(/(^|[\s;,{}()])\/\/[^\n]*/g, blank);
}

/** Returns `path:line: what` for each match of the pattern in a text. */
export function findings(path: string, text: string, pattern: RegExp, what: string): string[] {
  const global = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`);
  return [...text.matchAll(global)].map((match) => {
    const line = text.slice(0, match.index).split('\n').length;
    return `${path}:${line}: ${what}: ${match[0].trim()}`;
  });
}
