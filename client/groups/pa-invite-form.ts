import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Invite } from '../../protocol/groups.ts';
import { serverNow } from '../core/server-clock.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { formatNumber } from '../i18n/format.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { field } from '../ui/field.ts';
import { switches, switchRow } from '../ui/switch-row.ts';
import { makeLink, NO_INVITES, type OwnInvites } from './account-invites.ts';
import '../ui/pa-dialog.ts';

const HOUR = 3_600_000;
const LASTS = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR, never: null } as const;
type Lasts = keyof typeof LASTS;
const USES = [1, 10, 100] as const;

/** Asks what a new link is good for. Says `pa-made` with the link, or `pa-close`. */
@customElement('pa-invite-form')
export class PaInviteForm extends PaElement {
  static override styles = [
    buttons,
    inputs,
    fields,
    switches,
    css`
      form {
        display: grid;
        gap: var(--space-2);
      }

      .switch {
        padding-inline: 0;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  @query('#expiry') private expiry?: HTMLSelectElement;
  @query('#uses') private uses?: HTMLSelectElement;

  @state() private approval = false;
  @state() private accounts = false;
  @state() private isBusy = false;

  @property({ type: Boolean }) open = false;
  @property() chatId = '';
  /** The invitations that the maker of the link may add. */
  @property({ attribute: false }) own: OwnInvites = NO_INVITES;

  private get letsRegister(): boolean {
    return this.accounts && this.own.left !== 0;
  }

  /** A member's invitation to the server is for one person, and has an end. */
  private get isForOne(): boolean {
    return this.letsRegister && this.own.left !== null;
  }

  private async make(event: Event): Promise<void> {
    event.preventDefault();
    const { services } = this;
    if (this.isBusy || !services) return;
    this.isBusy = true;
    const lasts = LASTS[(this.expiry?.value ?? 'week') as Lasts];
    const uses = this.isForOne ? 1 : Number(this.uses?.value ?? 0);
    await attempt(async () => {
      const made = await makeLink(services, this.chatId, {
        expiresAt: lasts === null ? null : serverNow() + lasts,
        uses: uses === 0 ? null : uses,
        approval: this.approval,
        accounts: this.letsRegister,
      });
      this.emit('pa-made', made);
    });
    this.isBusy = false;
  }

  override render() {
    return html`<pa-dialog .open=${this.open} .heading=${groupWords().newInvite}>
      ${this.open ? this.renderForm() : null}
    </pa-dialog>`;
  }

  private renderForm() {
    const words = groupWords();
    return html`<form @submit=${this.make}>
      ${keyed(this.isForOne, this.renderExpiry())} ${this.isForOne ? nothing : this.renderUses()}
      ${switchRow(words.approval, this.approval, (on) => {
        this.approval = on;
      })}
      ${this.own.left === 0 ? nothing : this.renderAccounts(this.own.left)}
      <button class="button primary wide" ?disabled=${this.isBusy}>${words.makeInvite}</button>
    </form>`;
  }

  private renderExpiry() {
    const words = groupWords();
    const names = (Object.keys(LASTS) as Lasts[]).filter((name) => !this.isForOne || LASTS[name]);
    const usual = this.isForOne ? 'week' : 'never';
    return field(
      { id: 'expiry', label: words.expiry },
      html`<select id="expiry" class="input">
        ${names.map((name) => html`<option value=${name} ?selected=${name === usual}>${words.expiries[name]}</option>`)}
      </select>`,
    );
  }

  private renderUses() {
    const words = groupWords();
    return field(
      { id: 'uses', label: words.uses },
      html`<select id="uses" class="input">
        <option value="0">${words.usesAny}</option>
        ${USES.map((count) => html`<option value=${count}>${words.usesOf(formatNumber(count))}</option>`)}
      </select>`,
    );
  }

  private renderAccounts(left: number | null) {
    const words = groupWords();
    return html`${switchRow(words.accounts, this.accounts, (on) => {
      this.accounts = on;
    })}
    ${
      this.accounts
        ? html`<p class="hint" role="status">
            ${left === null ? words.accountsFree : words.accountsOne(formatNumber(left))}
          </p>`
        : nothing
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-invite-form': PaInviteForm;
  }
  interface HTMLElementEventMap {
    'pa-made': CustomEvent<Invite>;
  }
}
