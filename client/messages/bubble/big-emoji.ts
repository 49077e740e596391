const EMOJI_ONLY = /^(?:\p{RGI_Emoji}){1,3}$/v;

/** One to three emoji and nothing else: drawn large. */
export function isBigEmoji(text: string): boolean {
  return text.length <= 60 && EMOJI_ONLY.test(text);
}
