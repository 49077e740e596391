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
  h1: 'bold',
  h2: 'bold',
  h3: 'bold',
  h4: 'bold',
  h5: 'bold',
  h6: 'bold',
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
    const after = out.text === '' || /[\n ]$/.test(out.text);
    out.text += after && !verbatim ? text.replace(/^ +/, '') : text;
    return;
  }
  if (!(node instanceof Element) || node.matches(UNSEEN)) return;
  const block = node.matches(BLOCKS);
  if (block) newLine(out);
  if (node.localName === 'br') out.text += '\n';
  const bullet = bulletOf(node);
  out.text += bullet ?? '';
  // Word writes the sign of a list into the text, with blanks behind it.
  if (bullet && node.localName !== 'li') return;
  const start = out.text.length;
  for (const child of node.childNodes) walk(child, out, verbatim || node.localName === 'pre');
  const inner = out.text.slice(start);
  const first = start + inner.length - inner.trimStart().length;
  out.entities.push(...entitiesOf(node, first, out.text.trimEnd().length));
  if (block) newLine(out);
}

function bulletOf(element: Element): string | null {
  if (/mso-list:\s*ignore/i.test(element.getAttribute('style') ?? '')) {
    const sign = element.textContent?.trim() ?? '';
    return /^[\p{L}\p{N}]/u.test(sign) ? `${sign} ` : '• ';
  }
  if (element.localName !== 'li') return null;
  const list = element.parentElement;
  if (list?.localName !== 'ol') return '• ';
  const items = [...list.children].filter(({ localName }) => localName === 'li');
  return `${items.indexOf(element) + (Number(list.getAttribute('start')) || 1)}. `;
}

function newLine(out: Written): void {
  if (out.text !== '' && !out.text.endsWith('\n')) out.text = `${out.text.trimEnd()}\n`;
}

function entitiesOf(element: Element, start: number, end: number): Entity[] {
  if (end <= start) return [];
  const place = { offset: start, length: end - start };
  const url = element.localName === 'a' ? safeUrl(element.getAttribute('href') ?? '') : null;
  if (url) return [{ type: 'link', ...place, url }];
  return typesOf(element).map((type) => ({ type, ...place }));
}

/**
 * By its name, or by its style: Google Docs says everything so, and wraps all in a <b> that is not bold. The attribute is
 * read as text, for our policy forbids inline styles, and then `element.style` is empty.
 */
function typesOf(element: Element): EntityType[] {
  const style = element.getAttribute('style') ?? '';
  const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1] ?? '';
  const type = TYPES[element.localName];
  const types = new Set<EntityType>(type && !/^(?:normal|[1-5]00)$/.test(weight) ? [type] : []);
  if (/^(?:bold|[6-9]00)$/.test(weight)) types.add('bold');
  if (/font-style:\s*italic/i.test(style)) types.add('italic');
  if (/text-decoration[^;]*line-through/i.test(style)) types.add('strike');
  return [...types];
}
