import type { Draft } from '../../protocol/chats.ts';

/** What stands in a composer: its words, and the position of the message that they reply to. */
export type Unsent = Pick<Draft, 'text' | 'replyTo'>;

export const NOTHING: Unsent = { text: '' };

export function isSameDraft(one: Unsent | null, other: Unsent | null): boolean {
  const [a, b] = [one ?? NOTHING, other ?? NOTHING];
  return a.text === b.text && a.replyTo === b.replyTo;
}
