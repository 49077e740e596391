import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type ChatRow, type ClientServices, servicesContext } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { groupWords } from '../../i18n/texts/groups.ts';
import { profileWords } from '../../i18n/texts/profile.ts';
import { buttons } from '../../styles/controls.ts';
import { attempt } from '../../ui/attempt.ts';
import { PaElement } from '../../ui/element.ts';
import type { Question } from '../../ui/pa-ask.ts';
import { paths } from '../../ui/paths.ts';
import { chatName } from '../../views/chat-name.ts';
import '../../ui/pa-ask.ts';

/**
 * Asks about a stranger's first message: accept it, block its author, or delete the chat; or about a group that a
 * stranger has added one to: join it or leave. Events: `pa-go`.
 */
@customElement('pa-request-bar')
export class PaRequestBar extends PaElement {
  static override styles = [
    buttons,
    css`
      :host {
        position: relative;
        display: block;
        padding: var(--space-3) var(--space-4);
        background: var(--surface);
        border-block-start: 1px solid var(--line);
      }

      p {
        color: var(--text-soft);
        font-size: var(--text-sm);
        line-height: var(--leading-tight);
      }

      .buttons {
        justify-content: center;
        margin-block-start: var(--space-2);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  @state() private asking: 'block' | 'remove' | 'leave' | null = null;

  @property({ attribute: false }) row: ChatRow | null = null;

  private async handleConfirm(): Promise<void> {
    const { row, asking, services } = this;
    this.asking = null;
    if (!row || !asking || !services) return;
    const { actions } = services.messenger;
    const { peer } = row;
    if (asking === 'leave') {
      if (await attempt(() => services.messenger.groups.leave(row.chat.id)))
        this.emit('pa-go', { path: paths.home, replace: true });
    } else if (asking === 'block') {
      if (peer) await attempt(() => actions.block(peer.id, true));
    } else if (await attempt(() => actions.clear(row.chat.id, true))) {
      this.emit('pa-go', { path: paths.home, replace: true });
    }
  }

  private toQuestion(row: ChatRow): Question | null {
    const words = profileWords();
    if (this.asking === 'block') {
      return { heading: words.blockAsk(chatName(row)), text: words.blockText, label: words.block };
    }
    if (this.asking === 'leave') {
      const { leaveAsk, leaveText, leave } = groupWords();
      return { heading: leaveAsk(chatName(row)), text: leaveText, label: leave };
    }
    const { removeAsk, removeText, remove } = t().chats;
    return this.asking ? { heading: removeAsk, text: removeText, label: remove } : null;
  }

  override render() {
    const { row } = this;
    if (!row?.settings.request) return nothing;
    const words = profileWords();
    const ask = (what: 'block' | 'remove' | 'leave') => () => {
      this.asking = what;
    };
    const group = row.chat.kind === 'group';
    const ways = group
      ? html`<button class="button quiet" @click=${ask('leave')}>${groupWords().leave}</button>`
      : html`<button class="button quiet" @click=${ask('remove')}>${words.requestDelete}</button>
          <button class="button quiet" @click=${ask('block')}>${words.block}</button>`;
    return html`<p>${group ? words.requestGroupText : words.requestText}</p>
      <div class="buttons">
        ${ways}
        <button
          class="button primary"
          @click=${() => attempt(() => this.services?.messenger.actions.accept(row.chat.id))}
        >
          ${group ? words.requestJoin : words.requestAccept}
        </button>
      </div>
      <pa-ask
        .question=${this.toQuestion(row)}
        @pa-confirm=${this.handleConfirm}
        @pa-close=${() => {
          this.asking = null;
        }}
      ></pa-ask>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-request-bar': PaRequestBar;
  }
}
