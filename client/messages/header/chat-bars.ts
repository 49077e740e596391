import { html, nothing } from 'lit';
import type { ChatRow } from '../../core/services.ts';
import { number } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { cutEnd } from '../../ui/cut-end.ts';
import { messagePreview, previewDirection } from '../../views/message-preview.ts';
import type { WritePermission } from '../allowed-actions.ts';
import { closedText } from '../bubble/message-parts.ts';
import type { Quoted } from '../bubble/quotes.ts';
import type { ChatActions } from '../chat-actions.ts';

/** Under the header: the newest pinned message, which a press shows, and the way to all of them. */
export function pinBar(
  { pin, pins }: ChatRow['chat'],
  quoted: Quoted | undefined,
  acts: { jump(seq: number): void; all(): void },
) {
  if (pin === null) return nothing;
  const words = t().messages;
  return html`<div class="pins">
    <button class="pin" @click=${() => acts.jump(pin)}>
      <pa-icon name="pin"></pa-icon>
      <span>
        <b>${pins > 1 ? words.pinnedCount(number(pins)) : words.pinned}</b>
        <span class="line cut" dir=${quoted && quoted !== 'unreachable' ? previewDirection(quoted) : 'auto'} ${cutEnd()}
          >${lineOf(quoted)}</span>
      </span>
    </button>
    <button class="icon-button" aria-label=${words.allPins} @click=${acts.all}>
      <pa-icon name="list"></pa-icon>
    </button>
  </div>`;
}

function lineOf(quoted: Quoted | undefined): string {
  if (quoted === 'unreachable') return t().messages.notLoaded;
  return quoted ? messagePreview(quoted, false) : '…';
}

/** In place of the composer while messages are being selected. */
export function selectionBar(acts: ChatActions, count: number) {
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
      >${count === 0 ? words.selectHint : words.selected(number(count))}</span
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

/** In place of the composer where one may not write; whom one has blocked oneself, one can let write again. */
export function closedBar(why: Exclude<WritePermission, 'yes'>, unblock: (() => void) | null) {
  return html`<div class="closed">
    <p>${closedText(why)}</p>
    ${
      why === 'blocked' && unblock
        ? html`<button class="button quiet" @click=${unblock}>${t().profile.unblock}</button>`
        : nothing
    }
  </div>`;
}

/** A chat that is not there, or not for this person: the two look alike. */
export function missingChat() {
  const words = t().messages;
  return html`<pa-chat-header></pa-chat-header>
    <pa-empty class="missing" .heading=${words.missingTitle} .text=${words.missingText}>
      <a class="button" href="/">${t().app.home}</a>
    </pa-empty>`;
}
