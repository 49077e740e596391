import { ApiError } from '../../db/engine/api-error.ts';
import { LIMITS } from '../../protocol/limits.ts';

/** One emoji as Unicode recommends it for interchange (UTS #51, RGI), its longest sequences too. */
const EMOJI = /^\p{RGI_Emoji}$/v;
/**
 * The selector that asks for the coloured form. Some keyboards leave it out, and ❤ would be another reaction than ❤️.
 */
const VARIATION = '\ufe0f';

/** The set of reactions that the request names, each once and in one spelling. */
export function toEmojis(given: readonly string[]): string[] {
  const emojis = [...new Set(given.map(toEmoji))];
  if (emojis.length > LIMITS.reactionsEach) throw new ApiError('invalid', { field: 'emojis' });
  return emojis;
}

function toEmoji(given: string): string {
  if (EMOJI.test(given)) return given;
  if (EMOJI.test(given + VARIATION)) return given + VARIATION;
  throw new ApiError('invalid', { field: 'emojis' });
}
