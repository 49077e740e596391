import type { Entity, EntityType } from '../../protocol/entities.ts';
import { trimmed, type Written } from './clean.ts';
import { toMarkdown } from './to-markdown.ts';
import { safeUrl } from './url.ts';

const TYPES: Record<string, EntityType> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  code: 'code',
  pre: 'pre',
  blockquote: 'quote',
};
const BLOCKS = 'address,article,blockquote,div,h1,h2,h3,h4,h5,h6,li,ol,p,pre,section,table,tr,ul';
const UNSEEN = 'script,style,template,title,head,noscript';

/** Pasted HTML as it would be typed. It is parsed without a page around it: nothing in it loads or runs. */
export function richToMarkdown(source: string): string {
  const page = new DOMParser().parseFromString(source, 'text/html');
  const out: Written = { text: '', entities: [] };
  walk(page.body, out, false);
  const { text, entities } = trimmed(out);
  return toMarkdown(text, entities);
}

function walk(node: Node, out: Written, verbatim: boolean): void {
  if (node instanceof Text) {
    const text = verbatim ? node.data : node.data.replaceAll(/[ \t\n\r]+/g, ' ');
    out.text += out.text === '' || out.text.endsWith('\n') ? text.replace(/^ +/, '') : text;
    return;
  }
  if (!(node instanceof Element) || node.matches(UNSEEN)) return;
  const block = node.matches(BLOCKS);
  if (block) newLine(out);
  if (node.localName === 'br') out.text += '\n';
  const start = out.text.length;
  for (const child of node.childNodes) walk(child, out, verbatim || node.localName === 'pre');
  const entity = entityOf(node, start, out.text.trimEnd().length);
  if (entity) out.entities.push(entity);
  if (block) newLine(out);
}

function newLine(out: Written): void {
  if (out.text !== '' && !out.text.endsWith('\n')) out.text = `${out.text.trimEnd()}\n`;
}

function entityOf(element: Element, start: number, end: number): Entity | null {
  if (end <= start) return null;
  const type = TYPES[element.localName];
  // Google Docs wraps everything in a <b> that says of itself that it is not bold.
  const plain = element instanceof HTMLElement && element.style.fontWeight === 'normal';
  if (type && !plain) return { type, offset: start, length: end - start };
  const url = element.localName === 'a' ? safeUrl(element.getAttribute('href') ?? '') : null;
  return url ? { type: 'link', offset: start, length: end - start, url } : null;
}
