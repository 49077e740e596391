/** Direction marks, zero-width spaces, soft hyphens: never a part of what somebody would visit. */
const ENDS = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
/** A half-space joins two letters, of a Persian path too; at the edge of a word it is left over. */
const LOOSE_JOINER = /(?<![\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}])/gu;
/** Nobody writes a blank between a Persian word, or an emoji, and an address. */
const GLUED_BEFORE = /[^\0-\x7f](?=https?:\/\/|www\.)/giu;
const LEAD = /^(?:\p{Script=Arabic}|\p{So}|\p{M}|[\u200c\u200d])+(?=[a-z\d])/iu;
/** Scripts are not mixed in the name of a host: here a word goes on. */
const GLUED_AFTER = /^(?:https?:\/\/)?[\w.-]*\w(?=\p{Script=Arabic})/iu;
/** Marks of a sentence, Persian ones and others, that the library takes for parts of an address. */
const SENTENCE = /[،؛؟۔٬«»…。、]/u;
const LAST = /[.,:;!?'"]|(?![\0-\x7f])\p{P}/u;
const BRACKETS: Record<string, string> = { ')': '(', ']': '[', '}': '{', '>': '<' };

/** No address has so many characters without a slash, and the library takes long over them (`a.a.a.a…`). */
const TOO_LONG = /[^\s/]{2049,}/g;

/** A text of the same length in which addresses have blanks around them. */
export function readable(text: string): string {
  const blank = (found: string) => ' '.repeat(found.length);
  return text
    .replace(TOO_LONG, blank)
    .replace(ENDS, ' ')
    .replace(LOOSE_JOINER, ' ')
    .replace(GLUED_BEFORE, blank);
}

/** Where the address that was found at `[from, to)` really begins and ends. */
export function edgesOfLink(text: string, from: number, to: number): { from: number; to: number } {
  const start = from + (LEAD.exec(text.slice(from, to))?.[0].length ?? 0);
  let address = text.slice(start, to).split(SENTENCE, 1).join('');
  address = GLUED_AFTER.exec(address)?.[0] ?? address;
  return { from: start, to: start + withoutLast(address) };
}

function withoutLast(address: string): number {
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
