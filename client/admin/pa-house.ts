import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { House, HouseUpdateBody } from '../../protocol/house.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { type Services, servicesContext } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { problem } from '../i18n/problem.ts';
import { admin } from '../i18n/texts/admin.ts';
import { door } from '../i18n/texts/doors.ts';
import { house } from '../i18n/texts/house.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { choiceStyles } from '../ui/choices.ts';
import { paintColour } from '../ui/colour.ts';
import { PaElement } from '../ui/element.ts';
import { describedBy, field } from '../ui/field.ts';
import { Loaded } from '../ui/loaded.ts';
import { numberInput } from '../ui/number-input.ts';
import { toast } from '../ui/pa-toast.ts';
import { colourChoice, modeChoice } from '../views/house-choices.ts';
import { adminStyles } from './admin.styles.ts';

/** What the house is called, its colour, who may come, how many each may bring. */
@customElement('pa-house')
export class PaHouse extends PaElement {
  static override styles = [buttons, inputs, fields, choiceStyles, adminStyles];

  @consume({ context: servicesContext, subscribe: true }) private services?: Services;
  private readonly known = new Loaded<House>(this, () =>
    this.services?.call('GET', '/api/admin/house'),
  );

  /** What was touched and is not saved yet. */
  @state() private wish: HouseUpdateBody = {};
  @state() private busy = false;
  @state() private failure: unknown = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    paintColour(this.services?.account.server.get()?.colour);
  }

  private change(part: HouseUpdateBody): void {
    this.wish = { ...this.wish, ...part };
    if (part.colour) paintColour(part.colour);
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { services } = this;
    if (this.busy || !services) return;
    this.busy = true;
    this.failure = null;
    try {
      this.known.set(await services.call<House>('PATCH', '/api/admin/house', this.wish));
      this.wish = {};
      toast(admin().houseSaved);
      await services.account.askServer();
    } catch (error) {
      this.failure = error;
    } finally {
      this.busy = false;
    }
  }

  override render() {
    return this.known.render((known) => this.renderForm({ ...known, ...this.wish }));
  }

  private renderForm(now: House) {
    const isChanged = Object.keys(this.wish).length > 0;
    return html`<form class="card" @submit=${this.handleSubmit}>
      ${this.renderName(now)} ${colourChoice(now, (colour) => this.change({ colour }))}
      ${modeChoice(now, (registration) => this.change({ registration }))} ${this.renderQuota(now)}
      ${this.failure === null ? nothing : html`<p class="wrong" role="alert">${problem(this.failure)}</p>`}
      <div class="buttons">
        <button class="button primary" ?disabled=${!isChanged || this.busy}>${t().app.save}</button>
      </div>
    </form>`;
  }

  private renderName({ name, fixed }: House) {
    const isFixed = fixed.includes('name');
    const hint = isFixed ? house().fixed : door().houseNameHint;
    return field(
      { id: 'house', label: door().houseName, hint },
      html`<input
        class="input"
        id="house"
        dir="auto"
        placeholder=" "
        autocomplete="off"
        required
        maxlength=${LIMITS.displayName}
        aria-describedby=${describedBy('house')}
        ?disabled=${isFixed}
        .value=${name}
        @input=${(event: InputEvent) => this.change({ name: (event.target as HTMLInputElement).value })}
      />`,
    );
  }

  private renderQuota({ inviteQuota, fixed }: House) {
    const isFixed = fixed.includes('inviteQuota');
    const hint = isFixed ? house().fixed : admin().inviteQuotaHint;
    return field(
      { id: 'quota', label: admin().inviteQuota, hint },
      numberInput(
        {
          ...{ id: 'quota', value: inviteQuota, most: 10_000, describedBy: describedBy('quota') },
          ...{ required: true, disabled: isFixed },
          changed: (quota) => quota !== null && this.change({ inviteQuota: quota }),
        },
        'input',
      ),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-house': PaHouse;
  }
}
