/**
 * `bun scripts/emoji.ts`: writes `client/emoji/emoji.txt` again, from Unicode's annotations in Persian (CLDR) and
 * emojibase's English tags. Both are fetched into a folder of their own: 100 MB are no dependency of a messenger.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { $ } from 'bun';
import { withTone } from '../client/emoji/tones.ts';
import { fold } from '../protocol/fold.ts';

type Source = {
  emoji: string;
  label: string;
  tags?: string[];
  group?: number;
  version: number;
  order?: number;
  skins?: { emoji: string; tone: number | number[] }[];
};
type Annotations = Record<string, { default?: string[]; tts?: string[] }>;

/** These are emojibase's numbers; group 2 are components (skin tones), which are not sent alone. */
const GROUPS: [number, string][] = [
  [0, 'smileys'],
  [1, 'people'],
  [3, 'animals'],
  [4, 'food'],
  [5, 'travel'],
  [6, 'activities'],
  [7, 'objects'],
  [8, 'symbols'],
  [9, 'flags'],
];
/** CLDR composes the names of flags by a rule, and the run-time has no Persian names for these territories. */
const NATIONS: Record<string, string> = {
  'flag: England': 'پرچم انگلستان',
  'flag: Scotland': 'پرچم اسکاتلند',
  'flag: Wales': 'پرچم ولز',
};
const regions = new Intl.DisplayNames('fa', { type: 'region' });

const folder = await mkdtemp(join(tmpdir(), 'emoji-'));
await Bun.write(join(folder, 'package.json'), '{}');
await $`bun add --exact emojibase-data@17.0.0 cldr-annotations-full@48.2.0`.cwd(folder).quiet();
const read = (path: string) => Bun.file(join(folder, 'node_modules', path)).json();
const all: Source[] = await read('emojibase-data/en/data.json');
const persian: Annotations = (await read('cldr-annotations-full/annotations/fa/annotations.json'))
  .annotations.annotations;
await rm(folder, { recursive: true });

/**
 * Returns name and words. What CLDR names only by a rule (families, hair) has the names of its parts; a flag, its
 * country.
 */
function inPersian({ emoji, group, label }: Source): string[] {
  const nation = NATIONS[label];
  if (nation) return [nation];
  const own = persian[emoji] ?? persian[emoji.replaceAll('\ufe0f', '')];
  if (own?.tts?.[0]) return [own.tts[0], ...(own.default ?? [])];
  const letters = [...emoji].map((one) => (one.codePointAt(0) ?? 0) - 0x1f1e6);
  if (group === 9 && letters.length === 2) {
    const code = letters.map((one) => String.fromCharCode(65 + one)).join('');
    return [`پرچم ${regions.of(code) ?? code}`];
  }
  const named = emoji.split('\u200d').flatMap((one) => {
    const part = persian[one] ?? persian[one.replaceAll('\ufe0f', '')];
    return part?.tts?.slice(0, 1) ?? [];
  });
  const people = emoji.split('\u200d').filter((one) => /[👨👩👦👧🧒🧑]/u.test(one)).length;
  return named.length > 0
    ? [[...new Set(named)].join('، '), ...(people > 2 ? ['خانواده'] : [])]
    : [];
}

/** Returns the words that the names do not find already: a word that begins another is found with it. */
function more(names: string): (phrases: string[]) => string {
  return (phrases) => {
    const named = fold(names).split(' ');
    const all = [...new Set(phrases.flatMap((one) => fold(one).match(/[\p{L}\p{N}]{2,}/gu) ?? []))];
    return all
      .filter((one) => ![...named, ...all].some((other) => other !== one && other.startsWith(one)))
      .filter((one) => !named.includes(one))
      .join(' ');
  };
}

function line(source: Source): string {
  const [faName = source.label, ...fa] = inPersian(source);
  const single = source.skins?.filter(({ tone }) => typeof tone === 'number') ?? [];
  const takesTone =
    single.length === 5 &&
    single.every((one) => one.emoji === withTone(source.emoji, Number(one.tone)));
  const rest = more(`${faName} ${source.label}`);
  return [
    toRecommended(source.emoji),
    `${source.version >= 12 ? source.version : ''}${takesTone ? '+' : ''}`,
    faName,
    rest(fa),
    source.label,
    rest(source.tags ?? []),
  ].join('\t');
}

/**
 * Returns the form that Unicode recommends for interchange, which the server asks for: the sign for "as a picture"
 * only where it is needed.
 */
function toRecommended(emoji: string): string {
  const known = [emoji, emoji.replaceAll('\ufe0f', '')];
  return known.find((one) => /^\p{RGI_Emoji}$/v.test(one)) ?? emoji;
}

const lines = GROUPS.flatMap(([number, name]) => [
  `# ${name}`,
  ...all
    .filter(({ group }) => group === number)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(line),
]);
const file = new URL('../client/emoji/emoji.txt', import.meta.url).pathname;
await Bun.write(file, `${lines.join('\n')}\n`);
process.stdout.write(`${lines.length - GROUPS.length} emoji\n`);
