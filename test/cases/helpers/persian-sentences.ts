import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Glob } from 'bun';

const ROOT = join(import.meta.dir, '../../..');
const PERSIAN = /[آ-ی]/;
/**
 * These are words of the older program, of other people, and of the person who types; none of them is a sentence of
 * ours.
 */
const OTHERS =
  /^client\/(dev|emoji)\/|^server\/(import\/content|messages\/all-words)\.ts$|^server\/cli\/lib\/ask\.ts$/;

/** A sentence of the product. What varies in it is a `§`. */
export type Sentence = { where: string; text: string };

/**
 * Collects every Persian sentence that people read: client, command line, plain pages, scripts of deployment, docs.
 */
export function persianSentences(): Sentence[] {
  return [
    ...filesOf('{client,server,db}/**/*.ts').flatMap(literalsOf),
    ...['client/index.html', 'public/plain/*.html']
      .flatMap(filesOf)
      .flatMap((file) => linesOf(file, /[<>"]/)),
    ...filesOf('deploy/install.sh').flatMap((file) => linesOf(file, /["]/)),
    ...filesOf('docs/fa/*.md').flatMap((file) => linesOf(file, /\n/)),
  ];
}

function filesOf(pattern: string): string[] {
  return [...new Glob(pattern).scanSync(ROOT)].filter((file) => !OTHERS.test(file)).sort();
}

/**
 * Comments are matched first, since an apostrophe in one begins no string; in a template what varies may hold a
 * template again.
 */
const TOKENS =
  /\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|\$\{(?:[^{}`]|`[^`]*`)*\}|[^`\\])*`/g;
const VARIES = /\$\{((?:[^{}`]|`[^`]*`)*)\}/g;

function literalsOf(file: string): Sentence[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  if (!PERSIAN.test(source)) return [];
  return literalsIn(source).map(({ at, text }) => {
    return { where: `${file}:${source.slice(0, at).split('\n').length}`, text };
  });
}

function literalsIn(source: string): { at: number; text: string }[] {
  return [...source.matchAll(TOKENS)].flatMap(({ 0: token, index }) => {
    if (token.startsWith('/')) return [];
    const inner = [...token.matchAll(VARIES)].flatMap(([, code = '']) => literalsIn(code));
    const text = token.slice(1, -1).replaceAll(VARIES, '§').replaceAll('\\u200e', '\u200e');
    return [{ at: index, text }, ...inner.map((one) => ({ ...one, at: index }))].filter((one) =>
      PERSIAN.test(one.text),
    );
  });
}

/** Splits a file into lines, cut where no sentence goes on: at tags and quotes. */
function linesOf(file: string, cut: RegExp): Sentence[] {
  return readFileSync(join(ROOT, file), 'utf8')
    .replaceAll(/```[\s\S]*?```/g, '')
    .split('\n')
    .flatMap((line, at) =>
      line.split(cut).map((text) => ({ where: `${file}:${at + 1}`, text: text.trim() })),
    )
    .filter(({ text }) => PERSIAN.test(text));
}
