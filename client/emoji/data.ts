import text from './emoji.txt' with { type: 'text' };

export type GroupId =
  | 'smileys'
  | 'people'
  | 'animals'
  | 'food'
  | 'travel'
  | 'activities'
  | 'objects'
  | 'symbols'
  | 'flags';

/** `since`: the version of Unicode's emoji that added it; 0 for those that every system has by now. */
export type Emoji = {
  emoji: string;
  since: number;
  /** True when it comes in tones of skin. */
  hasTones: boolean;
  fa: string;
  en: string;
  /** It is found by these words too, in both languages. */
  words: string;
};

type Group = { id: GroupId; emojis: Emoji[] };

/**
 * Parses a line of `emoji.txt` (scripts/emoji.ts writes it): the emoji, `since` and `+` for tones, then name, words,
 * name, words.
 */
function parse(line: string): Emoji {
  const [emoji = '', marks = '', fa = '', faWords = '', en = '', enWords = ''] = line.split('\t');
  return {
    emoji,
    since: Number.parseFloat(marks) || 0,
    hasTones: marks.endsWith('+'),
    fa,
    en,
    words: `${faWords} ${enWords}`,
  };
}

export const GROUPS: readonly Group[] = text
  .trimEnd()
  .split(/^# /m)
  .slice(1)
  .map((part) => {
    const [id = '', ...lines] = part.trimEnd().split('\n');
    return { id: id as GroupId, emojis: lines.map(parse) };
  });
