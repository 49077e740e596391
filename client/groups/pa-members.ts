import { consume } from '@lit/context';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Member } from '../../protocol/chats.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { UpReply } from '../../protocol/up.ts';
import { rowHasRight } from '../core/row-rights.ts';
import { type ChatRow, type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { buttons, inputs } from '../styles/controls.ts';
import { rows, written } from '../styles/shared.ts';
import { PaElement } from '../ui/element.ts';
import type { PaMenu } from '../ui/pa-menu.ts';
import { searchField } from '../ui/search-field.ts';
import { personRows } from '../views/person-row.ts';
import { cardStyles } from './cards.styles.ts';
import { askAbout, runMemberAction, toMenuItems } from './member-actions.ts';
import { MemberList } from './member-list.ts';
import { memberRow } from './member-row.ts';
import type { MemberAction } from './rights.ts';
import '../ui/pa-ask.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-menu.ts';
import '../ui/pa-skeleton.ts';
import './pa-add-people.ts';

/** The search is shown above the list where there are more members than fit in one look. */
const SEARCH_FROM = 10;

/** Lists the members of a group, by role and name, page by page, with what one may do to each. */
@customElement('pa-members')
export class PaMembers extends PaElement {
  static override styles = [
    buttons,
    inputs,
    rows,
    written,
    personRows,
    cardStyles,
    css`
      .find {
        padding: var(--space-1) var(--space-2);
      }

      .role {
        flex: none;
        color: var(--accent);
        font-size: var(--text-sm);
      }

      a.who {
        display: contents;
        color: inherit;
        text-decoration: none;
      }

      .more {
        inline-size: 100%;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly list = new MemberList(
    this,
    () => this.services?.messenger,
    () => this.row?.chat.id,
  );
  private readonly presence = new StoreController(this, () => this.services?.messenger.presence);

  @query('pa-menu') private menu?: PaMenu;

  /** The member whom the menu or the question is about. */
  @state() private subject: Member | null = null;
  @state() private asked: MemberAction | null = null;
  @state() private isAdding = false;

  @property({ attribute: false }) row: ChatRow | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    const [before, now] = [changed.get('row')?.chat, this.row?.chat];
    // A member who joins, leaves or gets a role is a system message, and that moves the chat's `lastSeq`.
    if (before?.id === now?.id && before?.lastSeq !== now?.lastSeq) void this.list.load();
  }

  private handlePick({ detail }: CustomEvent<string>): void {
    const act = detail as MemberAction;
    if (act === 'handOver' || act === 'remove') this.asked = act;
    else void this.perform(act);
  }

  private async perform(act: MemberAction): Promise<void> {
    const { services, row, subject } = this;
    this.asked = null;
    if (!services || !row || !subject) return;
    await runMemberAction(act, {
      messenger: services.messenger,
      chatId: row.chat.id,
      of: subject,
    });
    await this.list.load();
  }

  private async openMenu(member: Member, event: MouseEvent): Promise<void> {
    this.subject = member;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    await this.updateComplete;
    this.menu?.openAt({ x: box.x, y: box.bottom + 4, width: box.width });
  }

  override render() {
    const { row } = this;
    if (!row) return nothing;
    const words = groupWords();
    const room = row.chat.memberCount < LIMITS.groupMembers;
    return html`<section class="card">
      ${
        rowHasRight(row, 'addPeople') && room
          ? html`<button
              class="row"
              @click=${() => {
                this.isAdding = true;
              }}
            >
              <pa-icon name="userPlus"></pa-icon><span class="grow">${words.add}</span>
            </button>`
          : nothing
      }
      ${row.chat.memberCount >= SEARCH_FROM || this.list.q !== '' ? this.renderSearch() : nothing}
      ${this.renderList(row)} ${this.renderOverlays(row)}
    </section>`;
  }

  private renderSearch() {
    return html`<div class="find" role="search">
      ${searchField(groupWords().memberField, (text) => this.list.input(text))}
    </div>`;
  }

  private renderList(row: ChatRow) {
    return this.list.render((found) => this.renderFound(row, found), {
      waiting: html`<pa-skeleton .rows=${3}></pa-skeleton>`,
      failed: (error) => html`<p class="hint" role="alert">${describeProblem(error)}</p>
        <button class="button more" @click=${this.list.load}>${t().app.retry}</button>`,
    });
  }

  private renderFound(row: ChatRow, { members, next }: UpReply<'member.list'>) {
    const words = groupWords();
    if (members.length === 0) return html`<p class="hint" role="status">${words.noMembers}</p>`;
    const me = this.services?.account.me.get()?.id ?? '';
    return html`<ul role="list">
        ${members.map((member) =>
          memberRow(member, {
            user: this.list.user(member.userId) ?? this.services?.messenger.findUser(member.userId),
            me,
            isOnline: this.presence.value?.get(member.userId)?.online ?? false,
            hasActions: toMenuItems(row, member, me).length > 0,
            open: (event) => this.openMenu(member, event),
          }),
        )}
      </ul>
      ${
        next === null
          ? nothing
          : html`<button class="button quiet more" @click=${() => this.list.loadMore()}>
              ${words.more}
            </button>`
      }`;
  }

  private renderOverlays(row: ChatRow) {
    const { subject } = this;
    const me = this.services?.account.me.get()?.id ?? '';
    const name = subject ? (this.list.user(subject.userId)?.displayName ?? '') : '';
    return html`<pa-menu
        bare
        .label=${groupWords().actsOf(name)}
        .items=${subject ? toMenuItems(row, subject, me) : []}
        @pa-pick=${this.handlePick}
      ></pa-menu>
      <pa-ask
        .question=${this.asked ? askAbout(this.asked, name) : null}
        @pa-confirm=${() => this.asked && this.perform(this.asked)}
        @pa-close=${() => {
          this.asked = null;
        }}
      ></pa-ask>
      <pa-add-people
        .open=${this.isAdding}
        .row=${row}
        @pa-close=${() => {
          this.isAdding = false;
          void this.list.load();
        }}
      ></pa-add-people>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-members': PaMembers;
  }
}
