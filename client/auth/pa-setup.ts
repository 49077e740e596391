import { consume } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ServerSettings, SetupBody, SetupPreview } from '../../protocol/server-settings.ts';
import { type ClientServices, isApiError, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { door } from '../i18n/texts/doors.ts';
import { choiceStyles } from '../ui/choices.ts';
import { paintColour } from '../ui/colour.ts';
import { PaElement } from '../ui/element.ts';
import { forgetSecret, fragment } from '../ui/fragment.ts';
import { PageStyles } from '../ui/page-styles.ts';
import { paths } from '../ui/paths.ts';
import { type FieldProblem, findProblem, readForm, toFieldProblem } from './form.ts';
import { deadLink, noticeLine, SETUP_COMMAND } from './notices.ts';
import { adminStep, STEPS, serverStep, stepMark, whoStep } from './setup-steps.ts';
import './pa-welcome.ts';
import '../ui/pa-spinner.ts';

/**
 * /setup#…: makes the first administrator, and asks what the server is called and who may register. It stands in the
 * page's own tree, for password managers.
 */
@customElement('pa-setup')
export class PaSetup extends PaElement {
  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly server = new StoreController(this, () => this.services?.account.server);
  private secret = '';
  private hasAsked = false;
  /** The last step that was reached since the page was loaded: the fields beyond it are empty. */
  private furthest = 0;

  @state() private dead: unknown = null;
  @state() private step = 0;
  @state() private settings: ServerSettings | null = null;
  @state() private problem: FieldProblem | null = null;
  @state() private shown = false;
  @state() private isBusy = false;
  @state() private isDone = false;

  constructor() {
    super();
    new PageStyles(this, [choiceStyles]);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.handlePop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.handlePop);
  }

  /** Each step is an entry of the history: Back, and the phone's gesture for it, leads to the step before. */
  private readonly handlePop = ({ state }: PopStateEvent): void => {
    if (this.isDone) forgetSecret();
    else this.step = Math.min(stepOf(state), this.furthest);
  };

  private goToNextStep(): void {
    this.step += 1;
    this.furthest = this.step;
    history.pushState({ ...history.state, step: this.step }, '');
  }

  override willUpdate(): void {
    if (this.hasAsked || !this.services) return;
    this.hasAsked = true;
    this.secret = fragment.text;
    fragment.text = '';
    // The page may have been loaded again at a later step: what was typed is gone, so it begins at the first one.
    history.replaceState({ ...history.state, step: 0 }, '');
    if (this.secret !== '') void this.previewLink(this.services);
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('problem') && this.problem !== null) {
      this.querySelector<HTMLElement>(`[name="${this.problem.field}"]`)?.focus();
    } else if (changed.has('step') && changed.get('step') !== undefined) {
      this.querySelector<HTMLElement>('.title')?.focus();
    } else if (changed.has('settings') && changed.get('settings') === null) {
      this.querySelector<HTMLElement>('[name="displayName"]')?.focus();
    }
  }

  private async previewLink({ call }: ClientServices): Promise<void> {
    try {
      const { server } = await call<SetupPreview>('POST', '/api/setup/look', {
        secret: this.secret,
      });
      const free = !server.fixed.includes('registration');
      this.settings = free ? { ...server, registration: 'invite' } : server;
    } catch (error) {
      this.dead = error;
    }
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const filled = readForm(event.target as HTMLFormElement);
    this.problem = findProblem(filled, true);
    // Every step keeps the first one's fields in the form, so that a password manager sees them whole.
    if (this.problem !== null) this.goToFirstStep();
    else if (this.step < STEPS - 1) this.goToNextStep();
    else await this.finishSetup(filled);
  }

  /** Goes to the first step, and to its entry. */
  private goToFirstStep(): void {
    const { step } = this;
    this.step = 0;
    if (step > 0) history.go(-step);
  }

  private async finishSetup(filled: ReturnType<typeof readForm>): Promise<void> {
    const { services, settings } = this;
    if (this.isBusy || !services || !settings) return;
    this.isBusy = true;
    this.shown = false;
    try {
      const { name, colour, registration } = settings;
      const body: SetupBody = {
        ...filled,
        secret: this.secret,
        server: { name, colour, registration },
      };
      await services.account.setUp(body);
      this.isDone = true;
      this.goToFirstStep();
      void services.account.askServer();
    } catch (error) {
      if (isApiError(error, 'link_invalid')) this.dead = error;
      this.problem = toFieldProblem(error);
      if (this.problem.field !== 'form') this.goToFirstStep();
    } finally {
      this.isBusy = false;
    }
  }

  private errorOf = (name: FieldProblem['field']): string | null =>
    this.problem?.field === name ? describeProblem(this.problem.error) : null;

  private change(part: Partial<ServerSettings>): void {
    if (this.settings === null) return;
    this.settings = { ...this.settings, ...part };
    if (part.colour) paintColour(part.colour);
  }

  override render() {
    if (this.isDone) return html`<pa-welcome></pa-welcome>`;
    if (this.secret === '' || this.dead !== null) return this.renderDead();
    if (this.settings === null) return html`<pa-spinner></pa-spinner>`;
    return this.renderForm(this.settings);
  }

  private renderDead() {
    const words = door();
    const leave = () => this.emit('pa-go', { path: paths.home, replace: true });
    if (this.dead !== null && !isApiError(this.dead, 'link_invalid', 'invalid')) {
      return deadLink({ heading: t().app.brokenTitle, text: describeProblem(this.dead), leave });
    }
    const missing = this.secret === '' && this.server.value?.setup !== false;
    return deadLink({
      heading: missing ? words.setupMissing : words.setupDead,
      text: missing ? words.setupMissingText : words.setupDeadText,
      command: SETUP_COMMAND,
      leave,
    });
  }

  private renderForm(settings: ServerSettings) {
    const words = door();
    const failure = this.errorOf('form');
    const toggle = () => {
      this.shown = !this.shown;
    };
    return html`${stepMark(this.step)}
      <form method="post" novalidate @submit=${this.handleSubmit}>
        <div class="step" ?hidden=${this.step !== 0}>
          ${adminStep({ errorOf: this.errorOf, shown: this.shown, toggle })}
        </div>
        <div class="step" ?hidden=${this.step !== 1}>
          ${serverStep(settings, (part) => this.change(part))}
        </div>
        <div class="step" ?hidden=${this.step !== 2}>
          ${whoStep(settings, (part) => this.change(part))}
        </div>
        ${failure === null ? nothing : noticeLine(failure, true)}
        <div class="pair">
          ${this.step > 0 ? this.renderBack() : nothing}
          <button class="button primary" ?disabled=${this.isBusy}>
            ${this.isBusy ? html`<pa-spinner></pa-spinner>${words.finishing}` : this.step < STEPS - 1 ? words.next : words.finish}
          </button>
        </div>
      </form>`;
  }

  private renderBack() {
    return html`<button
      class="button"
      type="button"
      @click=${() => history.back()}
    >
      ${door().back}
    </button>`;
  }
}

function stepOf(state: unknown): number {
  return (state as { step?: number } | null)?.step ?? 0;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-setup': PaSetup;
  }
}
