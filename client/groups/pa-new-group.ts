import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { LIMITS } from '../../protocol/limits.ts';
import type { User } from '../../protocol/users.ts';
import { isVisibleName } from '../../protocol/visible.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { buttons, inputs } from '../styles/controls.ts';
import { bars, screenHost } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { paths } from '../ui/paths.ts';
import '../views/pa-avatar.ts';
import '../ui/pa-icon.ts';
import './pa-people-picker.ts';

/** Makes a group: its title, its people, and then it opens. Events: `pa-back`, `pa-go`. */
@customElement('pa-new-group')
export class PaNewGroup extends PaElement {
  static override styles = [
    buttons,
    inputs,
    bars,
    screenHost,
    css`
      :host {
        background: var(--surface);
      }

      .title {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-3);
        --avatar-size: 2.75rem;
      }

      pa-people-picker {
        flex: 1;
      }

      .foot {
        flex: none;
        padding: var(--space-2) var(--space-3) calc(var(--space-3) + env(safe-area-inset-bottom));
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  @state() private titled = '';
  @state() private chosen: User[] = [];
  @state() private isBusy = false;

  private async create(): Promise<void> {
    const title = this.titled.trim();
    if (!isVisibleName(title) || this.isBusy) return;
    this.isBusy = true;
    await attempt(async () => {
      const ids = this.chosen.map(({ id }) => id);
      const id = await this.services?.messenger.groups.create(title, ids);
      if (id) this.emit('pa-go', { path: paths.chat(id), replace: true });
    });
    this.isBusy = false;
  }

  override render() {
    const words = groupWords();
    return html`<header class="bar">
        <button class="icon-button" aria-label=${t().app.back} @click=${() => this.emit('pa-back')}>
          <pa-icon name="back"></pa-icon>
        </button>
        <h1>${words.newGroup}</h1>
      </header>
      <div class="title">
        <pa-avatar identity="new" .name=${this.titled}></pa-avatar>
        <input
          class="input"
          dir="auto"
          maxlength=${LIMITS.groupTitle}
          autocomplete="off"
          aria-label=${words.titleField}
          placeholder=${words.titleField}
          @input=${(event: Event) => {
            this.titled = (event.target as HTMLInputElement).value;
          }}
        />
      </div>
      <pa-people-picker
        .chosen=${this.chosen}
        @pa-people=${(event: CustomEvent<User[]>) => {
          this.chosen = event.detail;
        }}
      ></pa-people-picker>
      <div class="foot">
        <button
          class="button primary wide"
          ?disabled=${this.isBusy || !isVisibleName(this.titled)}
          @click=${this.create}
        >
          ${words.create}
        </button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-new-group': PaNewGroup;
  }
}
