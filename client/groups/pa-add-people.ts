import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { User } from '../../protocol/users.ts';
import { type ChatRow, type ClientServices, servicesContext } from '../core/services.ts';
import { formatNumber } from '../i18n/format.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { buttons } from '../styles/controls.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import '../ui/pa-dialog.ts';
import './pa-people-picker.ts';

/** Adds people to a group. Says `pa-close`. */
@customElement('pa-add-people')
export class PaAddPeople extends PaElement {
  static override styles = [
    buttons,
    css`
      pa-people-picker {
        block-size: min(26rem, 60dvh);
        margin-inline: calc(-1 * var(--space-3));
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  @state() private chosen: User[] = [];
  @state() private isBusy = false;

  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) row: ChatRow | null = null;

  private async add(): Promise<void> {
    const chatId = this.row?.chat.id;
    if (chatId === undefined || this.isBusy) return;
    this.isBusy = true;
    const userIds = this.chosen.map(({ id }) => id);
    const messenger = this.services?.messenger;
    const added = await attempt(() => messenger?.askForChat('member.add', { chatId, userIds }));
    this.isBusy = false;
    if (added) this.close();
  }

  private close(): void {
    this.chosen = [];
    this.emit('pa-close');
  }

  override render() {
    const words = groupWords();
    const inside = new Set(this.row?.chat.members.map(({ userId }) => userId));
    return html`<pa-dialog
      .open=${this.open}
      .heading=${words.add}
      @pa-close=${(event: Event) => {
        event.stopPropagation();
        this.close();
      }}
    >
      ${
        this.open
          ? html`<pa-people-picker
              .chosen=${this.chosen}
              .except=${inside}
              @pa-people=${(event: CustomEvent<User[]>) => {
                this.chosen = event.detail;
              }}
            ></pa-people-picker>`
          : null
      }
      <div slot="actions">
        <button
          class="button primary"
          ?disabled=${this.isBusy || this.chosen.length === 0}
          @click=${this.add}
        >
          ${this.chosen.length === 0 ? words.add : words.addCount(formatNumber(this.chosen.length))}
        </button>
      </div>
    </pa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-add-people': PaAddPeople;
  }
}
