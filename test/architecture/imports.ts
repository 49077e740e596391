import { posix } from 'node:path';
import { filesOf, type Tree, withoutComments } from './tree.ts';

export type Import = { from: string; to: string; own: boolean; typeOnly: boolean };

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w$*\s{},]+?\s+from\s+)?['"]([^'"]+)['"]/g;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
const WITHIN_TYPE = /\btypeof\s+import\(/;

/** Returns every import of every TypeScript file. `to` is a path of the tree when `own`, else a package's name. */
export function importsOf(tree: Tree): Import[] {
  return filesOf(tree, /\.ts$/).flatMap(([from, source]) => {
    const text = withoutComments(source);
    const statements = [...text.matchAll(STATEMENT)].map(([, type, to = '']) =>
      toImport(from, to, type !== undefined),
    );
    const dynamic = [...text.matchAll(DYNAMIC)].map(({ 1: to = '', index }) =>
      toImport(from, to, WITHIN_TYPE.test(text.slice(index - 8, index + 8))),
    );
    return [...statements, ...dynamic];
  });
}

function toImport(from: string, specifier: string, typeOnly: boolean): Import {
  const own = specifier.startsWith('.');
  const to = own ? posix.join(posix.dirname(from), specifier) : specifier;
  return { from, to, own, typeOnly };
}

/** Finds circles of imports, type-only ones too: two files that need each other are one file, or need a third. */
export function circles(tree: Tree): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, own } of importsOf(tree)) {
    if (own) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: string[]) => {
    const at = path.indexOf(file);
    if (at !== -1) {
      found.add([...path.slice(at), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return [...found];
}
