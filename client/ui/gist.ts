import type { Message } from '../../protocol/messages.ts';
import { t } from '../i18n/locale.ts';
import { onOneLine } from './plain.ts';

type Told = Pick<Message, 'text' | 'entities' | 'files' | 'call' | 'sealed'>;

/** What a message says, on one line: its words, or what it holds instead of them. `mine`: whose a call was. */
export function gist(message: Told, mine: boolean, most?: number): string {
  const { text, entities, files, call, sealed } = message;
  if (sealed) return t().messages.attached.sealed;
  if (call) return callWords(call.seconds, mine);
  const words = onOneLine(text, entities, most);
  return files?.[0] ? `📎 ${words || files[0].name}` : words;
}

export function callWords(seconds: number | null, mine: boolean): string {
  const { call, missed, unanswered } = t().messages.attached;
  if (seconds !== null) return call;
  return mine ? unanswered : missed;
}
