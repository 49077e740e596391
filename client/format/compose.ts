import { type CleanText, trimText } from './clean.ts';
import { findLinks } from './links.ts';
import { parseMarkdown } from './markdown.ts';
import { findMentions, type MentionNames } from './mentions.ts';

/** What is sent for what was typed. */
export function compose(source: string, names: MentionNames): CleanText {
  const parsed = trimText(parseMarkdown(source));
  const linked = { ...parsed, entities: [...parsed.entities, ...findLinks(parsed)] };
  return trimText({
    text: linked.text,
    entities: [...linked.entities, ...findMentions(linked, names)],
  });
}
