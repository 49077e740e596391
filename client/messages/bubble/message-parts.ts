import { html, nothing, type TemplateResult } from 'lit';
import type { TimelineMessage } from '../../core/services.ts';
import { formatBadge } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { cutEnd } from '../../ui/cut-end.ts';
import type { MenuAnchor } from '../../ui/menu-anchor.ts';
import { isVisual } from '../../views/files/kinds.ts';
import { messagePreview, previewDirection } from '../../views/message-preview.ts';
import type { MessageAction, WritePermission } from '../allowed-actions.ts';
import type { Quoted } from './quotes.ts';

const THUMB = { width: 36, height: 36 };

/** Draws what stands above the words of a reply. `undefined`: the message is still being fetched. */
export function renderQuote(quoted: Quoted | undefined, name: string, open: () => void) {
  const words = t().messages;
  if (quoted === null) return html`<p class="quote gone">${words.deletedMessage}</p>`;
  if (quoted === 'unreachable')
    return html`<button class="quote gone" @click=${open}>${words.notLoaded}</button>`;
  return html`<button class="quote" @click=${open}>
    ${quoted ? renderThumb(quoted) : nothing}
    <bdi class="name cut" ${cutEnd()}>${name}</bdi>
    <span class="line cut" dir=${quoted ? previewDirection(quoted) : 'auto'} ${cutEnd()}
      >${quoted ? messagePreview(quoted, false) : '…'}</span
    >
  </button>`;
}

/** Beside what is said of a picture or video. */
function renderThumb({ files }: Exclude<Quoted, null | 'unreachable'>) {
  const shown = files?.find(isVisual);
  if (!shown) return nothing;
  void import('../../views/files/pa-picture.ts');
  return html`<pa-picture .file=${shown} .place=${THUMB}></pa-picture>`;
}

export function renderForward(name: string | null) {
  const words = t().messages;
  return html`<p class="forward">
    ${name === null ? words.forwarded : words.forwardedFrom(name)}
  </p>`;
}

/** Says why nothing can be written in the chat. */
export function toClosedText(permission: Exclude<WritePermission, 'yes'>): string {
  const words = t().messages;
  return permission === 'gone' ? t().chats.deletedAccount : words[permission];
}

/**
 * Says under a text that was not sent why, and what can be done with it. Without a composer it cannot be taken back.
 */
export function renderFailure(
  { state, error, files, text }: TimelineMessage,
  permission: WritePermission,
  perform: (act: MessageAction) => void,
) {
  if (state !== 'failed') return nothing;
  const words = t().messages;
  const renderButton = (what: MessageAction, label: string) =>
    html`<button class="button quiet" @click=${() => perform(what)}>${label}</button>`;
  if (permission !== 'yes') {
    return html`<div class="failure">
      <p>${words.ticks.failed}. ${toClosedText(permission)}</p>
      ${text === '' ? nothing : renderButton('copy', words.copy)} ${renderButton('drop', words.delete)}
    </div>`;
  }
  return html`<div class="failure">
    <p>${error ? t().errors[error] : words.ticks.failed}</p>
    ${renderButton('retry', words.retry)}
    ${files ? renderButton('drop', words.delete) : renderButton('discard', words.takeBack)}
  </div>`;
}

/** Draws the actions beside the bubble under the mouse. */
export function renderHoverActions(
  writes: boolean,
  acts: { reply(): void; openMenu(place: MenuAnchor): void },
) {
  const words = t().messages;
  const handleOpen = ({ currentTarget }: Event) => {
    const box = (currentTarget as HTMLElement).getBoundingClientRect();
    acts.openMenu({ x: box.x, y: box.bottom + 4, width: box.width });
  };
  return html`<div class="hover">
    ${
      writes
        ? html`<button tabindex="-1" aria-label=${words.reply} title=${words.reply} @click=${acts.reply}>
            <pa-icon name="reply"></pa-icon>
          </button>`
        : nothing
    }
    <button tabindex="-1" aria-label=${words.actions} title=${words.actions} @click=${handleOpen}>
      <pa-icon name="chevronDown"></pa-icon>
    </button>
  </div>`;
}

/** Draws the reactions. One's own are marked; a press adds or removes one's own. */
export function renderReactions(
  { reactions, ownReactions = [] }: TimelineMessage,
  sent: TemplateResult,
  toggle: (emoji: string) => void,
) {
  if (!reactions?.length) return nothing;
  const words = t().messages;
  return html`<div class="reactions" role="group" aria-label=${words.reactions}>
    ${reactions.map(
      ({ emoji, count }) =>
        html`<button
          aria-pressed=${ownReactions.includes(emoji)}
          aria-label=${words.reaction(emoji, formatBadge(count))}
          @click=${() => toggle(emoji)}
        >
          <span aria-hidden="true">${emoji}</span
          >${count > 1 ? html`<span aria-hidden="true">${formatBadge(count)}</span>` : nothing}
        </button>`,
    )}
    ${sent}
  </div>`;
}
