import type { Entity } from '../../protocol/entities.ts';
import { type CleanText, isInsideCode, trimText } from './formatted-text.ts';
import { findLinks } from './links.ts';
import { parseMarkdown } from './markdown.ts';

/** Returns what is sent for what was typed. */
export function compose(source: string, names: MentionNames): CleanText {
  const parsed = trimText(parseMarkdown(source));
  const linked = { ...parsed, entities: [...parsed.entities, ...findLinks(parsed)] };
  return trimText({
    text: linked.text,
    entities: [...linked.entities, ...findMentions(linked, names)],
  });
}

/** People who may be mentioned, by username in lower case. */
type MentionNames = ReadonlyMap<string, string>;

const NAME = /(?<![\w.@/])@([a-z0-9_.]{2,31}[a-z0-9_])/gi;

/** Finds `@name` of people in the chat, as entities; the name of any other person stays text. */
function findMentions({ text, entities }: CleanText, names: MentionNames): Entity[] {
  return [...text.matchAll(NAME)].flatMap(({ 0: whole, 1: name = '', index }) => {
    const userId = names.get(name.toLowerCase());
    if (!userId || isInsideCode(entities, index, index + whole.length)) return [];
    return [{ type: 'mention' as const, offset: index, length: whole.length, userId }];
  });
}

/** Finds the name that is being typed before the caret, for completion: where it begins, and its text. */
export function typedMention(text: string, caret: number): { from: number; q: string } | null {
  // A mention stands behind a blank or a mark of any script, not behind what would make it an address: `a.@b`,
  // `x/@y`, `@@`.
  const found = /(?:^|(?![@./_\\&#%*-])[\s\p{P}\p{Z}]|\*\*)@([\p{L}\p{N}_.\u200c]{0,31})$/u.exec(
    text.slice(0, caret),
  );
  if (!found) return null;
  const q = found[1] ?? '';
  return { from: caret - q.length - 1, q };
}
