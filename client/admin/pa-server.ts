import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { LIMITS } from '../../protocol/limits.ts';
import type { ServerSettings, ServerSettingsUpdateBody } from '../../protocol/server-settings.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { problem } from '../i18n/problem.ts';
import { admin } from '../i18n/texts/admin.ts';
import { door } from '../i18n/texts/doors.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { choiceStyles } from '../ui/choices.ts';
import { paintColour } from '../ui/colour.ts';
import { PaElement } from '../ui/element.ts';
import { describedBy, field } from '../ui/field.ts';
import { Loaded } from '../ui/loaded.ts';
import { numberInput } from '../ui/number-input.ts';
import { toast } from '../ui/pa-toast.ts';
import { colourChoice, modeChoice } from '../views/server-choices.ts';
import { adminStyles } from './admin.styles.ts';

/** The greatest quota that the server takes. */
const MOST = 10_000;

/** What the server is called, its colour, who may come, how many each may bring. */
@customElement('pa-server')
export class PaServer extends PaElement {
  static override styles = [buttons, inputs, fields, choiceStyles, adminStyles];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly known = new Loaded<ServerSettings>(this, () =>
    this.services?.call('GET', '/api/admin/server'),
  );

  /** What was touched and is not saved yet. */
  @state() private wish: ServerSettingsUpdateBody = {};
  @state() private busy = false;
  @state() private failure: unknown = null;
  @state() private isOutside = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    paintColour(this.services?.account.server.get()?.colour);
  }

  private change(part: ServerSettingsUpdateBody): void {
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
      this.known.set(await services.call<ServerSettings>('PATCH', '/api/admin/server', this.wish));
      this.wish = {};
      toast(admin().serverSaved);
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

  private renderForm(now: ServerSettings) {
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

  private renderName({ name, fixed }: ServerSettings) {
    const isFixed = fixed.includes('name');
    const hint = isFixed ? serverTexts().fixed : door().serverNameHint;
    return field(
      { id: 'server', label: door().serverName, hint },
      html`<input
        class="input"
        id="server"
        dir="auto"
        placeholder=" "
        autocomplete="off"
        required
        maxlength=${LIMITS.displayName}
        aria-describedby=${describedBy('server')}
        ?disabled=${isFixed}
        .value=${name}
        @input=${(event: InputEvent) => this.change({ name: (event.target as HTMLInputElement).value })}
      />`,
    );
  }

  private renderQuota({ inviteQuota, fixed }: ServerSettings) {
    const isFixed = fixed.includes('inviteQuota');
    const hint = isFixed ? serverTexts().fixed : admin().inviteQuotaHint;
    const error = this.isOutside ? admin().inviteQuotaRange(number(0), number(MOST)) : null;
    return field(
      { id: 'quota', label: admin().inviteQuota, hint, error },
      numberInput(
        {
          ...{ id: 'quota', value: inviteQuota, most: MOST, describedBy: describedBy('quota') },
          ...{ required: true, disabled: isFixed },
          changed: (quota) => quota !== null && this.change({ inviteQuota: quota }),
          judged: (isOutside) => {
            this.isOutside = isOutside;
          },
        },
        'input',
      ),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-server': PaServer;
  }
}
