/** FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE. */
const [FSI, PDI] = ['\u2068', '\u2069'];
const ISOLATED = /[\u2066-\u2068]/;
const RTL =
  /[\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}]/u;
const LTR =
  /(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}])\p{L}/u;
/** A count, a share, a time: ۱۲, ۱٬۲۳۴, ۹۹۹+, ۱۲:۳۰ */
const NUMBER = /^[\p{Nd}٬٫.,:%٪+]+$/u;

type Language = 'fa' | 'en';

/**
 * A name or a title within a sentence, apart from its letters around: «Wow!» keeps its mark, «@ali» its sign, «Bob (2)» its
 * brackets. What is written in the direction of the language itself needs nothing, and gets nothing.
 */
export function isolate(value: string, of: Language): string {
  if (value === '' || ISOLATED.test(value)) return value;
  const [own, other] = of === 'fa' ? [RTL, LTR] : [LTR, RTL];
  const neutral = !own.test(value) && /\p{Nd}/u.test(value) && !NUMBER.test(value);
  return other.test(value) || neutral ? FSI + value + PDI : value;
}

/**
 * The same texts, whose templates isolate each string that they are given. Nobody who writes a template or calls one has to
 * think of it: every dictionary passes through here before anything is drawn from it.
 */
export function isolating<T extends object>(texts: T, of: Language): T {
  const out: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(texts)) out[key] = wrapped(text, of);
  // Key by key what it was.
  return out as T;
}

function wrapped(text: unknown, of: Language): unknown {
  if (typeof text === 'function')
    return (...given: unknown[]) =>
      text(...given.map((one) => (typeof one === 'string' ? isolate(one, of) : one)));
  return typeof text === 'object' && text !== null ? isolating(text, of) : text;
}

/** Of texts that come with their screen: those of the language that is asked for, made once. */
export function bothIsolating<T extends object>(texts: Record<Language, T>): Record<Language, T> {
  return { fa: isolating(texts.fa, 'fa'), en: isolating(texts.en, 'en') };
}
