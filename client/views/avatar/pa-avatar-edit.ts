import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type ClientServices, servicesContext } from '../../core/services.ts';
import { avatarWords } from '../../i18n/texts/avatar.ts';
import { buttons } from '../../styles/controls.ts';
import { attempt } from '../../ui/attempt.ts';
import { PaElement } from '../../ui/element.ts';
import '../../ui/pa-ask.ts';
import './pa-avatar-open.ts';

/** Shows the picture of a person or a group to whoever may change it. `save` gives it another one, or none. */
@customElement('pa-avatar-edit')
export class PaAvatarEdit extends PaElement {
  static override styles = [
    buttons,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
      }

      .acts {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-1);
      }

      .acts .button {
        padding-inline: var(--space-3);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  @query('input') private readonly input?: HTMLInputElement;

  @state() private file: File | null = null;
  @state() private isAsking = false;
  @state() private isBusy = false;

  @property() identity = '';
  @property() name = '';
  @property() picture: string | null = null;
  @property({ attribute: false }) save: (picture: string | null) => Promise<unknown> =
    async () => {};

  private async handleChange(): Promise<void> {
    const { input } = this;
    const file = input?.files?.[0];
    if (!input || !file) return;
    await import('./pa-crop-square.ts');
    this.file = file;
    // The same file, chosen again, is a change again.
    input.value = '';
  }

  private async handleCropped({ detail }: CustomEvent<Blob>): Promise<void> {
    await this.change(async () => {
      const files = await this.services?.files();
      if (files) await this.save(await files.makeAvatar(detail));
    });
  }

  private async handleRemove(): Promise<void> {
    this.isAsking = false;
    await this.change(() => this.save(null));
  }

  /** What did not work leaves the cut as it was, to be tried again. */
  private async change(work: () => Promise<unknown>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    if (await attempt(work)) this.file = null;
    this.isBusy = false;
  }

  override render() {
    const words = avatarWords();
    const { identity, name, picture, isBusy } = this;
    return html`<pa-avatar-open .identity=${identity} .name=${name} .picture=${picture}></pa-avatar-open>
      <div class="acts">
        <button class="button quiet choose" ?disabled=${isBusy} @click=${() => this.input?.click()}>
          ${picture ? words.change : words.choose}
        </button>
        ${
          picture
            ? html`<button
                class="button quiet remove"
                ?disabled=${isBusy}
                @click=${() => {
                  this.isAsking = true;
                }}
              >
                ${words.remove}
              </button>`
            : nothing
        }
      </div>
      <input
        type="file"
        accept="image/*"
        hidden
        aria-label=${words.choose}
        @change=${this.handleChange}
      />
      ${
        this.file
          ? html`<pa-crop-square
              .file=${this.file}
              .busy=${isBusy}
              @pa-cropped=${this.handleCropped}
              @pa-close=${(event: Event) => {
                event.stopPropagation();
                this.file = null;
              }}
            ></pa-crop-square>`
          : nothing
      }
      <pa-ask
        .question=${this.isAsking ? { heading: words.removeAsk, label: words.remove } : null}
        @pa-confirm=${this.handleRemove}
        @pa-close=${(event: Event) => {
          event.stopPropagation();
          this.isAsking = false;
        }}
      ></pa-ask>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-avatar-edit': PaAvatarEdit;
  }
}
