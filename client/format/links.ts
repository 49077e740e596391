import LinkifyIt from 'linkify-it';
import type { Entity } from '../../protocol/entities.ts';
import { type CleanText, isInsideCode } from './formatted-text.ts';
import { safeUrl } from './url.ts';

/**
 * These domains are links without a scheme: «سلام.خوبی», `main.ts` and `readme.md` are none. Endings of files (py,
 * rs, sh, md, so, zip…) are left out though they are countries or more.
 */
const NEVER_A_WORD: ReadonlySet<string> = new Set(
  (
    'com org net edu gov mil int info biz name mobi io dev app ai co tv gg fm xyz online site shop store blog cloud tech ' +
    'wiki agency academy dance design digital email health news media group network space world website ' +
    'ایران ir af tj tr iq ae sa qa kw om az uz uk de fr nl eu ca au nz jp cn kr hk sg ch dk fi se es pt gr ru ua cz ' +
    'sk hu ro bg hr si ee lv lt ie br mx ar za ng ke eg il'
  ).split(' '),
);

/** These are words or names too, so they count with a path or after `www.` only. */
const SOMETIMES_A_WORD: ReadonlySet<string> = new Set(
  'me be ly to in it no at is us so my am do la pl id ws sh page link live click club pro one life today work run chat'.split(
    ' ',
  ),
);

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

/** Finds addresses in a text, as entities; none inside code or inside a link that is there already. */
export function findLinks({ text, entities }: CleanText): Entity[] {
  const links = entities.filter(({ type }) => type === 'link');
  return placesOf(text).flatMap(({ from, to }) => {
    const url = safeUrl(addressOf(text.slice(from, to)));
    const taken =
      isInsideCode(entities, from, to) ||
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

/** An address without a scheme is of the web, and there https is what is usual today. */
function addressOf(text: string): string {
  if (/^(?:https?:\/\/|mailto:)/i.test(text)) return text;
  if (/^[^/?#]+@/.test(text)) return `mailto:${text}`;
  return text.startsWith('//') ? `https:${text}` : `https://${text}`;
}

/** Direction marks, zero-width spaces and soft hyphens are never a part of an address. */
const ENDS = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
/** A half-space joins two letters, of a Persian path too; at the edge of a word it has no use. */
const LOOSE_JOINER = /(?<![\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}])/gu;
/** People write no blank between a Persian word, or an emoji, and an address. */
const GLUED_BEFORE = /[^\0-\x7f](?=https?:\/\/|www\.)/giu;
const LEAD = /^(?:\p{Script=Arabic}|\p{So}|\p{M}|[\u200c\u200d])+(?=[a-z\d])/iu;
/** Scripts are not mixed in the name of a host: here a new word begins. */
const GLUED_AFTER = /^(?:https?:\/\/)?[\w.-]*\w(?=\p{Script=Arabic})/iu;
/** These marks of a sentence, Persian ones and others, the library takes for parts of an address. */
const SENTENCE = /[،؛؟۔٬«»…。、]/u;
const LAST = /[.,:;!?'"]|(?![\0-\x7f])\p{P}/u;
const BRACKETS: Record<string, string> = { ')': '(', ']': '[', '}': '{', '>': '<' };

/** No address has so many characters without a slash, and the library takes long over them (`a.a.a.a…`). */
const TOO_LONG = /[^\s/]{2049,}/g;

/** Returns a text of the same length in which addresses have blanks around them. */
function readable(text: string): string {
  const blank = (found: string) => ' '.repeat(found.length);
  return text
    .replace(TOO_LONG, blank)
    .replace(ENDS, ' ')
    .replace(LOOSE_JOINER, ' ')
    .replace(GLUED_BEFORE, blank);
}

/** Finds where the address at `[from, to)` really begins and ends. */
function edgesOfLink(text: string, from: number, to: number): { from: number; to: number } {
  const start = from + (LEAD.exec(text.slice(from, to))?.[0].length ?? 0);
  let address = text.slice(start, to).split(SENTENCE, 1).join('');
  address = GLUED_AFTER.exec(address)?.[0] ?? address;
  return { from: start, to: start + dropLast(address) };
}

function dropLast(address: string): number {
  const open = new Map<string, number>();
  for (const one of address) open.set(one, (open.get(one) ?? 0) + 1);
  const count = (one: string) => open.get(one) ?? 0;
  let end = address.length;
  for (; end > 0; end--) {
    const one = address[end - 1] ?? '';
    const partner = BRACKETS[one];
    const goes = partner ? count(one) > count(partner) : LAST.test(one);
    if (!goes) break;
    open.set(one, count(one) - 1);
  }
  return end;
}
