import type { FileInfo } from '../../protocol/files.ts';
import type { Message } from '../../protocol/messages.ts';
import type { PushLanguage } from '../../protocol/push.ts';
import { kindOfAll } from '../../protocol/rules/files.ts';
import { coverSpoilers } from '../../protocol/rules/spoilers.ts';
import { PUSH_TEXTS, toDigits } from './texts.ts';

/** What a lock screen has room for. */
const MOST = 180;
const [FSI, PDI] = ['\u2068', '\u2069'];
const FOREIGN = { fa: /\p{Script=Latin}/u, en: /\p{Script=Arabic}|\p{Script=Hebrew}/u };
const SIGNS = { picture: '🖼', video: '🎬', both: '🖼', voice: '🎤', audio: '🎵', file: '📎' };
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Keeps a name or a text of the other direction together within a sentence. */
export const isolated = (text: string, language: PushLanguage): string =>
  FOREIGN[language].test(text) ? FSI + text + PDI : text;

/** Says a message on one line, in a language: its words, or what it holds instead of them. */
export function previewOf(message: Message, language: PushLanguage): string {
  const { text, entities, files = [], sealed, call } = message;
  if (sealed) return PUSH_TEXTS[language].attached.sealed;
  // Only what somebody has missed is told of.
  if (call) return PUSH_TEXTS[language].attached.missed;
  const words = toOneLine(coverSpoilers(text, entities));
  if (files.length === 0) return words;
  return `${SIGNS[kindOfAll(files)]} ${words || filesName(files, language)}`;
}

function toOneLine(text: string): string {
  const line = text
    .slice(0, 4 * MOST)
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (line.length <= MOST) return line;
  let end = 0;
  for (const { index, segment } of graphemes.segment(line)) {
    if (index + segment.length > MOST) break;
    end = index + segment.length;
  }
  return `${line.slice(0, end)}…`;
}

function filesName(files: readonly FileInfo[], language: PushLanguage): string {
  const { attached, album } = PUSH_TEXTS[language];
  const kind = kindOfAll(files);
  const [only] = files;
  if (!only || files.length > 1)
    return album[kind === 'voice' || kind === 'audio' ? 'file' : kind](files.length);
  if (kind === 'picture') return attached.picture;
  if (kind !== 'voice' && kind !== 'video') return only.name || attached.audio;
  const length = only.durationMs ? attached.listed + durationText(only.durationMs, language) : '';
  return attached[kind] + length;
}

/** ۰:۱۲, and ۱:۰۲:۰۳ from an hour on. */
function durationText(ms: number, language: PushLanguage): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first = 0, ...rest] = parts[0] === 0 ? parts.slice(1) : parts;
  const padded = rest.map((part) => String(part).padStart(2, '0'));
  return toDigits([first, ...padded].join(':'), language);
}
