import { consume } from '@lit/context';
import { css, html, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { LIMITS } from '../../protocol/limits.ts';
import type { Me } from '../../protocol/users.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { authWords } from '../i18n/texts/auth.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import { describedBy, field } from '../ui/field.ts';
import { toast } from '../ui/pa-toast.ts';
import { paths } from '../ui/paths.ts';
import { sectionStyles } from './section.styles.ts';
import '../ui/pa-icon.ts';
import '../views/avatar/pa-avatar-edit.ts';

/** Edits one's name and a few words about oneself. */
@customElement('pa-edit-profile')
export class PaEditProfile extends PaElement {
  static override styles = [
    buttons,
    inputs,
    fields,
    sectionStyles,
    css`
      .face {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        padding-block: var(--space-2);
        --avatar-size: 6rem;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly me = new StoreController(this, () => this.services?.account.me);

  @query('form') private form?: HTMLFormElement;

  /** What is written now; null while nothing was touched, so that the stored values show. */
  @state() private name: string | null = null;
  @state() private about: string | null = null;
  @state() private isBusy = false;
  @state() private failure: unknown = null;

  override updated(changed: PropertyValues): void {
    if (changed.has('failure') && this.failure !== null) {
      this.form?.querySelector<HTMLInputElement>('#name')?.focus();
    }
  }

  private readonly saveAvatar = async (avatar: string | null): Promise<void> => {
    await this.services?.account.updateMe({ avatar });
  };

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.isBusy = true;
    this.failure = null;
    try {
      await this.services?.account.updateMe({
        ...(this.name === null ? {} : { displayName: this.name }),
        ...(this.about === null ? {} : { about: this.about }),
      });
      this.name = null;
      this.about = null;
      toast(settingsWords().saved);
    } catch (error) {
      this.failure = error;
    } finally {
      this.isBusy = false;
    }
  }

  override render() {
    const me = this.me.value;
    if (!me) return null;
    const name = this.name ?? me.displayName;
    const changed = name !== me.displayName || (this.about ?? me.about) !== me.about;
    return html`
      <div class="face">
        <pa-avatar-edit
          .identity=${me.id}
          .name=${name}
          .picture=${me.avatar ?? null}
          .save=${this.saveAvatar}
        ></pa-avatar-edit>
        <a class="button quiet" href=${paths.profile(me.username)}>
          <pa-icon name="qr"></pa-icon>${settingsWords().seeProfile}
        </a>
      </div>
      <form class="card" @submit=${this.handleSubmit}>
        ${this.renderName(name)} ${this.renderAbout(me)}
        <div class="buttons">
          <button class="button primary" ?disabled=${!changed || this.isBusy}>${t().app.save}</button>
        </div>
      </form>
    `;
  }

  private renderName(name: string) {
    const error = this.failure === null ? null : describeProblem(this.failure);
    return field(
      { id: 'name', label: settingsWords().displayName, hint: authWords().displayNameHint, error },
      html`<input
        class="input"
        id="name"
        dir="auto"
        placeholder=" "
        autocomplete="name"
        required
        maxlength=${LIMITS.displayName}
        aria-describedby=${describedBy('name')}
        aria-invalid=${error !== null}
        .value=${name}
        @input=${(event: InputEvent) => {
          this.name = (event.target as HTMLInputElement).value;
        }}
      />`,
    );
  }

  private renderAbout(me: Me) {
    const about = this.about ?? me.about;
    const words = settingsWords();
    const left = LIMITS.about - about.length;
    const hint = left > 40 ? words.aboutHint : words.left(formatNumber(left));
    return field(
      { id: 'about', label: words.about, hint },
      html`<textarea
        class="input"
        id="about"
        dir="auto"
        placeholder=" "
        maxlength=${LIMITS.about}
        aria-describedby=${describedBy('about')}
        .value=${about}
        @input=${(event: InputEvent) => {
          this.about = (event.target as HTMLTextAreaElement).value;
        }}
      ></textarea>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-edit-profile': PaEditProfile;
  }
}
