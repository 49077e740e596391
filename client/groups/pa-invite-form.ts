import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Invite } from '../../protocol/groups.ts';
import { serverNow } from '../core/server-clock.ts';
import { type Services, servicesContext } from '../core/services.ts';
import { number } from '../i18n/format.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { field } from '../ui/field.ts';
import { switches, switchRow } from '../ui/switch-row.ts';
import '../ui/pa-dialog.ts';

const HOUR = 3_600_000;
const LASTS = { never: null, hour: HOUR, day: 24 * HOUR, week: 168 * HOUR } as const;
const USES = [1, 10, 100] as const;

/** What a new link is good for. Says `pa-made` with the link, or `pa-close`. */
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

  @consume({ context: servicesContext, subscribe: true }) private services?: Services;
  @query('#expiry') private expiry?: HTMLSelectElement;
  @query('#uses') private uses?: HTMLSelectElement;

  @state() private approval = false;
  @state() private busy = false;

  @property({ type: Boolean }) open = false;
  @property() chatId = '';

  private async make(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    const lasts = LASTS[(this.expiry?.value ?? 'never') as keyof typeof LASTS];
    const uses = Number(this.uses?.value ?? 0);
    await attempt(async () => {
      const made = await this.services?.messenger.groups.createInvite(this.chatId, {
        expiresAt: lasts === null ? null : serverNow() + lasts,
        uses: uses === 0 ? null : uses,
        approval: this.approval,
      });
      if (made) this.emit('pa-made', made);
    });
    this.busy = false;
  }

  override render() {
    return html`<pa-dialog .open=${this.open} .heading=${groupWords().newInvite}>
      ${this.open ? this.renderForm() : null}
    </pa-dialog>`;
  }

  private renderForm() {
    const words = groupWords();
    const names = Object.keys(LASTS) as (keyof typeof LASTS)[];
    return html`<form @submit=${this.make}>
      ${field(
        { id: 'expiry', label: words.expiry },
        html`<select id="expiry" class="input">
          ${names.map((name) => html`<option value=${name}>${words.expiries[name]}</option>`)}
        </select>`,
      )}
      ${field(
        { id: 'uses', label: words.uses },
        html`<select id="uses" class="input">
          <option value="0">${words.usesAny}</option>
          ${USES.map((count) => html`<option value=${count}>${words.usesOf(number(count))}</option>`)}
        </select>`,
      )}
      ${switchRow(words.approval, this.approval, (on) => {
        this.approval = on;
      })}
      <button class="button primary wide" ?disabled=${this.busy}>${words.makeInvite}</button>
    </form>`;
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
