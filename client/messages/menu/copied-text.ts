import type { TimelineMessage } from '../../core/services.ts';
import { fullTime } from '../../i18n/format.ts';
import { type NameSource, whoIs } from '../../views/names.ts';

type Said = Pick<TimelineMessage, 'senderId' | 'createdAt' | 'text'>;

/** Several messages as a talk: who said it, and when. What has no words is not among it. */
export function toCopiedText(messages: readonly Said[], names: NameSource): string {
  return messages
    .filter(({ text }) => text !== '')
    .map(
      ({ senderId, createdAt, text }) =>
        `${whoIs(names, senderId)} (${fullTime(createdAt)}):\n${text}`,
    )
    .join('\n\n');
}
