import LinkifyIt from 'linkify-it';
import type { Entity } from '../../protocol/entities.ts';
import { insideCode, type Written } from './clean.ts';
import { safeUrl } from './url.ts';

// Without a scheme only the common top-level domains count: «سلام.خوبی» and `main.ts` are not addresses.
const finder = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: false })
  .tlds(['com', 'org', 'net', 'edu', 'gov', 'io', 'dev', 'app', 'ir', 'info', 'ایران'])
  .add('ftp:', null);

/** Addresses in a text, as entities; none inside code or inside a link that is there already. */
export function findLinks({ text, entities }: Written): Entity[] {
  const links = entities.filter(({ type }) => type === 'link');
  return (finder.match(text) ?? []).flatMap(({ index, ...found }) => {
    // The library takes Persian marks of a sentence for parts of an address.
    const tail = found.text.length - found.text.split(/[،؛؟«»]/, 1).join('').length;
    const lastIndex = found.lastIndex - tail;
    const url = tail > 0 ? found.url.slice(0, -tail) : found.url;
    const taken =
      insideCode(entities, index, lastIndex) ||
      links.some((one) => one.offset < lastIndex && one.offset + one.length > index);
    // The library writes http:// before a bare domain; today that is the exception.
    const bare = url.startsWith('http://') && !text.startsWith('http://', index);
    const safe = safeUrl(bare ? url.replace(/^http:/, 'https:') : url);
    if (taken || !safe) return [];
    return [{ type: 'link' as const, offset: index, length: lastIndex - index, url: safe }];
  });
}
