import type { TimelineMessage } from '../../core/services.ts';
import { formatFullTime } from '../../i18n/format.ts';
import { type NameSource, whoIs } from '../../views/names.ts';

type Said = Pick<TimelineMessage, 'senderId' | 'createdAt' | 'text'>;

/** Writes several messages as a conversation: who wrote it, and when. A message without words is left out. */
export function toCopiedText(messages: readonly Said[], names: NameSource): string {
  return messages
    .filter(({ text }) => text !== '')
    .map(
      ({ senderId, createdAt, text }) =>
        `${whoIs(names, senderId)} (${formatFullTime(createdAt)}):\n${text}`,
    )
    .join('\n\n');
}
