/**
 * A phone number or the like in a text: in a Persian line its groups would stand in reverse, and its plus behind it
 * (UAX 9, W2 and W4). A plain number, a date with slashes, a time and a range need no help, and get none.
 */
const GROUPS =
  /(?<![\p{L}\p{N}\p{M}_@#./:+-])[+(]?\p{Nd}(?:\p{Nd}|[ ()\u00a0\u2011–-]{1,2}(?=\p{Nd}))*/gu;
const DIGIT = /\p{Nd}/u;
const ZERO = /^\(?[0٠۰]/;
const CARD = /^\p{Nd}{4}(?:[ \u00a0-]\p{Nd}{4}){3}$/u;
const HYPHENS = /^\p{Nd}+(?:[\u2011–-]\p{Nd}+)+$/u;
/** Fewer digits are an amount or a range, more are none of these (ITU E.164 has 15, a card 19). */
const [LEAST, MOST] = [7, 19];

/** Where in a text there are numbers that are read as they were written, from left to right. Most texts have no digit. */
export function findNumbers(text: string): [from: number, to: number][] {
  if (!DIGIT.test(text)) return [];
  return [...text.matchAll(GROUPS)].flatMap(({ 0: found, index }) => {
    // The bracket around it all is the sentence's.
    const lone = found.startsWith('(') && !found.includes(')');
    const one = lone ? found.slice(1) : found;
    const from = lone ? index + 1 : index;
    return isApart(one) ? [[from, from + one.length] as [number, number]] : [];
  });
}

function isApart(one: string): boolean {
  if (one.startsWith('+')) return true;
  const digits = one.match(/\p{Nd}/gu)?.length ?? 0;
  if (digits === one.length || digits < LEAST || digits > MOST) return false;
  return ZERO.test(one) || CARD.test(one) || HYPHENS.test(one);
}
