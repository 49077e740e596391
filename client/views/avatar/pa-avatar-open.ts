import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { avatarWords } from '../../i18n/texts/avatar.ts';
import { PaElement } from '../../ui/element.ts';
import '../../ui/pa-dialog.ts';
import '../pa-avatar.ts';

/** The picture of the one whom a page is about: a press shows it large. */
@customElement('pa-avatar-open')
export class PaAvatarOpen extends PaElement {
  static override styles = css`
    :host {
      display: block;
      inline-size: fit-content;
      text-align: start;
    }

    pa-avatar {
      display: block;
    }

    button {
      display: block;
      padding: 0;
      background: none;
      border: 0;
      border-radius: 36%;
      cursor: zoom-in;
    }

    button:focus-visible {
      outline: 3px solid var(--focus);
      outline-offset: 3px;
    }

    pa-dialog pa-avatar {
      --avatar-size: min(100cqi, 70dvh);
      --avatar-radius: var(--radius-lg);
      margin-inline: auto;
    }

    .frame {
      container-type: inline-size;
    }
  `;

  @state() private isOpen = false;

  @property() identity = '';
  @property() name = '';
  @property() picture: string | null = null;

  private show(isOpen: boolean): void {
    this.isOpen = isOpen;
  }

  override render() {
    const face = html`<pa-avatar
      .identity=${this.identity}
      .name=${this.name}
      .picture=${this.picture}
      large
    ></pa-avatar>`;
    if (!this.picture) return face;
    return html`<button aria-label=${avatarWords().see(this.name)} @click=${() => this.show(true)}>
        ${face}
      </button>
      <pa-dialog
        .open=${this.isOpen}
        .heading=${this.name}
        @pa-close=${(event: Event) => {
          event.stopPropagation();
          this.show(false);
        }}
      >
        ${this.isOpen ? html`<div class="frame">${face}</div>` : nothing}
      </pa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-avatar-open': PaAvatarOpen;
  }
}
