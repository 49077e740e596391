import type { Dictionary } from './dictionary.ts';
import { appFa } from './texts/app.ts';
import { authFa } from './texts/auth.ts';
import { chatsFa } from './texts/chats.ts';
import { datesFa } from './texts/dates.ts';
import { emojiFa } from './texts/emoji.ts';
import { errorsFa } from './texts/errors.ts';
import { messagesFa } from './texts/messages.ts';
import { profileFa } from './texts/profile.ts';
import { searchFa } from './texts/search.ts';

export const fa: Dictionary = {
  app: appFa,
  auth: authFa,
  chats: chatsFa,
  dates: datesFa,
  emoji: emojiFa,
  errors: errorsFa,
  messages: messagesFa,
  profile: profileFa,
  search: searchFa,
};
