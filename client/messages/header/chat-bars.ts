import { html, nothing } from 'lit';
import type { ChatRow } from '../../core/services.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { profileWords } from '../../i18n/texts/profile.ts';
import { cutEnd } from '../../ui/cut-end.ts';
import { messagePreview, previewDirection } from '../../views/message-preview.ts';
import type { WritePermission } from '../allowed-actions.ts';
import { toClosedText } from '../bubble/message-parts.ts';
import type { Quoted } from '../bubble/quotes.ts';
import type { ChatActions } from '../chat-actions.ts';

/** Shows under the header the newest pinned message, which a press shows, and the way to all of them. */
export function renderPinBar(
  { pinnedSeq, pinCount }: ChatRow['chat'],
  quoted: Quoted | undefined,
  acts: { jumpTo(seq: number): void; openAll(): void },
) {
  if (pinnedSeq === null) return nothing;
  const words = t().messages;
  return html`<div class="pins">
    <button class="pin" @click=${() => acts.jumpTo(pinnedSeq)}>
      <pa-icon name="pin"></pa-icon>
      <span>
        <b>${pinCount > 1 ? words.pinnedCount(formatNumber(pinCount)) : words.pinned}</b>
        <span class="line cut" dir=${quoted && quoted !== 'unreachable' ? previewDirection(quoted) : 'auto'} ${cutEnd()}
          >${toLine(quoted)}</span>
      </span>
    </button>
    <button class="icon-button" aria-label=${words.allPins} @click=${acts.openAll}>
      <pa-icon name="list"></pa-icon>
    </button>
  </div>`;
}

function toLine(quoted: Quoted | undefined): string {
  if (quoted === 'unreachable') return t().messages.notLoaded;
  return quoted ? messagePreview(quoted, false) : '…';
}

/** Replaces the composer while messages are being selected. */
export function renderSelectionBar(acts: ChatActions, count: number) {
  const words = t().messages;
  return html`<div class="selection" role="toolbar" aria-label=${words.actions}>
    <button
      class="icon-button"
      aria-label=${words.endSelection}
      @click=${acts.endSelection}
    >
      <pa-icon name="close"></pa-icon>
    </button>
    <span class="count" role="status"
      >${count === 0 ? words.selectHint : words.selected(formatNumber(count))}</span
    >
    ${(['copy', 'forward', 'delete'] as const).map(
      (act) =>
        html`<button
          class="icon-button"
          aria-label=${words[act]}
          title=${words[act]}
          ?disabled=${count === 0}
          @click=${() => acts.performOnSelected(act)}
        >
          <pa-icon .name=${act === 'delete' ? 'trash' : act}></pa-icon>
        </button>`,
    )}
  </div>`;
}

/** Replaces the composer where one may not write; it offers to unblock a person whom one has blocked oneself. */
export function renderClosedBar(
  why: Exclude<WritePermission, 'yes'>,
  unblock: (() => void) | null,
) {
  return html`<div class="closed">
    <p>${toClosedText(why)}</p>
    ${
      why === 'blocked' && unblock
        ? html`<button class="button quiet" @click=${unblock}>${profileWords().unblock}</button>`
        : nothing
    }
  </div>`;
}

/** Shows a chat that does not exist, or not for this person: the two look alike. */
export function renderMissingChat() {
  const words = t().messages;
  return html`<pa-chat-header></pa-chat-header>
    <pa-empty class="missing" .heading=${words.missingTitle} .text=${words.missingText}>
      <a class="button" href="/">${t().app.home}</a>
    </pa-empty>`;
}
