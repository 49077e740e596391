import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ChatRow, Services } from '../core/services.ts';
import { servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { buttons } from '../styles/controls.ts';
import { bars, rows, written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { paths } from '../ui/paths.ts';
import { cardStyles } from './cards.styles.ts';
import { panelStyles } from './panel.styles.ts';
import { leads, may } from './rights.ts';
import '../ui/pa-ask.ts';
import '../ui/pa-avatar.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-spinner.ts';
import './pa-group-edit.ts';
import './pa-group-rights.ts';
import './pa-invites.ts';
import './pa-join-requests.ts';
import './pa-members.ts';

/** /c/:id/info: what a group is, who is in it, and what one may do about that. Events: `pa-back`, `pa-go`. */
@customElement('pa-group')
export class PaGroup extends PaElement {
  static override styles = [buttons, bars, rows, written, cardStyles, panelStyles];

  @consume({ context: servicesContext, subscribe: true }) private services?: Services;
  private readonly chats = new StoreController(this, () => this.services?.messenger.chats);

  @state() private editing = false;
  @state() private leaving = false;

  @property() chatId = '';

  private get row(): ChatRow | undefined {
    return this.chats.value?.find(({ chat }) => chat.id === this.chatId && chat.kind === 'group');
  }

  private async leave(): Promise<void> {
    this.leaving = false;
    const left = await attempt(() => this.services?.messenger.groups.leave(this.chatId));
    if (left) this.emit('pa-go', { path: paths.home, replace: true });
  }

  override render() {
    return html`<header class="bar">
        <button class="icon-button" aria-label=${t().app.back} @click=${() => this.emit('pa-back')}>
          <pa-icon name="back"></pa-icon>
        </button>
        <h1>${t().groups.info}</h1>
      </header>
      <div class="content">${this.renderContent()}</div>`;
  }

  private renderContent() {
    const words = t().groups;
    if (this.chats.value === undefined) return html`<pa-spinner></pa-spinner>`;
    const { row } = this;
    if (!row) {
      return html`<pa-empty icon="users" .heading=${words.missingTitle} .text=${words.missingText}>
        <a class="button" href=${paths.home}>${t().app.home}</a>
      </pa-empty>`;
    }
    return html`<div class="within">
      ${this.renderHead(row)}
      ${leads(row) ? html`<pa-join-requests .chatId=${this.chatId}></pa-join-requests>` : nothing}
      <pa-members .row=${row}></pa-members>
      ${leads(row) ? html`<pa-group-rights .row=${row}></pa-group-rights>` : nothing}
      ${may(row, 'addPeople') ? html`<pa-invites .row=${row}></pa-invites>` : nothing}
      ${this.renderLeave(row)}
    </div>`;
  }

  private renderHead(row: ChatRow) {
    const words = t().groups;
    const { chat } = row;
    return html`<div class="head">
      <pa-avatar .identity=${chat.id} .name=${chat.title ?? ''}></pa-avatar>
      <h2 class="written" dir="auto">${chat.title}</h2>
      <p class="faint">${words.people(number(chat.memberCount))}</p>
      ${chat.about === '' ? nothing : html`<p class="about written" dir="auto">${chat.about}</p>`}
      ${
        may(row, 'changeInfo')
          ? html`<button
              class="button"
              @click=${() => {
                this.editing = true;
              }}
            >
              <pa-icon name="pencil"></pa-icon>${words.edit}
            </button>
            <pa-group-edit
              .row=${row}
              .open=${this.editing}
              @pa-close=${() => {
                this.editing = false;
              }}
            ></pa-group-edit>`
          : nothing
      }
    </div>`;
  }

  /** The last owner is told what to do first; alone, they may go. */
  private renderLeave(row: ChatRow) {
    const words = t().groups;
    const stuck = row.own.role === 'owner' && row.chat.memberCount > 1;
    return html`<div class="card">
      <button
        class="row danger"
        ?disabled=${stuck}
        @click=${() => {
          this.leaving = true;
        }}
      >
        <pa-icon name="logOut"></pa-icon><span class="grow">${words.leave}</span>
      </button>
      ${stuck ? html`<p class="hint">${words.ownerLeaves}</p>` : nothing}
      <pa-ask
        .question=${
          this.leaving
            ? {
                heading: words.leaveAsk(row.chat.title ?? ''),
                text: words.leaveText,
                label: words.leave,
              }
            : null
        }
        @pa-confirm=${this.leave}
        @pa-close=${() => {
          this.leaving = false;
        }}
      ></pa-ask>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-group': PaGroup;
  }
}
