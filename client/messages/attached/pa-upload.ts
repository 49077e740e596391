import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type ClientServices, servicesContext, type TimelineMessage } from '../../core/services.ts';
import { StoreController } from '../../core/store.ts';
import { formatPercent, formatSize } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { sendingWords } from '../../i18n/texts/sending.ts';
import { attempt } from '../../ui/attempt.ts';
import { PaElement } from '../../ui/element.ts';
import { sendingIcon } from '../sending/icons.ts';

/** How far the files of a message are, with ways to stop them: as a line, or `over` its pictures. Events: `pa-act` when it is to be taken back. */
@customElement('pa-upload')
export class PaUpload extends PaElement {
  static override styles = css`
    :host {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      min-inline-size: 13rem;
      padding-block: var(--space-1);
      color: var(--meta, var(--text-soft));
      font-size: var(--text-sm);
      line-height: 1.5;
    }

    .ring {
      flex: none;
      inline-size: 1.5rem;
      block-size: 1.5rem;
      background: conic-gradient(
        var(--accent) calc(var(--share) * 1turn),
        color-mix(in srgb, var(--text) 18%, transparent) 0
      );
      border-radius: var(--radius-full);
      mask: radial-gradient(closest-side, transparent calc(100% - 4px), #000 calc(100% - 3.5px));
    }

    :host([over]) {
      position: absolute;
      inset: 0;
      z-index: 1;
      display: grid;
      place-items: center;
      min-inline-size: 0;
      padding: 0;
      color: #fff;
      pointer-events: none;
    }

    :host([over]) > * {
      grid-area: 1 / 1;
    }

    :host([over]) .ring {
      inline-size: 3.25rem;
      block-size: 3.25rem;
      background: conic-gradient(#fff calc(var(--share) * 1turn), rgb(255 255 255 / 30%) 0);
    }

    :host([over]) .said {
      place-self: start;
      max-inline-size: calc(100% - 3.25rem);
      margin: 0.375rem;
      padding-inline: 0.5rem;
      font-size: 0.6875rem;
      line-height: 1.25rem;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      background: rgb(0 0 0 / 55%);
      border-radius: 0.625rem;
    }

    :host([over]) button {
      color: #fff;
      background: rgb(0 0 0 / 55%);
      pointer-events: auto;
    }

    /* It fills the ring. */
    :host([over]) .stop {
      inline-size: 3.25rem;
      block-size: 3.25rem;
    }

    :host([over]) .cancel {
      place-self: start end;
      margin: 0.25rem;
    }

    .said {
      flex: 1;
      min-inline-size: 0;
    }

    button {
      flex: none;
      display: grid;
      place-content: center;
      inline-size: 2.25rem;
      block-size: 2.25rem;
      padding: 0;
      color: var(--accent-strong);
      background: none;
      border: 0;
      border-radius: var(--radius-full);
    }

    button:focus-visible {
      outline: 3px solid var(--focus);
    }

    svg {
      inline-size: 1.25rem;
      block-size: 1.25rem;
    }
  `;

  @consume({ context: servicesContext, subscribe: true })
  private readonly services?: ClientServices;
  private readonly uploads = new StoreController(this, () => this.services?.messenger.uploads);

  /** How far it had come when it was paused: nobody reports it then. */
  private reached = { clientId: '', share: 0 };

  @property({ type: Boolean }) over = false;
  @property({ attribute: false }) message: TimelineMessage | null = null;

  private setPaused(on: boolean): void {
    const { message } = this;
    if (message)
      void attempt(async () =>
        (await this.services?.messenger.openOutgoing())?.setPaused(message.clientId, on),
      );
  }

  private cancel(): void {
    const { message } = this;
    if (message) this.emit('pa-act', { act: 'drop', messages: [message] });
  }

  override render() {
    const { message } = this;
    if (message?.state !== 'queued') return nothing;
    const words = sendingWords();
    const upload = this.uploads.value?.get(message.clientId);
    const { clientId, paused = false } = message;
    const share = upload?.share ?? (this.reached.clientId === clientId ? this.reached.share : 0);
    this.reached = { clientId, share };
    return html`<span
        class="ring"
        role="progressbar"
        aria-label=${words.uploading(formatPercent(share), formatSize(bytesOf(message)))}
        aria-valuenow=${Math.round(share * 100)}
        .style=${`--share: ${share}`}
      ></span>
      <span class="said">${this.renderStatus(message, share)}</span>
      ${
        paused
          ? this.renderButton('play', words.resume, 'stop', () => this.setPaused(false))
          : this.renderButton('pause', words.pause, 'stop', () => this.setPaused(true))
      }
      ${this.renderButton('close', words.cancel, 'cancel', () => this.cancel())}`;
  }

  private renderStatus(message: TimelineMessage, share: number) {
    const words = sendingWords();
    if (message.paused) return words.paused;
    const error = this.uploads.value?.get(message.clientId)?.error;
    if (error === 'offline' || error === 'timeout') return words.waiting;
    if (error) return t().errors[error];
    return this.over
      ? formatPercent(share)
      : words.uploading(formatPercent(share), formatSize(bytesOf(message)));
  }

  private renderButton(
    icon: Parameters<typeof sendingIcon>[0],
    label: string,
    part: 'stop' | 'cancel',
    run: () => void,
  ) {
    return html`<button class=${part} aria-label=${label} title=${label} @click=${run}>${sendingIcon(icon)}</button>`;
  }
}

function bytesOf({ files = [] }: TimelineMessage): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-upload': PaUpload;
  }
}
