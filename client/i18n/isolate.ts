/** These are FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE. */
const [FSI, PDI] = ['\u2068', '\u2069'];
const ISOLATED = /[\u2066-\u2068]/;
const RTL =
  /[\u0590-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}]/u;
const LTR =
  /(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}])\p{L}/u;
/** Matches a count, a share, a time: ۱۲, ۱٬۲۳۴, ۹۹۹+, ۱۲:۳۰ */
const NUMBER = /^[\p{Nd}٬٫.,:%٪+]+$/u;

type Language = 'fa' | 'en';

/**
 * Isolates a name or a title within a sentence from its letters around: «Wow!» keeps its mark, «@ali» its sign, «Bob
 * (2)» its brackets. What is written in the direction of the language itself needs nothing, and gets nothing.
 */
export function isolate(value: string, of: Language): string {
  if (value === '' || ISOLATED.test(value)) return value;
  const [own, other] = of === 'fa' ? [RTL, LTR] : [LTR, RTL];
  const neutral = !own.test(value) && /\p{Nd}/u.test(value) && !NUMBER.test(value);
  return other.test(value) || neutral ? FSI + value + PDI : value;
}

/**
 * Returns the same texts with templates that isolate each string that they are given. Authors of texts need not think
 * of it: every dictionary passes through here before anything is drawn from it.
 */
export function isolateTexts<T extends object>(texts: T, of: Language): T {
  const out: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(texts)) out[key] = isolateValue(text, of);
  // Each key has the type that it had.
  return out as T;
}

function isolateValue(text: unknown, of: Language): unknown {
  if (typeof text === 'function')
    return (...given: unknown[]) =>
      text(...given.map((one) => (typeof one === 'string' ? isolate(one, of) : one)));
  if (Array.isArray(text)) return text.map((one) => isolateValue(one, of));
  return typeof text === 'object' && text !== null ? isolateTexts(text, of) : text;
}

/** Returns the texts that come with their screen, in the language that is asked for, made once. */
export function isolateBoth<T extends object>(texts: Record<Language, T>): Record<Language, T> {
  return { fa: isolateTexts(texts.fa, 'fa'), en: isolateTexts(texts.en, 'en') };
}
