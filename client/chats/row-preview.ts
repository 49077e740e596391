import { html, nothing } from 'lit';
import { isVisible } from '../../protocol/visible.ts';
import type { ChatRow, TimelineMessage } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { lineDirection } from '../ui/direction.ts';
import { messagePreview, previewDirection } from '../views/message-preview.ts';
import { type NameSource, nameOf, systemMessageText } from '../views/names.ts';
import { toOneLine } from '../views/one-line.ts';

/** More than one line ever shows; laying out 4,096 characters to show 60 is work for nothing. */
const PREVIEW = 160;

/** The lower line of a row: who types, the draft, or the newest message as plain words. */
export function preview(row: ChatRow, names: NameSource, open = false) {
  const words = t().chats;
  if (row.typing.length > 0) return html`<span class="typing own-width">${words.typing}</span>`;
  // Of the chat that is open it stands in its own field.
  if (isVisible(row.draft) && !open) {
    const draft = toOneLine(row.draft, [], PREVIEW);
    return html`<span class="lead draft">${words.draft}</span>${line(draft, lineDirection(row.draft) ?? 'auto')}`;
  }
  if (!row.last) return html`<span class="own-width">${words.noMessages}</span>`;
  return ofMessage(row, row.last, names);
}

function ofMessage(row: ChatRow, last: TimelineMessage, names: NameSource) {
  const words = t().chats;
  if (last.kind === 'note') {
    const said = last.note ? systemMessageText(last.note, last.senderId, names) : '';
    return html`<span class="one-line own-width cut" ${cutEnd()}>${said}</span>`;
  }
  const lead = leadOf(row, last, names);
  if (last.deletedAt !== null) {
    return html`${lead}<span class="one-line own-width gone cut" ${cutEnd()}>${words.deleted}</span>`;
  }
  return html`${lead}${line(messagePreview(last, last.mine, PREVIEW), previewDirection(last))}`;
}

function leadOf({ chat }: ChatRow, last: TimelineMessage, names: NameSource) {
  if (chat.kind === 'self') return nothing;
  if (last.mine) return html`<span class="lead">${t().chats.you}</span>`;
  if (chat.kind !== 'group') return nothing;
  const name = nameOf(names, last.senderId);
  // The colon stands between the name and the words, whichever way each of them is written.
  return html`<span class="lead who"><bdi class="one-line cut" ${cutEnd()}>${name}</bdi>:</span>`;
}

function line(text: string, dir: 'rtl' | 'ltr' | 'auto') {
  return html`<span class="one-line own-width cut" dir=${dir} ${cutEnd()}>${text}</span>`;
}
