import { html, nothing } from 'lit';
import type { Presence } from '../../protocol/presence.ts';
import { serverNow } from '../core/server-clock.ts';
import type { ChatRow } from '../core/services.ts';
import { formatBadge, formatFullTime, formatShortTime } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { cutEnd } from '../ui/cut-end.ts';
import type { IconName } from '../ui/icons.ts';
import { paths } from '../ui/paths.ts';
import { chatFace, chatName, chatPicture } from '../views/chat-name.ts';
import type { NameSource } from '../views/names.ts';
import { renderTick, tickOf } from '../views/ticks.ts';
import { isMuted } from './row-actions.ts';
import { renderPreview } from './row-preview.ts';
import '../views/pa-avatar.ts';
import '../ui/pa-icon.ts';

type RowLook = {
  isSelected: boolean;
  /** True while its menu is open. */
  isMenuOpen: boolean;
  /** True for the one row that Tab reaches. */
  isReachable: boolean;
  presence: Presence | undefined;
  now: number;
  names: NameSource;
};

/**
 * Draws one chat of the list as a link: a template and not an element, since there may be many and they change often.
 */
export function chatRow(row: ChatRow, look: RowLook) {
  return html`<a
    class="row chat ${isMuted(row, serverNow(look.now)) ? 'muted' : ''} ${row.settings.pinned === null ? '' : 'pinned'} ${look.isMenuOpen ? 'asked' : ''}"
    data-chat=${row.chat.id}
    href=${paths.chat(row.chat.id)}
    aria-current=${look.isSelected ? 'page' : nothing}
    tabindex=${look.isReachable ? 0 : -1}
  >
    <pa-avatar
      .identity=${row.peer?.id ?? row.chat.id}
      .name=${chatName(row)}
        .picture=${chatPicture(row)}
      .kind=${chatFace(row)}
      .online=${look.presence?.online ?? false}
    ></pa-avatar>
    <div class="grow">
      <div class="line upper">
        ${row.chat.kind === 'group' ? html`<pa-icon class="kind" name="users"></pa-icon>` : nothing}
        <span class="name one-line own-width cut" dir="auto" ${cutEnd()}>${chatName(row)}</span>
        ${isMuted(row, serverNow(look.now)) ? sign('bellOff', t().chats.muted, 'kept') : nothing}
        <span class="when end">
          ${row.last ? renderTick(tickOf(row.last, row.chat.kind === 'self')) : nothing}
          <time title=${formatFullTime(lastAt(row))}>${formatShortTime(lastAt(row), look.now)}</time>
        </span>
      </div>
      <div class="line lower">${renderPreview(row, look.names, look.isSelected)}${renderMarks(row)}</div>
    </div>
  </a>`;
}

function lastAt(row: ChatRow): number {
  return Math.max(row.chat.lastAt, row.last?.createdAt ?? 0);
}

/** Shows at the end of the lower line what is unread, and the chat's settings. */
function renderMarks(row: ChatRow) {
  const words = t().chats;
  if (row.settings.request) return html`<span class="badge end ask">${words.request}</span>`;
  return html`<span class="marks end">
    ${row.mentions > 0 ? sign('mention', words.mentions(formatBadge(row.mentions)), 'badge') : nothing}
    ${renderUnread(row)}
    ${row.settings.pinned !== null ? sign('pin', words.pinned, 'kept') : nothing}
  </span>`;
}

function sign(icon: IconName, label: string, look: string) {
  return html`<span class=${look} role="img" aria-label=${label} title=${label}
    ><pa-icon .name=${icon}></pa-icon
  ></span>`;
}

function renderUnread({ unread: count, settings }: ChatRow) {
  const words = t().chats;
  if (count === 0 && !settings.unreadMark) return nothing;
  const shown = formatBadge(count);
  const label = count === 0 ? words.marked : words.unread(shown);
  return html`<span class="badge count ${count === 0 ? 'dot' : ''}" role="img" aria-label=${label}
    >${count === 0 ? nothing : shown}</span
  >`;
}
