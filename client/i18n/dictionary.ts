import type { AppTexts } from './texts/app.ts';
import type { ChatTexts } from './texts/chats.ts';
import type { DateTexts } from './texts/dates.ts';
import type { EmojiTexts } from './texts/emoji.ts';
import type { ErrorTexts } from './texts/errors.ts';
import type { MessageTexts } from './texts/messages.ts';

/** Every sentence of the client, by noun. Both languages implement it, so a missing one does not compile. */
export interface Dictionary {
  app: AppTexts;
  chats: ChatTexts;
  dates: DateTexts;
  emoji: EmojiTexts;
  errors: ErrorTexts;
  messages: MessageTexts;
}
