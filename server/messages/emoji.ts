import { LIMITS } from '../../protocol/limits.ts';
import { Refusal } from '../errors.ts';

/** One emoji as Unicode recommends it for interchange (UTS #51, RGI), its longest sequences too. */
const EMOJI = /^\p{RGI_Emoji}$/v;
/** Asks for the picture: some keyboards leave it out, and ❤ would be another reaction than ❤️. */
const VARIATION = '\ufe0f';

/** The set that was asked for, each once and in one spelling. */
export function toEmojis(given: readonly string[]): string[] {
  const emojis = [...new Set(given.map(toEmoji))];
  if (emojis.length > LIMITS.reactionsEach) throw new Refusal('invalid', { field: 'emojis' });
  return emojis;
}

function toEmoji(given: string): string {
  if (EMOJI.test(given)) return given;
  if (EMOJI.test(given + VARIATION)) return given + VARIATION;
  throw new Refusal('invalid', { field: 'emojis' });
}
