import { html, nothing } from 'lit';
import { isVisible } from '../../protocol/visible.ts';
import type { ChatRow, TimelineMessage } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { lineDirection } from '../ui/direction.ts';
import { messagePreview, previewDirection } from '../views/message-preview.ts';
import { type NameSource, nameOf, systemMessageText } from '../views/names.ts';
import { toOneLine } from '../views/one-line.ts';

/** The line shows no more than this; laying out 4,096 characters to show 60 is work for nothing. */
const PREVIEW = 160;

/** Draws the lower line of a row: who types, the draft, or the newest message as plain words. */
export function renderPreview(row: ChatRow, names: NameSource, open = false) {
  const words = t().chats;
  if (row.typing.length > 0) return html`<span class="typing own-width">${words.typing}</span>`;
  // The draft of the open chat stands in its own field.
  if (isVisible(row.draft) && !open) {
    const draft = toOneLine(row.draft, [], PREVIEW);
    return html`<span class="lead draft">${words.draft}</span>${renderLine(draft, lineDirection(row.draft) ?? 'auto')}`;
  }
  if (!row.last) return html`<span class="own-width">${words.noMessages}</span>`;
  return renderMessage(row, row.last, names);
}

function renderMessage(row: ChatRow, last: TimelineMessage, names: NameSource) {
  const words = t().chats;
  if (last.kind === 'system') {
    const said = last.system ? systemMessageText(last.system, last.senderId, names) : '';
    return html`<span class="one-line own-width cut" ${cutEnd()}>${said}</span>`;
  }
  const lead = renderLead(row, last, names);
  if (last.deletedAt !== null) {
    return html`${lead}<span class="one-line own-width gone cut" ${cutEnd()}>${words.deleted}</span>`;
  }
  return html`${lead}${renderLine(messagePreview(last, last.mine, PREVIEW), previewDirection(last))}`;
}

function renderLead({ chat }: ChatRow, last: TimelineMessage, names: NameSource) {
  if (chat.kind === 'self') return nothing;
  if (last.mine) return html`<span class="lead">${t().chats.you}</span>`;
  if (chat.kind !== 'group') return nothing;
  const name = nameOf(names, last.senderId);
  // The colon stands between the name and the words, whichever way each of them is written.
  return html`<span class="lead who"><bdi class="one-line cut" ${cutEnd()}>${name}</bdi>:</span>`;
}

function renderLine(text: string, dir: 'rtl' | 'ltr' | 'auto') {
  return html`<span class="one-line own-width cut" dir=${dir} ${cutEnd()}>${text}</span>`;
}
