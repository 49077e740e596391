import { html, type TemplateResult } from 'lit';
import type { Entity } from '../../protocol/entities.ts';
import { t } from '../i18n/locale.ts';
import { type Node, treeOf } from './tree.ts';

type Drawn = string | TemplateResult;

/**
 * Schemes that a link may lead to. The server checks too; a link is checked where it is drawn, since `javascript:` would
 * run here.
 */
const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i;

/** A text with its entities as templates: what people wrote is only ever text, never HTML. */
export function renderText(text: string, entities?: readonly Entity[]): Drawn | Drawn[] {
  if (!entities?.length) return text;
  return draw(treeOf(text, entities));
}

function draw(nodes: Node[]): Drawn[] {
  return nodes.map((node, i) => {
    if (typeof node !== 'string') return wrap(node.entity, draw(node.inside));
    return endsInBlock(nodes[i - 1]) && node.startsWith('\n') ? node.slice(1) : node;
  });
}

/** A quote and a block of code end their line themselves: the break that is written behind them would be an empty one. */
function endsInBlock(node: Node | undefined): boolean {
  if (typeof node !== 'object') return false;
  const { type } = node.entity;
  return type === 'quote' || type === 'pre' || endsInBlock(node.inside.at(-1));
}

/** No white space inside: it is drawn as it is written. */
function wrap(entity: Entity, inside: Drawn[]): TemplateResult {
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
      return link(entity, inside);
    case 'mention':
      return mention(entity, inside);
  }
}

function link({ url = '' }: Entity, inside: Drawn[]): TemplateResult {
  if (!SAFE.test(url)) return html`${inside}`;
  return html`<a href=${url} title=${url} target="_blank" rel="noopener noreferrer"
    ><bdi>${inside}</bdi></a
  >`;
}

/** Whoever draws it knows the address: it says `pa-person`. */
function mention({ userId = '' }: Entity, inside: Drawn[]): TemplateResult {
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

/** From then on it is text like any other, for whoever listens too. */
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
    /** A mention was followed. */
    'pa-person': CustomEvent<{ userId: string }>;
  }
}
