import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isLeader, mayDeleteGroup, mayLeaveGroup } from '../../protocol/rules/rights.ts';
import { rowHasRight } from '../core/row-rights.ts';
import type { ChatRow, ClientServices } from '../core/services.ts';
import { servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { mediaWords } from '../i18n/texts/media.ts';
import { buttons } from '../styles/controls.ts';
import { bars, rows, screenHost, written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import type { Question } from '../ui/pa-ask.ts';
import { paths } from '../ui/paths.ts';
import { cardStyles } from './cards.styles.ts';
import { panelStyles } from './panel.styles.ts';
import '../ui/pa-ask.ts';
import '../views/avatar/pa-avatar-edit.ts';
import '../views/avatar/pa-avatar-open.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-spinner.ts';
import './pa-group-edit.ts';
import './pa-group-rights.ts';
import './pa-group-stats.ts';
import './pa-invites.ts';
import './pa-join-requests.ts';
import './pa-members.ts';

/** /c/:id/info: shows a group, its members, and what one may do about them. Events: `pa-back`, `pa-go`. */
@customElement('pa-group')
export class PaGroup extends PaElement {
  static override styles = [buttons, bars, rows, written, cardStyles, screenHost, panelStyles];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly chats = new StoreController(this, () => this.services?.messenger.chats);

  @state() private isEditing = false;
  @state() private asking: 'leave' | 'delete' | null = null;

  @property() chatId = '';

  private get row(): ChatRow | undefined {
    return this.chats.value?.find(({ chat }) => chat.id === this.chatId && chat.kind === 'group');
  }

  private async handleConfirm(): Promise<void> {
    const { asking } = this;
    this.asking = null;
    const groups = this.services?.messenger.groups;
    const gone = await attempt(() =>
      asking === 'delete' ? groups?.delete(this.chatId) : groups?.leave(this.chatId),
    );
    if (gone) this.emit('pa-go', { path: paths.home, replace: true });
  }

  private readonly saveAvatar = async (avatar: string | null): Promise<void> => {
    await this.services?.messenger.askForChat('chat.update', { chatId: this.chatId, avatar });
  };

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
      ${this.renderHead(row)} ${this.renderMedia()}
      ${isLeader(row.settings.role) ? html`<pa-join-requests .chatId=${this.chatId}></pa-join-requests>` : nothing}
      <pa-members .row=${row}></pa-members>
      ${isLeader(row.settings.role) ? html`<pa-group-rights .row=${row}></pa-group-rights>` : nothing}
      ${rowHasRight(row, 'addPeople') ? html`<pa-invites .row=${row}></pa-invites>` : nothing}
      ${this.renderLeave(row)}
    </div>`;
  }

  private renderMedia() {
    return html`<a class="card row" href=${paths.media(this.chatId)}>
      <pa-icon name="archive"></pa-icon><span class="grow">${mediaWords().shared}</span>
      <pa-icon name="next"></pa-icon>
    </a>`;
  }

  private renderHead(row: ChatRow) {
    const words = groupWords();
    const { chat } = row;
    return html`<div class="head">
      ${this.renderAvatar(row)}
      <h2 class="written" dir="auto">${chat.title}</h2>
      <p class="faint">${words.people(formatNumber(chat.memberCount))}</p>
      <pa-group-stats class="faint" .chatId=${chat.id}></pa-group-stats>
      ${chat.about === '' ? nothing : html`<p class="about written" dir="auto">${chat.about}</p>`}
      ${
        rowHasRight(row, 'changeInfo')
          ? html`<button
              class="button"
              @click=${() => {
                this.isEditing = true;
              }}
            >
              <pa-icon name="pencil"></pa-icon>${words.edit}
            </button>
            <pa-group-edit
              .row=${row}
              .open=${this.isEditing}
              @pa-close=${() => {
                this.isEditing = false;
              }}
            ></pa-group-edit>`
          : nothing
      }
    </div>`;
  }

  private renderAvatar(row: ChatRow) {
    const { id, title, avatar } = row.chat;
    const [name, picture] = [title ?? '', avatar ?? null];
    return rowHasRight(row, 'changeInfo')
      ? html`<pa-avatar-edit
          .identity=${id}
          .name=${name}
          .picture=${picture}
          .save=${this.saveAvatar}
        ></pa-avatar-edit>`
      : html`<pa-avatar-open .identity=${id} .name=${name} .picture=${picture}></pa-avatar-open>`;
  }

  /** An owner hands the group over before leaving it, or deletes it; for an owner alone in it the two are one. */
  private renderLeave(row: ChatRow) {
    const words = groupWords();
    const { role } = row.settings;
    const mayLeave = mayLeaveGroup(role, row.chat.memberCount);
    return html`<div class="card">
      <button
        class="row danger"
        ?disabled=${!mayLeave}
        @click=${() => {
          this.asking = 'leave';
        }}
      >
        <pa-icon name="logOut"></pa-icon><span class="grow">${words.leave}</span>
      </button>
      ${mayLeave ? nothing : html`<p class="hint">${words.ownerLeaves}</p>`}
      ${mayDeleteGroup(role) ? this.renderDelete() : nothing}
      <pa-ask
        .question=${this.questionOf(row)}
        @pa-confirm=${this.handleConfirm}
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
