import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { serverTexts } from '../i18n/texts/server.ts';
import { buttons } from '../styles/controls.ts';
import { copyText } from './copy.ts';
import { PaElement } from './element.ts';
import { toast } from './pa-toast.ts';
import './pa-icon.ts';

/** A link to hand on: its text, a QR code (`code` shows it at once), copy and share. */
@customElement('pa-link-card')
export class PaLinkCard extends PaElement {
  static override styles = [
    buttons,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        min-inline-size: 0;
      }

      .link {
        padding: var(--space-2) var(--space-3);
        font-size: var(--text-sm);
        overflow-wrap: anywhere;
        background: var(--surface-sunken);
        border-radius: var(--radius-md);
        user-select: all;
      }

      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }

      .acts .button {
        flex: 1 0 auto;
        padding-inline: var(--space-3);
        white-space: nowrap;
        --icon-size: 1.25rem;
      }
    `,
  ];

  @state() private ready = false;

  @property() link = '';
  /** Names the link for the share sheet, and for a person who cannot see the code. */
  @property() heading = '';
  @property({ type: Boolean }) code = false;

  override willUpdate(): void {
    if (this.code && !this.ready) void this.load();
  }

  private async load(): Promise<void> {
    await import('./pa-qr.ts');
    this.ready = true;
  }

  private async copy(): Promise<void> {
    if (await copyText(this.link)) toast(serverTexts().linkCopied);
  }

  private async share(): Promise<void> {
    // The call rejects when the person closes the sheet: nothing to say then.
    await navigator.share({ title: this.heading, url: this.link }).catch(() => undefined);
  }

  override render() {
    const words = serverTexts();
    const label = words.linkOf(this.heading);
    return html`
      ${this.code && this.ready ? html`<pa-qr .text=${this.link} .label=${label}></pa-qr>` : nothing}
      <bdi class="link" dir="ltr">${this.link}</bdi>
      <div class="acts">
        <button class="button" @click=${this.copy}>
          <pa-icon name="copy"></pa-icon>${words.copyLink}
        </button>
        ${
          'share' in navigator
            ? html`<button class="button" @click=${this.share}>
                <pa-icon name="share"></pa-icon>${words.share}
              </button>`
            : nothing
        }
        ${this.code ? nothing : this.renderCodeButton()}
      </div>
    `;
  }

  private renderCodeButton() {
    return html`<button
      class="button"
      @click=${() => {
        this.code = true;
      }}
    >
      <pa-icon name="qr"></pa-icon>${serverTexts().qr}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-link-card': PaLinkCard;
  }
}
