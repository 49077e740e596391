import type { ChatSettings } from '../../protocol/chats.ts';
import { isHidden } from '../../protocol/rules/chat-settings.ts';
import { addRange, cutBefore, cutOut, type Range } from './ranges.ts';

/** What is hidden needs no fetching: it counts as held. What is not hidden any more (`before`) is a hole. */
export function withHidden(
  ranges: readonly Range[],
  own: ChatSettings,
  before: ChatSettings | undefined,
): readonly Range[] {
  const back = before?.hidden.filter((seq) => !isHidden(own, seq)) ?? [];
  const whole =
    before && before.cleared > own.cleared ? cutBefore(ranges, before.cleared + 1) : ranges;
  const held = back.reduce((all, seq) => cutOut(all, seq), whole);
  const from = own.cleared > 0 ? addRange(held, 1, own.cleared) : held;
  return own.hidden.reduce((all, seq) => addRange(all, seq, seq), from);
}
