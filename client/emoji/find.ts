import { splitWords, words } from '../../protocol/fold.ts';
import type { Emoji } from './data.ts';

/** A person looks through no more than this. */
const MOST = 120;

/**
 * These are meant first by a person who types a word of their names, in this order: «قلب» is the name of the organ,
 * and means ❤️.
 */
const COMMON = '❤️ 😂 👍 🙏 😊 😍 😢 😭 🔥 🎉 👏 🌹 ☕ 🎂 👋 🤔 💔 ☀️ 🌙 ⭐'.split(' ');

/** Texts are folded once, at the first search: 2,000 rows take some milliseconds. */
type Lines = { names: string[]; name: string; all: string };
const folded = new WeakMap<Emoji, Lines>();

/**
 * Puts a space before each word, so that ` x` finds where one begins; what has half-spaces stands there both ways.
 */
function toSearchLine(text: string): string {
  const joined = ` ${words(text).join(' ')}`;
  const parted = ` ${splitWords(text).join(' ')}`;
  return joined === parted ? joined : joined + parted;
}

/** Days without a sign of their own are found by what stands on their tables and in their streets. */
const DAYS: Record<string, string> = {
  'نوروز عید سال نو': '🌱 🌷 🐟 🍎 🥚 🎉 🌸',
  'یلدا شب چله': '🍉 🌙 🕯️ 📖',
  سیزده‌به‌در: '🌿 🧺 🌳',
  چهارشنبه‌سوری: '🔥 🎆',
};
const daysOf = (emoji: string): string =>
  Object.entries(DAYS)
    .filter(([, signs]) => signs.split(' ').includes(emoji))
    .map(([day]) => day)
    .join(' ');

function linesOf(one: Emoji) {
  let lines = folded.get(one);
  if (!lines) {
    const names = [toSearchLine(one.fa), toSearchLine(one.en)];
    const name = names.join('');
    lines = { names, name, all: name + toSearchLine(`${one.words} ${daysOf(one.emoji)}`) };
    folded.set(one, lines);
  }
  return lines;
}

/**
 * Finds the emoji of which every word of the query begins a word: those first that are called so, then by their
 * order.
 */
export function findEmoji(emojis: readonly Emoji[], query: string): Emoji[] {
  const sought = splitWords(query).map((word) => ` ${word}`);
  if (sought.length === 0) return [];
  const found = emojis.flatMap((one): [number, Emoji][] => {
    const rank = rankOf(linesOf(one), sought);
    if (rank === null) return [];
    const common = COMMON.indexOf(one.emoji);
    return [[rank < 2 && common !== -1 ? common - COMMON.length : rank, one]];
  });
  return found
    .sort(([a], [b]) => a - b)
    .slice(0, MOST)
    .map(([, one]) => one);
}

/** Ranks a hit: 0 for its name; then whole words of the name, beginnings of them, other words. */
function rankOf({ names, name, all }: Lines, sought: string[]): number | null {
  if (!sought.every((word) => all.includes(word))) return null;
  const query = sought.join('');
  if (names.some((one) => one === query)) return 0;
  if (sought.every((word) => `${name} `.includes(`${word} `))) return 1;
  return sought.every((word) => name.includes(word)) ? 2 : 3;
}
