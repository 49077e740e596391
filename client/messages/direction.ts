const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1eeff}]/u;
const STRONG = /\p{L}/u;

/** Base direction of one paragraph: its first strong character (UAX 9, rules P2 and P3), null when it has none. */
export function directionOf(paragraph: string): 'rtl' | 'ltr' | null {
  const letter = STRONG.exec(paragraph)?.[0];
  if (!letter) return null;
  return RTL.test(letter) ? 'rtl' : 'ltr';
}

/** Direction of the last paragraph: the side on which its last line ends, where the time stands. */
export function endDirection(text: string): 'rtl' | 'ltr' | null {
  return directionOf(text.slice(text.lastIndexOf('\n') + 1));
}

const EMOJI_ONLY = /^(?:\p{RGI_Emoji}){1,3}$/v;

/** One to three emoji and nothing else: drawn large. */
export function isBigEmoji(text: string): boolean {
  return text.length <= 60 && EMOJI_ONLY.test(text);
}
