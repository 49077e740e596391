import type { Entity } from '../../protocol/entities.ts';
import { trimText } from './clean.ts';
import { findLinks } from './links.ts';
import { LITERAL } from './literal.ts';
import { parseMarkdown } from './markdown.ts';
import { sorted, treeOf } from './tree.ts';
import { type Manner, write } from './typed-markup.ts';

/**
 * The text as one would type it, for editing and for what is pasted: the way back of `parseMarkdown`. What the text has of
 * marks itself is kept from being read as such, where it would be; where Markdown cannot say what an entity says
 * (code over lines within a quote), the text comes back whole without it.
 */
export function toMarkdown(text: string, entities: readonly Entity[] = []): string {
  const found = findLinks({ text, entities: entities.filter(({ type }) => type !== 'link') });
  const byItself = (link: Entity) =>
    found.some(
      ({ offset, length, url }) =>
        offset === link.offset && length === link.length && url === link.url,
    );
  const linked = entities.filter((one) => one.type !== 'link' || !byItself(one));
  const flat = linked.filter(({ type }) => type !== 'pre' && type !== 'quote');
  const wanted = same(text, linked);
  let whole: string | undefined;
  for (const [kept, manner] of [
    [linked, 'bare'],
    [linked, 'guarded'],
    [flat, 'guarded'],
    [[], 'guarded'],
  ] satisfies [Entity[], Manner][]) {
    const typed = write(treeOf(text, kept), manner);
    const back = trimText(parseMarkdown(typed));
    if (same(back.text, back.entities) === wanted) return typed;
    if (back.text === trimText({ text, entities: kept }).text) whole ??= typed;
  }
  return whole ?? [...text].map((one) => LITERAL + one).join('');
}

/** Mentions are found anew by their names. */
function same(text: string, entities: readonly Entity[]): string {
  const shown = trimText({ text, entities: entities.filter(({ type }) => type !== 'mention') });
  const said = sorted(shown.entities).map(({ type, offset, length, url, language }) => [
    ...[type, offset, length, url, language],
  ]);
  return JSON.stringify([shown.text, said]);
}
