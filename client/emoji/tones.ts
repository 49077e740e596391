/** 0 is the yellow of the emoji itself, 1 to 5 are Fitzpatrick's scale from light to dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;
export const TONES: readonly Tone[] = [0, 1, 2, 3, 4, 5];

const BASE = /(\p{Emoji_Modifier_Base})\ufe0f?/gu;

/**
 * Gives the emoji a tone of skin, each of its people (Unicode TR51, section 2.4): the sign goes right after the
 * person.
 */
export function withTone(emoji: string, tone: number): string {
  if (tone === 0) return emoji;
  return emoji.replaceAll(BASE, `$1${String.fromCodePoint(0x1f3fa + tone)}`);
}
