import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isLeader } from '../../protocol/rules/rights.ts';
import { rowHasRight } from '../core/row-rights.ts';
import type { ChatRow, ClientServices } from '../core/services.ts';
import { servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { buttons } from '../styles/controls.ts';
import { bars, rows, screenHost, written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import type { Question } from '../ui/pa-ask.ts';
import { paths } from '../ui/paths.ts';
import { cardStyles } from './cards.styles.ts';
import { panelStyles } from './panel.styles.ts';
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
  static override styles = [buttons, bars, rows, written, cardStyles, screenHost, panelStyles];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly chats = new StoreController(this, () => this.services?.messenger.chats);

  @state() private editing = false;
  @state() private asking: 'leave' | 'delete' | null = null;

  @property() chatId = '';

  private get row(): ChatRow | undefined {
    return this.chats.value?.find(({ chat }) => chat.id === this.chatId && chat.kind === 'group');
  }

  private async confirmed(): Promise<void> {
    const { asking } = this;
    this.asking = null;
    const groups = this.services?.messenger.groups;
    const gone = await attempt(() =>
      asking === 'delete' ? groups?.delete(this.chatId) : groups?.leave(this.chatId),
    );
    if (gone) this.emit('pa-go', { path: paths.home, replace: true });
  }

  private questionOf({ chat }: ChatRow): Question | null {
    const words = groupWords();
    const title = chat.title ?? '';
    if (this.asking === 'delete')
      return { heading: words.deleteAsk(title), text: words.deleteText, label: words.delete };
    if (this.asking === 'leave')
      return { heading: words.leaveAsk(title), text: words.leaveText, label: words.leave };
    return null;
  }

  override render() {
    return html`<header class="bar">
        <button class="icon-button" aria-label=${t().app.back} @click=${() => this.emit('pa-back')}>
          <pa-icon name="back"></pa-icon>
        </button>
        <h1>${groupWords().info}</h1>
      </header>
      <div class="content">${this.renderContent()}</div>`;
  }

  private renderContent() {
    const words = groupWords();
    if (this.chats.value === undefined) return html`<pa-spinner></pa-spinner>`;
    const { row } = this;
    if (!row) {
      return html`<pa-empty icon="users" .heading=${words.missingTitle} .text=${words.missingText}>
        <a class="button" href=${paths.home}>${t().app.home}</a>
      </pa-empty>`;
    }
    return html`<div class="within">
      ${this.renderHead(row)}
      ${isLeader(row.own.role) ? html`<pa-join-requests .chatId=${this.chatId}></pa-join-requests>` : nothing}
      <pa-members .row=${row}></pa-members>
      ${isLeader(row.own.role) ? html`<pa-group-rights .row=${row}></pa-group-rights>` : nothing}
      ${rowHasRight(row, 'addPeople') ? html`<pa-invites .row=${row}></pa-invites>` : nothing}
      ${this.renderLeave(row)}
    </div>`;
  }

  private renderHead(row: ChatRow) {
    const words = groupWords();
    const { chat } = row;
    return html`<div class="head">
      <pa-avatar .identity=${chat.id} .name=${chat.title ?? ''}></pa-avatar>
      <h2 class="written" dir="auto">${chat.title}</h2>
      <p class="faint">${words.people(number(chat.memberCount))}</p>
      ${chat.about === '' ? nothing : html`<p class="about written" dir="auto">${chat.about}</p>`}
      ${
        rowHasRight(row, 'changeInfo')
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

  /** The owner is told what to do before they go, or deletes the group; alone in it, the two are one. */
  private renderLeave(row: ChatRow) {
    const words = groupWords();
    const owner = row.own.role === 'owner';
    const stuck = owner && row.chat.memberCount > 1;
    return html`<div class="card">
      <button
        class="row danger"
        ?disabled=${stuck}
        @click=${() => {
          this.asking = 'leave';
        }}
      >
        <pa-icon name="logOut"></pa-icon><span class="grow">${words.leave}</span>
      </button>
      ${stuck ? html`<p class="hint">${words.ownerLeaves}</p>` : nothing}
      ${owner ? this.renderDelete() : nothing}
      <pa-ask
        .question=${this.questionOf(row)}
        @pa-confirm=${this.confirmed}
        @pa-close=${() => {
          this.asking = null;
        }}
      ></pa-ask>
    </div>`;
  }

  private renderDelete() {
    return html`<button
      class="row danger"
      @click=${() => {
        this.asking = 'delete';
      }}
    >
      <pa-icon name="trash"></pa-icon><span class="grow">${groupWords().delete}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-group': PaGroup;
  }
}
