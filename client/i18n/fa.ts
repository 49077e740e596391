import type { Dictionary } from './dictionary.ts';
import { appFa } from './texts/app.ts';
import { chatsFa } from './texts/chats.ts';
import { datesFa } from './texts/dates.ts';
import { emojiFa } from './texts/emoji.ts';
import { errorsFa } from './texts/errors.ts';
import { messagesFa } from './texts/messages.ts';

export const fa: Dictionary = {
  app: appFa,
  chats: chatsFa,
  dates: datesFa,
  emoji: emojiFa,
  errors: errorsFa,
  messages: messagesFa,
};
