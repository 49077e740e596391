import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { LIMITS } from '../../protocol/limits.ts';
import { type ChatRow, type ClientServices, servicesContext } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { buttons, fields, inputs } from '../styles/controls.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { field } from '../ui/field.ts';
import '../ui/pa-dialog.ts';

/** Edits title and about of a group. Says `pa-close`. */
@customElement('pa-group-edit')
export class PaGroupEdit extends PaElement {
  static override styles = [
    buttons,
    inputs,
    fields,
    css`
      form {
        display: grid;
        gap: var(--space-2);
        text-align: start;
      }

      textarea {
        min-block-size: 6rem;
        resize: none;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  @query('#title') private named?: HTMLInputElement;
  @query('#about') private about?: HTMLTextAreaElement;

  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) row: ChatRow | null = null;

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const chat = this.row?.chat;
    const title = this.named?.value.trim() ?? '';
    if (!chat || title === '') return;
    // Only what was changed is sent: the other field may hold an admin's newer words.
    const about = this.about?.value.trim() ?? '';
    const change = {
      chatId: chat.id,
      ...(title === chat.title ? {} : { title }),
      ...(about === chat.about ? {} : { about }),
    };
    const messenger = this.services?.messenger;
    if (await attempt(() => messenger?.askForChat('chat.update', change))) this.emit('pa-close');
  }

  override render() {
    const words = groupWords();
    const chat = this.row?.chat;
    return html`<pa-dialog .open=${this.open} .heading=${words.edit}>
      ${
        this.open
          ? html`<form id="form" @submit=${this.save}>
              ${field(
                { id: 'title', label: words.titleField },
                html`<input
                  id="title"
                  class="input"
                  dir="auto"
                  placeholder=" "
                  required
                  maxlength=${LIMITS.groupTitle}
                  autocomplete="off"
                  .value=${chat?.title ?? ''}
                />`,
              )}
              ${field(
                { id: 'about', label: words.aboutField },
                html`<textarea
                  id="about"
                  class="input"
                  dir="auto"
                  placeholder=" "
                  maxlength=${LIMITS.about}
                  .value=${chat?.about ?? ''}
                ></textarea>`,
              )}
              <button class="button primary wide">${t().app.save}</button>
            </form>`
          : null
      }
    </pa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-group-edit': PaGroupEdit;
  }
}
