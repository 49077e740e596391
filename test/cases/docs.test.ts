/** What the guides say that people see, press and type must be in the product. */
import { expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Glob } from 'bun';
import { compose } from '../../client/format/compose.ts';
import { en } from '../../client/i18n/en.ts';
import { fa } from '../../client/i18n/fa.ts';
import { AVATAR_TEXTS } from '../../client/i18n/texts/avatar.ts';
import { GROUP_TEXTS } from '../../client/i18n/texts/groups.ts';
import { MEDIA_TEXTS } from '../../client/i18n/texts/media.ts';
import { SERVER_TEXTS } from '../../client/i18n/texts/server.ts';
import { SETTINGS_TEXTS } from '../../client/i18n/texts/settings.ts';
import { STORAGE_TEXTS } from '../../client/i18n/texts/storage.ts';
import { markOf } from '../../client/messages/composer/aids/shortcuts.ts';
import { runProgram } from '../helpers/program.ts';

const ROOT = join(import.meta.dir, '../..');
const textOf = (file: string): Promise<string> => Bun.file(join(ROOT, file)).text();

/** Browsers write these on their buttons: Chrome, Safari. */
const OTHERS = ['Install app', 'Add to Home Screen', 'نصب برنامه'];
const GUIDES = [
  ['docs/guide.md', 'en', /“([^”]+)”/g],
  ['docs/fa/guide.md', 'fa', /«([^»]+)»/g],
  ['docs/fa/self-hosting.md', 'fa', /«([^»]+)»/g],
] as const;
const TEXTS = {
  fa: sentencesOf([
    fa,
    SERVER_TEXTS.fa,
    GROUP_TEXTS.fa,
    SETTINGS_TEXTS.fa,
    STORAGE_TEXTS.fa,
    AVATAR_TEXTS.fa,
    MEDIA_TEXTS.fa,
  ]),
  en: sentencesOf([
    en,
    SERVER_TEXTS.en,
    GROUP_TEXTS.en,
    SETTINGS_TEXTS.en,
    STORAGE_TEXTS.en,
    AVATAR_TEXTS.en,
    MEDIA_TEXTS.en,
  ]),
};

function sentencesOf(texts: unknown): Set<string> {
  // Within a sentence a name is quoted without its full stop.
  if (typeof texts === 'string') return new Set([texts.replace(/\.$/, '')]);
  if (typeof texts !== 'object' || texts === null) return new Set();
  return new Set(Object.values(texts).flatMap((value) => [...sentencesOf(value)]));
}

test.each(GUIDES)(
  'what %s calls by a name is called so on the screen',
  async (file, language, quoted) => {
    const names = [...(await textOf(file)).replaceAll('\n', ' ').matchAll(quoted)].map(
      ([, name = '']) => name,
    );
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !OTHERS.includes(name) && !TEXTS[language].has(name))).toEqual(
      [],
    );
  },
);

type Row = { written: string; key: string };
/** Reads the rows of the table of formats: what is written, and the key that does the same. */
async function formats(file: string): Promise<Row[]> {
  return (await textOf(file)).split('\n').flatMap((line) => {
    const [written = '', , key = ''] = line.split(/(?<!\\)\|/).slice(1);
    const press = /`(Ctrl\+[^`]+)`/.exec(key)?.[1];
    return press === undefined
      ? []
      : [{ written: written.trim().replaceAll('\\|', '|'), key: press }];
  });
}

/** A fence stands on lines of its own, which no row of a table can show. */
function sampleOf(written: string): string {
  const code = /^`` (.+) ``$/.exec(written)?.[1] ?? /^`([^`]+)`/.exec(written)?.[1];
  return code ?? '```\nblock\n```';
}

test.each(['docs/guide.md', 'docs/fa/guide.md'])(
  'what is written in the table of %s, and its key, make the same',
  async (file) => {
    const rows = await formats(file);
    expect(rows).toHaveLength(8);
    for (const { written, key } of rows) {
      const letter = key.slice(-1);
      const press = {
        ...{ ctrlKey: true, metaKey: false, altKey: false },
        ...{ shiftKey: key.includes('Shift'), key: letter, code: `Key${letter}` },
      };
      const { text, entities } = compose(sampleOf(written), new Map());
      expect([key, text.length > 0, entities[0]?.type]).toEqual([
        key,
        true,
        markOf(press) ?? undefined,
      ]);
    }
  },
);

type Command = { where: string; words: string[]; flags: string[] };
/** Lists every `payambar …` that a page shows as something to type. */
async function commands(): Promise<Command[]> {
  const found: Command[] = [];
  for (const file of ['README.md', 'SECURITY.md', ...new Glob('docs/**/*.md').scanSync(ROOT)]) {
    if (file.startsWith('docs/decisions/')) continue;
    const code = [...(await textOf(file)).matchAll(/```[\s\S]*?```|`[^`]+`/g)].map(
      ([text]) => text,
    );
    for (const [, rest = ''] of code
      .join('\n')
      .matchAll(/(?<![\w/.-])payambar ((?:[a-z]|--)[^\n`#]*)/g)) {
      const tokens = rest.split(/[\s[\]|=]+/);
      const end = tokens.findIndex((token) => !/^[a-z]+(?:-[a-z]+)?$/.test(token));
      const flags = tokens.filter((token) => /^--[a-z-]+$/.test(token));
      found.push({ where: file, words: tokens.slice(0, end === -1 ? undefined : end), flags });
    }
  }
  return found;
}

test('every command and option in the pages is one of the program’s', async () => {
  const helps = new Map<string, Promise<string>>();
  const help = (...words: string[]): Promise<string> => {
    const key = words.join(' ');
    const asked = helps.get(key) ?? runProgram([...words, '--help'], {}).then(({ out }) => out);
    helps.set(key, asked);
    return asked;
  };
  const isIn = (text: string, word: string): boolean => new RegExp(`^  ${word}\\b`, 'm').test(text);
  const wrong: string[] = [];
  const all = await commands();
  expect(all.length).toBeGreaterThan(50);
  for (const { where, words, flags } of all) {
    const [first = '', second = ''] = words;
    if (first !== '' && !isIn(await help(), first)) wrong.push(`${where}: payambar ${first}`);
    const path = /^(user|invite|files)$/.test(first) ? [first, second] : [first];
    if (second !== '' && path.length === 2 && !isIn(await help(first), second))
      wrong.push(`${where}: payambar ${first} ${second}`);
    const text = await help(...path.filter((word) => word !== ''));
    for (const flag of flags)
      if (!text.includes(flag)) wrong.push(`${where}: payambar ${words.join(' ')} ${flag}`);
  }
  expect(wrong).toEqual([]);
});

/** Reads every page of the repository that people read, as lines. */
async function pages(): Promise<[file: string, lines: string[]][]> {
  const places = ['*.md', ...['docs', 'db', 'client', 'server'].map((top) => `${top}/**/*.md`)];
  const files = places.flatMap((place) => [...new Glob(place).scanSync(ROOT)]);
  expect(files).toContain('docs/architecture.md');
  expect(files).toContain('db/engine/README.md');
  return Promise.all(
    files.map(
      async (file): Promise<[string, string[]]> => [file, (await textOf(file)).split('\n')],
    ),
  );
}

test('no table is wider than an editor, no page cites a document that is not here', async () => {
  const found: string[] = [];
  for (const [file, lines] of await pages()) {
    for (const [i, line] of lines.entries()) {
      if (line.startsWith('|') && line.length > 120) found.push(`${file}:${i + 1}: a wide table`);
      if (/\b(?:DESIGN|STACK|ORIGINAL|WORDS|SCALE|STYLE)(?:\.md\b| §)/.test(line))
        found.push(`${file}:${i + 1}: ${line}`);
    }
  }
  expect(found).toEqual([]);
});

test('every link from page to page leads to a file', async () => {
  const broken: string[] = [];
  for (const [file, lines] of await pages())
    for (const [, to = ''] of lines.join('\n').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g))
      if (!existsSync(join(ROOT, dirname(file), to))) broken.push(`${file}: ${to}`);
  expect(broken).toEqual([]);
});

test('every source file that a page names is there', async () => {
  const folders = ['build', 'client', 'server', 'db', 'protocol', 'test', 'bench', 'scripts'];
  const sources = ['*.ts', ...folders.map((folder) => `${folder}/**/*`)].flatMap((place) => [
    ...new Glob(place).scanSync(ROOT),
  ]);
  const missing: string[] = [];
  for (const [file, lines] of await pages())
    for (const [, named = ''] of lines.join('\n').matchAll(/`([\w./-]+\.(?:ts|sql|css))`/g))
      if (!sources.some((path) => `/${path}`.endsWith(`/${named}`)))
        missing.push(`${file}: ${named}`);
  expect(missing).toEqual([]);
});
