import { html, nothing } from 'lit';
import type { Presence } from '../../protocol/presence.ts';
import type { ChatRow } from '../core/services.ts';
import { badge, fullTime, shortTime } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { chatFace, chatName } from '../ui/chat-name.ts';
import { paths } from '../ui/paths.ts';
import { renderTick, tickOf } from '../ui/ticks.ts';
import '../ui/pa-avatar.ts';

/** More than one line ever shows; laying out 4,096 characters to show 60 is work for nothing. */
const PREVIEW = 160;

export type RowLook = {
  selected: boolean;
  /** The one row that Tab reaches. */
  reachable: boolean;
  presence: Presence | undefined;
  now: number;
};

/** One chat of the list, as a link: a template and not an element, since there may be many and they change often. */
export function chatRow(row: ChatRow, look: RowLook) {
  return html`<a
    class="row chat"
    href=${paths.chat(row.chat.id)}
    aria-current=${look.selected ? 'page' : nothing}
    tabindex=${look.reachable ? 0 : -1}
  >
    <pa-avatar
      .identity=${row.peer?.id ?? row.chat.id}
      .name=${chatName(row)}
      .kind=${chatFace(row)}
      .online=${look.presence?.online ?? false}
    ></pa-avatar>
    <div class="grow">
      <div class="line upper">
        <span class="name one-line own-width" dir="auto">${chatName(row)}</span>
        <span class="when end">
          ${row.last ? renderTick(tickOf(row.last, row.chat.kind === 'self')) : nothing}
          <time title=${fullTime(lastAt(row))}>${shortTime(lastAt(row), look.now)}</time>
        </span>
      </div>
      <div class="line lower">${preview(row)}${unread(row.unread)}</div>
    </div>
  </a>`;
}

function lastAt(row: ChatRow): number {
  return Math.max(row.chat.lastAt, row.last?.createdAt ?? 0);
}

function preview(row: ChatRow) {
  const words = t().chats;
  if (row.typing.length > 0) return html`<span class="typing own-width">${words.typing}</span>`;
  if (row.draft.trim() !== '') {
    return html`<span class="lead draft">${words.draft}</span>${line(row.draft)}`;
  }
  if (!row.last) return html`<span class="own-width">${words.noMessages}</span>`;
  const yours = row.last.mine && row.chat.kind !== 'self';
  return html`${yours ? html`<span class="lead">${words.you}</span>` : nothing}${line(row.last.text)}`;
}

function line(text: string) {
  const cut = text.length > PREVIEW ? text.slice(0, PREVIEW).replace(/[\ud800-\udbff]$/, '') : text;
  return html`<span class="one-line own-width" dir="auto">${cut}</span>`;
}

function unread(count: number) {
  if (count === 0) return nothing;
  const shown = badge(count);
  return html`<span class="badge end" role="img" aria-label=${t().chats.unread(shown)}>${shown}</span>`;
}
