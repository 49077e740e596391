import type { Dictionary } from './dictionary.ts';
import { appEn } from './texts/app.ts';
import { chatsEn } from './texts/chats.ts';
import { datesEn } from './texts/dates.ts';
import { emojiEn } from './texts/emoji.ts';
import { errorsEn } from './texts/errors.ts';
import { messagesEn } from './texts/messages.ts';

export const en: Dictionary = {
  app: appEn,
  chats: chatsEn,
  dates: datesEn,
  emoji: emojiEn,
  errors: errorsEn,
  messages: messagesEn,
};
