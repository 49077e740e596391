import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type {
  ServerInvite,
  ServerInviteBody,
  ServerInviteReply,
} from '../../protocol/server-invites.ts';
import { serverNow } from '../core/server-clock.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { formatNumber } from '../i18n/format.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { describedBy, field } from '../ui/field.ts';
import '../ui/pa-dialog.ts';

const DAY = 86_400_000;
const LASTS = { day: DAY, week: 7 * DAY, month: 30 * DAY, never: null } as const;
type Lasts = keyof typeof LASTS;
const USES = [1, 5, 20, 100] as const;

/** Asks what a new link into the server is good for. Says `pa-invited` with the link, or `pa-close`. */
@customElement('pa-server-invite-form')
export class PaServerInviteForm extends PaElement {
  static override styles = [
    buttons,
    inputs,
    fields,
    css`
      form {
        display: grid;
        gap: var(--space-2);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  @query('form') private form?: HTMLFormElement;

  @state() private isBusy = false;

  @property({ type: Boolean }) open = false;
  /** Administrators choose freely; a member's link is for one person and lasts a month at most. */
  @property({ type: Boolean }) free = false;

  private async make(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isBusy || !this.form) return;
    this.isBusy = true;
    const data = new FormData(this.form);
    const lasts = LASTS[String(data.get('lasts')) as Lasts];
    const uses = Number(data.get('uses') ?? 1);
    const body: ServerInviteBody = {
      label: String(data.get('label') ?? '').trim(),
      expiresAt: lasts === null ? null : serverNow() + lasts,
      uses: uses === 0 ? null : uses,
    };
    await attempt(async () => {
      const reply = await this.services?.call<ServerInviteReply>(
        'POST',
        '/api/server/invites',
        body,
      );
      if (reply) this.emit('pa-invited', reply.invite);
    });
    this.isBusy = false;
  }

  override render() {
    return html`<pa-dialog .open=${this.open} .heading=${serverTexts().newInvite}>
      ${this.open ? this.renderForm() : null}
    </pa-dialog>`;
  }

  private renderForm() {
    const words = serverTexts();
    const names = (Object.keys(LASTS) as Lasts[]).filter((name) => this.free || name !== 'never');
    return html`<form @submit=${this.make}>
      ${field(
        { id: 'label', label: words.label, hint: words.labelHint },
        html`<input
          class="input"
          id="label"
          name="label"
          dir="auto"
          placeholder=" "
          maxlength="64"
          autocomplete="off"
          aria-describedby=${describedBy('label')}
        />`,
      )}
      ${field(
        { id: 'lasts', label: words.lasts },
        html`<select id="lasts" name="lasts" class="input">
          ${names.map((name) => html`<option value=${name} ?selected=${name === 'week'}>${words.lastsFor[name]}</option>`)}
        </select>`,
      )}
      ${this.free ? this.renderUses() : nothing}
      <button class="button primary wide" ?disabled=${this.isBusy}>${words.make}</button>
    </form>`;
  }

  private renderUses() {
    const words = serverTexts();
    return field(
      { id: 'uses', label: words.uses },
      html`<select id="uses" name="uses" class="input">
        ${USES.map(
          (count) =>
            html`<option value=${count} ?selected=${count === 1}>${words.usesOf(formatNumber(count))}</option>`,
        )}
        <option value="0">${words.usesAny}</option>
      </select>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-server-invite-form': PaServerInviteForm;
  }
  interface HTMLElementEventMap {
    'pa-invited': CustomEvent<ServerInvite>;
  }
}
