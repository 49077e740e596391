import type { Entity, EntityType } from '../../protocol/entities.ts';
import { type CleanText, trimText } from './formatted-text.ts';
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
const BLOCKS =
  'address,article,aside,blockquote,caption,center,dd,details,dialog,div,dl,dt,fieldset,figcaption,figure,footer,form,' +
  'h1,h2,h3,h4,h5,h6,header,hgroup,hr,legend,li,main,menu,nav,ol,p,pre,search,section,summary,table,tr,ul';
const UNSEEN = 'script,style,template,title,head,noscript,[hidden]';
const LANGUAGE = /(?:^|\s)(?:lang|language|highlight-source)-([\w+#.-]{1,32})(?:\s|$)/;
const ONE_EMOJI = /^\p{RGI_Emoji}$/v;

/** What surrounds the current node: text is kept as it is in `pre`, and a cell has no lines of its own. */
type Within = { pre: boolean; cell: boolean };

/** Returns pasted HTML as it would be typed. It is parsed without a page around it: nothing in it loads or runs. */
export function richToMarkdown(source: string): string {
  const page = new DOMParser().parseFromString(source, 'text/html');
  const out: CleanText = { text: '', entities: [] };
  walk(page.body, out, { pre: false, cell: false });
  const { text, entities } = trimText(out);
  return toMarkdown(text, entities);
}

function walk(node: Node, out: CleanText, within: Within): void {
  if (node instanceof Text) {
    out.text += textOf(node.data, out, within);
    return;
  }
  if (!(node instanceof Element) || node.matches(UNSEEN)) return;
  const name = node.localName;
  const block = node.matches(BLOCKS);
  if (block) addLineBreak(out, within);
  if (name === 'br') out.text += within.cell ? ' ' : '\n';
  if (name === 'img') out.text += ONE_EMOJI.exec(node.getAttribute('alt') ?? '')?.[0] ?? '';
  const cell = name === 'td' || name === 'th';
  if (cell && node.previousElementSibling) nextCell(out);
  const bullet = bulletOf(node);
  out.text += bullet ?? '';
  // Word writes the sign of a list into the text, with blanks behind it.
  if (bullet && name !== 'li') return;
  const start = out.text.length;
  const inner = { pre: within.pre || name === 'pre', cell: within.cell || cell };
  for (const child of node.childNodes) walk(child, out, inner);
  // Nothing has a meaning inside code.
  if (!within.pre) out.entities.push(...entitiesOf(node, ...trimExtent(out, start, inner.pre)));
  if (block) addLineBreak(out, within);
}

function textOf(data: string, { text }: CleanText, { pre }: Within): string {
  // A no-break space is one that the page needed; every browser copies blanks so.
  if (pre) return data.replaceAll('\u00a0', ' ');
  const flat = data.replaceAll(/[ \t\n\r]+/g, ' ');
  const after = text === '' || /[\n ]$/.test(text);
  return (after ? flat.replace(/^ +/, '') : flat).replaceAll('\u00a0', ' ');
}

/** Leaves out the blanks at the ends, but for those that indent code. */
function trimExtent({ text }: CleanText, start: number, pre: boolean): [from: number, to: number] {
  const inner = text.slice(start);
  const lead = pre ? 0 : inner.length - inner.trimStart().length;
  return [start + lead, text.trimEnd().length];
}

function bulletOf(element: Element): string | null {
  if (/mso-list:\s*ignore/i.test(element.getAttribute('style') ?? '')) {
    const sign = element.textContent?.trim() ?? '';
    return /^[\p{L}\p{N}]/u.test(sign) ? `${sign} ` : '• ';
  }
  if (element.localName !== 'li') return null;
  const list = element.parentElement;
  return list?.localName === 'ol' ? `${numberOf(element, list)}. ` : '• ';
}

/** Each item counts on from the one before, or from the value that it has itself. */
function numberOf(item: Element, list: Element): number {
  const first = Number.parseInt(list.getAttribute('start') ?? '', 10);
  let count = (Number.isNaN(first) ? 1 : first) - 1;
  for (const one of list.children) {
    if (one.localName !== 'li') continue;
    const own = Number.parseInt(one.getAttribute('value') ?? '', 10);
    count = Number.isNaN(own) ? count + 1 : own;
    if (one === item) break;
  }
  return count;
}

function addLineBreak(out: CleanText, { cell }: Within): void {
  if (out.text === '' || out.text.endsWith('\n')) return;
  if (!cell) out.text = `${out.text.trimEnd()}\n`;
  else if (!out.text.endsWith(' ')) out.text += ' ';
}

/** Parts each cell from its neighbour; the blank ones too, or those behind them would stand in another column. */
function nextCell(out: CleanText): void {
  out.text = out.text.replace(/ +$/, '');
  out.text += out.text === '' || out.text.endsWith('\n') ? '| ' : ' | ';
}

function entitiesOf(element: Element, start: number, end: number): Entity[] {
  if (end <= start) return [];
  const place = { offset: start, length: end - start };
  if (element.localName === 'pre') return [preOf(element, place)];
  const url = element.localName === 'a' ? safeUrl(element.getAttribute('href') ?? '') : null;
  if (url) return [{ type: 'link', ...place, url }];
  return typesOf(element).map((type) => ({ type, ...place }));
}

function preOf(element: Element, place: { offset: number; length: number }): Entity {
  const classes = [element, element.querySelector('code')].map((one) => one?.className ?? '');
  const language = LANGUAGE.exec(classes.join(' '))?.[1];
  return language ? { type: 'pre', ...place, language } : { type: 'pre', ...place };
}

/**
 * The format is told by the element's name, or by its style: Google Docs says everything so, and wraps all in a <b>
 * that is not bold. The attribute is read as text, for our policy forbids inline styles, and then `element.style` is
 * empty.
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
