import type { Message } from '../../protocol/messages.ts';
import { t } from '../i18n/locale.ts';
import { lineDirection } from '../ui/direction.ts';
import { toOneLine } from './one-line.ts';

type PreviewedMessage = Pick<Message, 'text' | 'entities' | 'files' | 'call' | 'sealed'>;

/** What a message says, on one line: its words, or what it holds instead of them. `mine`: whose a call was. */
export function messagePreview(message: PreviewedMessage, mine: boolean, most?: number): string {
  const { text, entities, files, call, sealed } = message;
  if (sealed) return t().messages.attached.sealed;
  if (call) return callWords(call.seconds, mine);
  const words = toOneLine(text, entities, most);
  return files?.[0] ? `📎 ${words || files[0].name}` : words;
}

/** The direction of that line: of its words as their bubble draws them, else the page's. */
export function previewDirection({
  text,
  entities,
  call,
  sealed,
  files,
}: PreviewedMessage): 'rtl' | 'ltr' | 'auto' {
  if (sealed || call) return 'auto';
  return lineDirection(text || (files?.[0]?.name ?? ''), text ? entities : []) ?? 'auto';
}

export function callWords(seconds: number | null, mine: boolean): string {
  const { call, missed, unanswered } = t().messages.attached;
  if (seconds !== null) return call;
  return mine ? unanswered : missed;
}
