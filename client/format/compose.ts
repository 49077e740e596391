import { trimmed, type Written } from './clean.ts';
import { findLinks } from './links.ts';
import { parseMarkdown } from './markdown.ts';
import { findMentions, type Names } from './mentions.ts';

/** What is sent for what was typed. */
export function compose(source: string, names: Names): Written {
  const parsed = trimmed(parseMarkdown(source));
  const linked = { ...parsed, entities: [...parsed.entities, ...findLinks(parsed)] };
  return trimmed({
    text: linked.text,
    entities: [...linked.entities, ...findMentions(linked, names)],
  });
}
