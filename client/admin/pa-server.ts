import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { LIMITS } from '../../protocol/limits.ts';
import type {
  ServerSettings,
  ServerSettingsField,
  ServerSettingsUpdateBody,
} from '../../protocol/server-settings.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
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
import { storageFields } from './storage-fields.ts';

/** The greatest quota that the server takes. */
const MOST = 10_000;

/** Edits what the server is called, its colour, who may register, how many people each may invite, and what files may take. */
@customElement('pa-server')
export class PaServer extends PaElement {
  static override styles = [buttons, inputs, fields, choiceStyles, adminStyles];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly known = new Loaded<ServerSettings>(this, () =>
    this.services?.call('GET', '/api/admin/server'),
  );

  /** Fields that were touched and are not saved yet. */
  @state() private edited: ServerSettingsUpdateBody = {};
  @state() private isBusy = false;
  @state() private failure: unknown = null;
  /** Fields in which something else than a number of their range stands. */
  @state() private outside: ReadonlySet<ServerSettingsField> = new Set();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    paintColour(this.services?.account.server.get()?.colour);
  }

  private change(part: ServerSettingsUpdateBody): void {
    this.edited = { ...this.edited, ...part };
    if (part.colour) paintColour(part.colour);
  }

  private setOutside(name: ServerSettingsField, isOutside: boolean): void {
    if (isOutside === this.outside.has(name)) return;
    const others = [...this.outside].filter((one) => one !== name);
    this.outside = new Set(isOutside ? [...others, name] : others);
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { services } = this;
    if (this.isBusy || !services) return;
    this.isBusy = true;
    this.failure = null;
    try {
      this.known.set(
        await services.call<ServerSettings>('PATCH', '/api/admin/server', this.edited),
      );
      this.edited = {};
      toast(admin().serverSaved);
      await services.account.askServer();
    } catch (error) {
      this.failure = error;
    } finally {
      this.isBusy = false;
    }
  }

  override render() {
    return this.known.render((known) => this.renderForm({ ...known, ...this.edited }));
  }

  private renderForm(now: ServerSettings) {
    const isChanged = Object.keys(this.edited).length > 0;
    return html`<form class="card" @submit=${this.handleSubmit}>
      ${this.renderName(now)} ${colourChoice(now, (colour) => this.change({ colour }))}
      ${modeChoice(now, (registration) => this.change({ registration }))} ${this.renderQuota(now)}
      ${storageFields(now, {
        outside: this.outside,
        change: (part) => this.change(part),
        setOutside: (name, isOutside) => this.setOutside(name, isOutside),
      })}
      ${this.failure === null ? nothing : html`<p class="wrong" role="alert">${describeProblem(this.failure)}</p>`}
      <div class="buttons">
        <button class="button primary" ?disabled=${!isChanged || this.isBusy}>${t().app.save}</button>
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
    const error = this.outside.has('inviteQuota')
      ? admin().numberRange(formatNumber(0), formatNumber(MOST))
      : null;
    return field(
      { id: 'quota', label: admin().inviteQuota, hint, error },
      numberInput(
        {
          ...{ id: 'quota', value: inviteQuota, most: MOST, describedBy: describedBy('quota') },
          ...{ required: true, disabled: isFixed },
          onChange: (quota) => quota !== null && this.change({ inviteQuota: quota }),
          onValidity: (isOutside) => this.setOutside('inviteQuota', isOutside),
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
