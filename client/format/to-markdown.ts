import type { Entity } from '../../protocol/entities.ts';
import { sortEntities, treeOf, trimText } from './formatted-text.ts';
import { findLinks } from './links.ts';
import { parseMarkdown } from './markdown.ts';
import { LITERAL } from './spans.ts';
import { type Manner, write } from './typed-markup.ts';

/**
 * Writes the text as one would type it, for editing and for what is pasted: the inverse of `parseMarkdown`. Marks of
 * the text itself are escaped where they would be read as such; where Markdown cannot say what an entity says (code
 * over lines within a quote), the text comes back whole without it.
 */
export function toMarkdown(text: string, entities: readonly Entity[] = []): string {
  const found = findLinks({ text, entities: entities.filter(({ type }) => type !== 'link') });
  const isFoundAlone = (link: Entity) =>
    found.some(
      ({ offset, length, url }) =>
        offset === link.offset && length === link.length && url === link.url,
    );
  const linked = entities.filter((one) => one.type !== 'link' || !isFoundAlone(one));
  const flat = linked.filter(({ type }) => type !== 'pre' && type !== 'quote');
  const wanted = toComparable(text, linked);
  let whole: string | undefined;
  for (const [kept, manner] of [
    [linked, 'bare'],
    [linked, 'guarded'],
    [flat, 'guarded'],
    [[], 'guarded'],
  ] satisfies [Entity[], Manner][]) {
    const typed = write(treeOf(text, kept), manner);
    const back = trimText(parseMarkdown(typed));
    if (toComparable(back.text, back.entities) === wanted) return typed;
    if (back.text === trimText({ text, entities: kept }).text) whole ??= typed;
  }
  return whole ?? [...text].map((one) => LITERAL + one).join('');
}

/** Mentions are found again by their names, so they need not be the same. */
function toComparable(text: string, entities: readonly Entity[]): string {
  const shown = trimText({ text, entities: entities.filter(({ type }) => type !== 'mention') });
  const said = sortEntities(shown.entities).map(({ type, offset, length, url, language }) => [
    ...[type, offset, length, url, language],
  ]);
  return JSON.stringify([shown.text, said]);
}
