import type { Entity } from '../../protocol/entities.ts';
import { type CleanText, insideCode } from './clean.ts';

/** People who may be mentioned, by username in lower case. */
export type MentionNames = ReadonlyMap<string, string>;

const NAME = /(?<![\w.@/])@([a-z0-9_.]{2,31}[a-z0-9_])/gi;

/** `@name` of somebody in the chat, as entities; anybody else's stays text. */
export function findMentions({ text, entities }: CleanText, names: MentionNames): Entity[] {
  return [...text.matchAll(NAME)].flatMap(({ 0: whole, 1: name = '', index }) => {
    const userId = names.get(name.toLowerCase());
    if (!userId || insideCode(entities, index, index + whole.length)) return [];
    return [{ type: 'mention' as const, offset: index, length: whole.length, userId }];
  });
}

/** The name that is being typed before the caret, for completion: where it begins, and what there is of it. */
export function typedMention(text: string, caret: number): { from: number; q: string } | null {
  // Behind a blank or a mark of any script, not behind what would make it an address: `a.@b`, `x/@y`, `@@`.
  const found = /(?:^|(?![@./_\\&#%*-])[\s\p{P}\p{Z}]|\*\*)@([\p{L}\p{N}_.\u200c]{0,31})$/u.exec(
    text.slice(0, caret),
  );
  if (!found) return null;
  const q = found[1] ?? '';
  return { from: caret - q.length - 1, q };
}
