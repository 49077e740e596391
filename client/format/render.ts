import { html, nothing, type TemplateResult } from 'lit';
import type { Entity } from '../../protocol/entities.ts';
import { findNumbers } from '../../protocol/numbers.ts';
import { t } from '../i18n/locale.ts';
import { directionOf, paragraphs, type TextDirection } from '../ui/direction.ts';
import { findDisguise } from './disguise.ts';
import { type Node, treeOf } from './formatted-text.ts';

type Drawn = string | TemplateResult;

/**
 * A link may lead to these schemes. The server checks too; a link is checked where it is drawn, since `javascript:`
 * would run here.
 */
const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i;

/** The direction of each line of the text, by where it begins: it is drawn beside the words. */
type Lines = Map<number, TextDirection>;

/** Draws a text with its entities as templates: what people wrote is only ever text, never HTML. */
export function renderText(text: string, entities: readonly Entity[] = []): Drawn | Drawn[] {
  const lines: Lines = new Map();
  for (const { from, side } of paragraphs(text, entities))
    if (side && !hasOwnDirection(text, from, side, entities)) lines.set(from, side);
  if (entities.length === 0 && lines.size === 0 && findNumbers(text).length === 0) return text;
  return draw(treeOf(text, entities), 0, lines);
}

/**
 * True when a line begins with a letter of its own direction: the browser sees the same (`unicode-bidi: plaintext`).
 */
function hasOwnDirection(
  text: string,
  from: number,
  side: TextDirection,
  entities: readonly Entity[],
): boolean {
  const within = entities.some(
    ({ type, offset, length }) =>
      (type === 'link' || type === 'mention' || type === 'code') &&
      offset <= from &&
      offset + length > from,
  );
  return (
    !within &&
    /^\p{L}/u.test(text.slice(from, from + 2)) &&
    directionOf(text.slice(from, from + 2)) === side
  );
}

function draw(nodes: Node[], at: number, lines: Lines): Drawn[] {
  let from = at;
  return nodes.flatMap((node, i) => {
    const start = from;
    from += lengthOf(node);
    if (typeof node === 'string') return drawWords(node, start, isBlock(nodes[i - 1]), lines);
    const { type } = node.entity;
    if (type === 'pre') lines.delete(start);
    // The sign of a quote stands within it: the block has lines of its own.
    const sign = type === 'quote' ? [] : signOf(start, lines);
    return [...sign, wrap(node, draw(node.inside, start, lines))];
  });
}

function lengthOf(node: Node): number {
  return typeof node === 'string' ? node.length : node.entity.length;
}

function drawWords(words: string, start: number, behindBlock: boolean, lines: Lines): Drawn[] {
  const out: Drawn[] = [];
  let at = behindBlock && words.startsWith('\n') ? 1 : 0;
  const push = (to: number) => {
    if (to > at) out.push(...withNumbers(words.slice(at, to)));
    at = to;
  };
  for (const line of [...lines.keys()]) {
    if (line < start || line > start + words.length) continue;
    // A sign at the end of these words belongs to what comes next.
    if (line === start + words.length && line !== start) continue;
    push(line - start);
    out.push(...signOf(line, lines));
  }
  push(words.length);
  return out;
}

/**
 * Draws what `dir` would say, which a line inside a block cannot have; it is made by style, so that it is never
 * copied.
 */
function signOf(at: number, lines: Lines): Drawn[] {
  const side = lines.get(at);
  lines.delete(at);
  return side ? [html`<span class="to-${side}"></span>`] : [];
}

function withNumbers(words: string): Drawn[] {
  const out: Drawn[] = [];
  let at = 0;
  for (const [from, to] of findNumbers(words)) {
    if (from > at) out.push(words.slice(at, from));
    out.push(html`<bdi class="number" dir="ltr">${words.slice(from, to)}</bdi>`);
    at = to;
  }
  if (at < words.length) out.push(words.slice(at));
  return out;
}

/** Says whether a quote or a block of code is the last of a text. */
export function endsInBlock(text: string, entities: readonly Entity[] = []): boolean {
  return entities.some(
    ({ type, offset, length }) =>
      (type === 'quote' || type === 'pre') && offset + length >= text.length,
  );
}

/**
 * A quote and a block of code end their line themselves: the break that is written behind them would be an empty
 * line.
 */
function isBlock(node: Node | undefined): boolean {
  if (typeof node !== 'object') return false;
  const { type } = node.entity;
  return type === 'quote' || type === 'pre' || isBlock(node.inside.at(-1));
}

/** The templates have no white space inside: it would be drawn as it is written. */
function wrap({ entity, inside: words }: Exclude<Node, string>, inside: Drawn[]): TemplateResult {
  switch (entity.type) {
    case 'bold':
      return html`<b>${inside}</b>`;
    case 'italic':
      return html`<i>${inside}</i>`;
    case 'strike':
      return html`<s>${inside}</s>`;
    case 'code':
      // A name of a program or a path is read from left to right, in a Persian line too.
      return html`<code dir="ltr">${inside}</code>`;
    case 'pre':
      return html`<pre dir="ltr" tabindex="0"><code>${inside}</code></pre>`;
    case 'quote':
      return html`<blockquote>${inside}</blockquote>`;
    case 'spoiler':
      return html`<span
        class="spoiler"
        role="button"
        tabindex="0"
        aria-label=${t().messages.hiddenText}
        @click=${reveal}
        @keydown=${revealByKey}
        ><span>${inside}</span></span
      >`;
    case 'link':
      return renderLink(entity, textOf(words), inside);
    case 'mention':
      return renderMention(entity, inside);
  }
}

function textOf(nodes: readonly Node[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : textOf(node.inside))).join('');
}

function renderLink({ url = '' }: Entity, text: string, inside: Drawn[]): TemplateResult {
  if (!SAFE.test(url)) return html`${inside}`;
  const real = findDisguise(text, url);
  return html`<a href=${url} title=${url} target="_blank" rel="noopener noreferrer"
    ><bdi>${inside}</bdi
    >${real === undefined ? nothing : html`<bdi class="leads-to" dir="ltr">${real}</bdi>`}</a
  >`;
}

/** The host of the text knows the address, so a mention only says `pa-person`. */
function renderMention({ userId = '' }: Entity, inside: Drawn[]): TemplateResult {
  const open = (event: Event) => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter') return;
    event.preventDefault();
    event.currentTarget?.dispatchEvent(
      new CustomEvent('pa-person', { detail: { userId }, bubbles: true, composed: true }),
    );
  };
  return html`<bdi class="mention" role="link" tabindex="0" @click=${open} @keydown=${open}
    >${inside}</bdi
  >`;
}

/** Once it is revealed it is text like any other, for a screen reader too. */
function reveal(event: Event): void {
  const hidden = event.currentTarget as HTMLElement;
  if (!hidden.role) return;
  event.preventDefault();
  event.stopPropagation();
  for (const name of ['role', 'tabindex', 'aria-label']) hidden.removeAttribute(name);
}

function revealByKey(event: KeyboardEvent): void {
  if (event.key === 'Enter' || event.key === ' ') reveal(event);
}

declare global {
  interface HTMLElementEventMap {
    /** Says that a mention was followed. */
    'pa-person': CustomEvent<{ userId: string }>;
  }
}
