import LinkifyIt from 'linkify-it';
import type { Entity } from '../../protocol/entities.ts';
import { type CleanText, insideCode } from './clean.ts';
import { edgesOfLink, readable } from './link-edges.ts';
import { NEVER_A_WORD, SOMETIMES_A_WORD } from './top-level.ts';
import { safeUrl } from './url.ts';

/** After `www.` any domain is meant. */
const WWW = /[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}][\p{L}\p{N}-]*)*\.\p{L}{2,}(?::\d{1,5})?/uy;
/** The library knows no address in brackets (RFC 3986, IP-literal). */
const IP6 = /(?<!\w)https?:\/\/\[[\da-f:.]+\](?::\d{1,5})?(?:[/?#][^\s<>]*)?/gi;

const finder = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: false })
  .tlds([...NEVER_A_WORD, ...SOMETIMES_A_WORD])
  .add('ftp:', null)
  .add('www.', {
    validate(text, pos, self) {
      WWW.lastIndex = pos;
      const host = WWW.exec(text)?.[0];
      if (!host) return 0;
      const path = new RegExp(self.re.src_path ?? '', 'y');
      path.lastIndex = pos + host.length;
      return host.length + (path.exec(text)?.[0].length ?? 0);
    },
  });

type LinkSpan = { from: number; to: number };

/** Addresses in a text, as entities; none inside code or inside a link that is there already. */
export function findLinks({ text, entities }: CleanText): Entity[] {
  const links = entities.filter(({ type }) => type === 'link');
  return placesOf(text).flatMap(({ from, to }) => {
    const url = safeUrl(addressOf(text.slice(from, to)));
    const taken =
      insideCode(entities, from, to) ||
      links.some((one) => one.offset < to && one.offset + one.length > from);
    return url && !taken ? [{ type: 'link' as const, offset: from, length: to - from, url }] : [];
  });
}

function placesOf(text: string): LinkSpan[] {
  const shape = readable(text);
  const found: LinkSpan[] = [];
  const rest = shape.replace(IP6, (whole, at: number) => {
    found.push({ from: at, to: at + whole.length });
    return ' '.repeat(whole.length);
  });
  for (const { index, lastIndex, schema } of finder.match(rest) ?? []) {
    if (schema === '' && isWord(rest.slice(index, lastIndex))) continue;
    found.push({ from: index, to: lastIndex });
  }
  return found
    .map(({ from, to }) => edgesOfLink(text, from, to))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
}

/** «fine.me too» lacks a blank; `t.me/x` is an address. */
function isWord(address: string): boolean {
  const name = /^[^/?#:]+$/.exec(address)?.[0];
  return name !== undefined && SOMETIMES_A_WORD.has(name.slice(name.lastIndexOf('.') + 1));
}

/** One without a scheme is of the web, and there https is what is usual today. */
function addressOf(text: string): string {
  if (/^(?:https?:\/\/|mailto:)/i.test(text)) return text;
  if (/^[^/?#]+@/.test(text)) return `mailto:${text}`;
  return text.startsWith('//') ? `https:${text}` : `https://${text}`;
}
