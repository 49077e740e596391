import { consume } from '@lit/context';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Account, AccountReply, AccountsReply } from '../../protocol/accounts.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { accounts } from '../i18n/texts/accounts.ts';
import { buttons, inputs } from '../styles/controls.ts';
import { rows, written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { NowController } from '../ui/now.ts';
import { paths } from '../ui/paths.ts';
import { TypedSearch } from '../ui/typed-search.ts';
import { accountRow, accountRowStyles } from './account-row.ts';
import { adminStyles } from './admin.styles.ts';
import type { PaAccountSheet } from './pa-account-sheet.ts';
import './pa-account-sheet.ts';
import './pa-add-account.ts';
import '../ui/pa-icon.ts';

const PAGE = 50;

/** Lists all accounts, searched, a page at a time; each opens a sheet of what can be done. */
@customElement('pa-accounts')
export class PaAccounts extends PaElement {
  static override styles = [
    buttons,
    inputs,
    rows,
    written,
    adminStyles,
    accountRowStyles,
    css`
      .tools {
        display: flex;
        gap: var(--space-2);
      }

      .tools .input {
        flex: 1;
        min-inline-size: 0;
      }

      .tools .button {
        flex: none;
        padding-inline: var(--space-4);
      }

      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
        min-block-size: var(--touch);
        padding-inline: var(--space-2);
      }
    `,
  ];

  private readonly clock = new NowController(this, 60_000);
  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly known = new TypedSearch<AccountsReply>(
    this,
    () => this.services?.call('GET', this.address()),
    { least: 0, asksAtOnce: true },
  );

  @query('pa-account-sheet') private sheet?: PaAccountSheet;

  @state() private q = '';
  /** When set, only those are listed who came by this person's links. */
  @state() private inviter: Account | null = null;
  @state() private opened: Account | null = null;
  @state() private isAdding = false;
  @state() private isBusy = false;

  /** The id of the account that the address names: its sheet opens, whether the list has come to it or not. */
  @property({ attribute: false }) wanted: string | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('wanted')) return;
    const before = changed.get('wanted');
    // Back leads out of the sheet that an address has opened.
    if (before && this.opened?.id === before) this.opened = null;
    if (this.wanted !== null) void this.openWanted(this.wanted);
  }

  private async openWanted(id: string): Promise<void> {
    await attempt(async () => {
      const path = `/api/admin/users/${encodeURIComponent(id)}`;
      const reply = await this.services?.call<AccountReply>('GET', path);
      if (reply && this.wanted === id) this.opened = reply.account;
    });
  }

  private address(after?: string): string {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (this.q.trim() !== '') query.set('q', this.q.trim());
    if (this.inviter) query.set('invitedBy', this.inviter.id);
    if (after !== undefined) query.set('after', after);
    return `/api/admin/users?${query}`;
  }

  private handleSearch(event: InputEvent): void {
    this.q = (event.target as HTMLInputElement).value;
    this.known.input(this.q);
  }

  private async loadMore(): Promise<void> {
    const { value } = this.known;
    const last = value?.accounts.at(-1);
    if (this.isBusy || !value || !last) return;
    this.isBusy = true;
    await attempt(async () => {
      const next = await this.services?.call<AccountsReply>('GET', this.address(last.id));
      if (next) this.known.set({ ...next, accounts: [...value.accounts, ...next.accounts] });
    });
    this.isBusy = false;
  }

  private handleChanged({ detail }: CustomEvent<Account>): void {
    const { value } = this.known;
    this.opened = detail;
    if (!value) return;
    const changed = value.accounts.map((one) => (one.id === detail.id ? detail : one));
    this.known.set({ ...value, accounts: changed });
  }

  private showInvited(inviter: Account | null): void {
    this.closeSheet();
    this.inviter = inviter;
    this.q = '';
    void this.known.load();
  }

  private readonly closeSheet = (): void => {
    this.opened = null;
    if (this.wanted !== null) void this.leaveAddress();
  };

  /** Loaded anew, the page would open the sheet again. The dialog's own entry of the history goes first. */
  private async leaveAddress(): Promise<void> {
    await this.updateComplete;
    await this.sheet?.updateComplete;
    this.emit('pa-go', { path: paths.admin('users'), replace: true });
  }

  override render() {
    const words = accounts();
    return html`
      <div class="tools" role="search">
        <input
          class="input pill"
          type="search"
          dir="auto"
          aria-label=${words.search}
          placeholder=${words.search}
          maxlength=${LIMITS.query}
          .value=${this.q}
          @input=${this.handleSearch}
        />
        <button
          class="button"
          @click=${() => {
            this.isAdding = true;
          }}
        >
          <pa-icon name="userPlus"></pa-icon>${words.addUser}
        </button>
      </div>
      ${this.known.render((known) => this.renderList(known))}
      <pa-account-sheet
        .account=${this.opened}
        @pa-account=${this.handleChanged}
        @pa-gone=${() => {
          this.closeSheet();
          void this.known.load();
        }}
        @pa-invited-by=${() => this.showInvited(this.opened)}
        @pa-close=${this.closeSheet}
      ></pa-account-sheet>
      <pa-add-account
        .open=${this.isAdding}
        @pa-added=${() => void this.known.load()}
        @pa-close=${() => {
          this.isAdding = false;
        }}
      ></pa-add-account>
    `;
  }

  private renderList(known: AccountsReply) {
    const words = accounts();
    const title = this.inviter
      ? words.invitedOf(this.inviter.displayName)
      : words.total(formatNumber(known.total));
    return html`<div class="head">
        <span class="faint" role="status">${title}</span>
        ${this.inviter ? html`<button class="button quiet" @click=${() => this.showInvited(null)}>${words.showAll}</button>` : nothing}
      </div>
      ${
        known.accounts.length === 0
          ? html`<p class="card faint">${words.noOne}</p>`
          : html`<ul class="card list" role="list">
              ${known.accounts.map((one) => this.renderRow(one))}
            </ul>`
      }
      ${known.more ? html`<button class="button wide" ?disabled=${this.isBusy} @click=${this.loadMore}>${this.isBusy ? t().app.loading : words.more}</button>` : nothing}`;
  }

  private renderRow(one: Account) {
    return html`<li>
      ${accountRow(one, this.clock.now, () => {
        this.opened = one;
      })}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-accounts': PaAccounts;
  }
}
