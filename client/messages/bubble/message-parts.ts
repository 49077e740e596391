import { html, nothing, type TemplateResult } from 'lit';
import type { TimelineMessage } from '../../core/services.ts';
import { badge } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { cutEnd } from '../../ui/cut-end.ts';
import type { MenuAnchor } from '../../ui/menu-anchor.ts';
import { messagePreview, previewDirection } from '../../views/message-preview.ts';
import type { MessageAction, WritePermission } from '../allowed-actions.ts';
import type { Quoted } from './quotes.ts';

/** What stands above the words of an answer. `undefined`: on its way. */
export function renderQuote(quoted: Quoted | undefined, name: string, open: () => void) {
  const words = t().messages;
  if (quoted === null) return html`<p class="quote gone">${words.deletedMessage}</p>`;
  if (quoted === 'unreachable')
    return html`<button class="quote gone" @click=${open}>${words.notLoaded}</button>`;
  return html`<button class="quote" @click=${open}>
    <bdi class="name cut" ${cutEnd()}>${name}</bdi>
    <span class="line cut" dir=${quoted ? previewDirection(quoted) : 'auto'} ${cutEnd()}
      >${quoted ? messagePreview(quoted, false) : '…'}</span
    >
  </button>`;
}

export function renderForward(name: string | null) {
  const words = t().messages;
  return html`<p class="forward">
    ${name === null ? words.forwarded : words.forwardedFrom(name)}
  </p>`;
}

/** Why nothing can be written in the chat. */
export function closedText(standing: Exclude<WritePermission, 'yes'>): string {
  const words = t().messages;
  return standing === 'gone' ? t().chats.deletedAccount : words[standing];
}

/** Under a text that was not sent: why, and what can be done with it. Without a composer it cannot be taken back. */
export function renderFailure(
  { state, error }: TimelineMessage,
  standing: WritePermission,
  act: (act: MessageAction) => void,
) {
  if (state !== 'failed') return nothing;
  const words = t().messages;
  const button = (what: MessageAction, label: string) =>
    html`<button class="button quiet" @click=${() => act(what)}>${label}</button>`;
  if (standing !== 'yes') {
    return html`<div class="failure">
      <p>${words.ticks.failed}. ${closedText(standing)}</p>
      ${button('copy', words.copy)} ${button('drop', words.delete)}
    </div>`;
  }
  return html`<div class="failure">
    <p>${error ? t().errors[error] : words.ticks.failed}</p>
    ${button('retry', words.retry)} ${button('discard', words.takeBack)}
  </div>`;
}

/** Beside the bubble under the mouse. */
export function renderHoverActions(
  writes: boolean,
  acts: { reply(): void; menu(place: MenuAnchor): void },
) {
  const words = t().messages;
  const open = ({ currentTarget }: Event) => {
    const box = (currentTarget as HTMLElement).getBoundingClientRect();
    acts.menu({ x: box.x, y: box.bottom + 4, width: box.width });
  };
  return html`<div class="hover">
    ${
      writes
        ? html`<button tabindex="-1" aria-label=${words.reply} title=${words.reply} @click=${acts.reply}>
            <pa-icon name="reply"></pa-icon>
          </button>`
        : nothing
    }
    <button tabindex="-1" aria-label=${words.actions} title=${words.actions} @click=${open}>
      <pa-icon name="chevronDown"></pa-icon>
    </button>
  </div>`;
}

/** One's own are marked; a press puts one's own there or takes it away. */
export function renderReactions(
  { reactions, chosen = [] }: TimelineMessage,
  sent: TemplateResult,
  toggle: (emoji: string) => void,
) {
  if (!reactions?.length) return nothing;
  const words = t().messages;
  return html`<div class="reactions" role="group" aria-label=${words.reactions}>
    ${reactions.map(
      ({ emoji, count }) =>
        html`<button
          aria-pressed=${chosen.includes(emoji)}
          aria-label=${words.reaction(emoji, badge(count))}
          @click=${() => toggle(emoji)}
        >
          <span aria-hidden="true">${emoji}</span
          >${count > 1 ? html`<span aria-hidden="true">${badge(count)}</span>` : nothing}
        </button>`,
    )}
    ${sent}
  </div>`;
}
