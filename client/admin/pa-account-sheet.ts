import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Account, AccountReply, EraseData, OneTimeLink } from '../../protocol/accounts.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { formatDate, formatNumber, formatTimeOfDay } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { accounts } from '../i18n/texts/accounts.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { rows } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { choiceCards, choiceStyles } from '../ui/choices.ts';
import { PaElement } from '../ui/element.ts';
import type { PaDialog } from '../ui/pa-dialog.ts';
import { toast } from '../ui/pa-toast.ts';
import { type AccountAction, listAccountActions } from './account-actions.ts';
import { accountFacts, accountFactsStyles } from './account-facts.ts';
import '../ui/pa-dialog.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-link-card.ts';

/** One account and what its administrator can do. Says `pa-account`, `pa-gone`, `pa-invited-by`, `pa-close`. */
@customElement('pa-account-sheet')
export class PaAccountSheet extends PaElement {
  static override styles = [
    buttons,
    rows,
    inputs,
    fields,
    choiceStyles,
    accountFactsStyles,
    css`
      .acts {
        display: grid;
        margin-block-start: var(--space-3);
        padding-block-start: var(--space-2);
        border-block-start: 1px solid var(--line);
      }

      .text {
        margin-block-end: var(--space-3);
        color: var(--text-soft);
      }

      .row {
        padding-inline: 0;
      }

      .row > pa-icon:first-child {
        color: var(--accent);
        --icon-size: 1.25rem;
      }

      .row.danger > pa-icon:first-child {
        color: inherit;
      }

      .buttons {
        margin-block-start: var(--space-4);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly me = new StoreController(this, () => this.services?.account.me);

  @query('pa-dialog') private dialog?: PaDialog;

  /** The dialog asks about this action instead of listing all. */
  @state() private asking: AccountAction | null = null;
  @state() private data: EraseData = 'keep';
  @state() private link: OneTimeLink | null = null;
  @state() private isBusy = false;

  @property({ attribute: false }) account: Account | null = null;

  /** It is closed when its dialog is. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    await this.dialog?.updateComplete;
    return done;
  }

  private get path(): string {
    return `/api/admin/users/${this.account?.id ?? ''}`;
  }

  private readonly close = (): void => {
    this.asking = null;
    this.link = null;
    this.emit('pa-close');
  };

  private async perform(act: AccountAction): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    if (await attempt(() => this.carryOut(act))) this.asking = null;
    this.isBusy = false;
  }

  private async carryOut(act: AccountAction): Promise<void> {
    const call = this.services?.call;
    if (!call) return;
    if (act === 'reset') this.link = await call<OneTimeLink>('POST', `${this.path}/reset`, {});
    else if (act === 'logout') {
      const { sessions } = await call<{ sessions: number }>('POST', `${this.path}/logout`, {});
      toast(accounts().loggedOut(formatNumber(sessions)));
      await this.reload();
    } else if (act === 'delete') {
      await call('DELETE', `${this.path}?data=${this.data}`);
      toast(accounts().deleted);
      this.emit('pa-gone');
    } else await this.change(act);
  }

  private async change(act: 'admin' | 'user' | 'disable' | 'enable'): Promise<void> {
    const isRole = act === 'admin' || act === 'user';
    await this.patch(isRole ? { role: act } : { disabled: act === 'disable' });
    toast(accounts().done);
  }

  private async patch(body: object): Promise<void> {
    const reply = await this.services?.call<AccountReply>('PATCH', this.path, body);
    if (reply) this.emit('pa-account', reply.account);
  }

  private async reload(): Promise<void> {
    const reply = await this.services?.call<AccountReply>('GET', this.path);
    if (reply) this.emit('pa-account', reply.account);
  }

  private setQuota(inviteQuota: number | null): void {
    void attempt(() => this.patch({ inviteQuota }));
  }

  override render() {
    const { account, asking } = this;
    const name = account?.displayName ?? '';
    const heading = asking ? listAccountActions()[asking].ask(name) : name;
    return html`<pa-dialog .open=${account !== null} .heading=${heading} @pa-close=${this.close}>
      ${account ? this.renderInside(account) : nothing}
    </pa-dialog>`;
  }

  private renderInside(account: Account) {
    if (this.link) return this.renderLink(this.link);
    if (this.asking) return this.renderQuestion(this.asking);
    return html`${accountFacts(account, Date.now(), {
      setQuota: (quota) => this.setQuota(quota),
      showInvited: () => this.emit('pa-invited-by'),
    })}
    ${account.id === this.me.value?.id ? nothing : this.renderActs(account)}`;
  }

  private renderActs(account: Account) {
    const acts = listAccountActions();
    const wanted: AccountAction[] = [
      'reset',
      ...(account.sessions > 0 ? (['logout'] as const) : []),
      account.role === 'admin' ? 'user' : 'admin',
      account.disabledAt === null ? 'disable' : 'enable',
      'delete',
    ];
    return html`<div class="acts">
      ${wanted.map(
        (act) => html`<button
          class="row ${acts[act].danger ? 'danger' : ''}"
          ?disabled=${this.isBusy}
          @click=${() => this.choose(act)}
        >
          <pa-icon .name=${acts[act].icon}></pa-icon><span class="grow">${acts[act].label}</span>
        </button>`,
      )}
    </div>`;
  }

  private choose(act: AccountAction): void {
    if (listAccountActions()[act].needsQuestion) this.asking = act;
    else void this.perform(act);
  }

  private renderQuestion(act: AccountAction) {
    const { text, label, danger } = listAccountActions()[act];
    return html`${text === '' ? nothing : html`<p class="text">${text}</p>`}
      ${act === 'delete' ? this.renderData() : nothing}
      <div class="buttons">
        <button
          class="button"
          @click=${() => {
            this.asking = null;
          }}
        >
          ${t().app.cancel}
        </button>
        <button
          class="button ${danger ? 'danger' : 'primary'}"
          ?disabled=${this.isBusy}
          @click=${() => this.perform(act)}
        >
          ${label}
        </button>
      </div>`;
  }

  private renderData() {
    const words = serverTexts();
    return choiceCards({
      name: 'data',
      legend: accounts().theirMessages,
      value: this.data,
      choices: [
        { value: 'keep', label: words.keep, hint: words.keepHint },
        { value: 'erase', label: words.erase, hint: accounts().eraseHint },
      ],
      set: (value) => {
        this.data = value as EraseData;
      },
    });
  }

  private renderLink({ path, expiresAt }: OneTimeLink) {
    const words = accounts();
    const when = t().dates.at(formatDate(expiresAt, Date.now()), formatTimeOfDay(expiresAt));
    return html`<p class="text">${words.resetText(when)}</p>
      <pa-link-card .link=${location.origin + path} .heading=${words.resetTitle}></pa-link-card>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-account-sheet': PaAccountSheet;
  }
  interface HTMLElementEventMap {
    /** Says that the account has changed; the detail is its new state. */
    'pa-account': CustomEvent<Account>;
    'pa-gone': CustomEvent<undefined>;
    'pa-invited-by': CustomEvent<undefined>;
  }
}
