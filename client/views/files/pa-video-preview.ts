import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { FileInfo } from '../../../protocol/files.ts';
import { PaElement } from '../../ui/element.ts';
import { fileAddress } from './addresses.ts';
import { type Preview, unwatchPreview, watchPreview } from './previews.ts';

/** So much of its beginning is played, again and again. */
const SECONDS = 6;

/** The beginning of a video, without a sound, over its thumb; the bytes and the decoder are given back when it rests. */
@customElement('pa-video-preview')
export class PaVideoPreview extends PaElement implements Preview {
  static override styles = css`
    :host {
      position: absolute;
      inset: 0;
    }

    video {
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
      opacity: 0;
    }

    :host([moving]) video {
      opacity: 1;
      transition: opacity var(--motion) var(--ease);
    }
  `;

  @query('video') private video?: HTMLVideoElement;

  @state() private isWanted = false;

  @property({ attribute: false }) file: FileInfo | null = null;
  /** True while there is something to see. */
  @property({ type: Boolean, reflect: true }) moving = false;

  override connectedCallback(): void {
    super.connectedCallback();
    watchPreview(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    unwatchPreview(this);
    this.rest();
  }

  play(): void {
    this.isWanted = true;
  }

  rest(): void {
    const { video } = this;
    this.isWanted = false;
    this.moving = false;
    if (!video) return;
    video.removeAttribute('src');
    video.load();
  }

  override updated(): void {
    const { video } = this;
    if (!this.isWanted || !video?.paused) return;
    // As an attribute it does not hold for what is made by a template.
    video.muted = true;
    // Refused by a browser that saves power: the thumb stays.
    video.play().catch(() => {});
  }

  private handleTime(): void {
    const { video } = this;
    if (video && video.currentTime >= SECONDS) video.currentTime = 0;
  }

  override render() {
    if (!this.isWanted || !this.file) return nothing;
    return html`<video
      src=${fileAddress(this.file)}
      loop
      playsinline
      disablepictureinpicture
      tabindex="-1"
      aria-hidden="true"
      @playing=${() => {
        this.moving = true;
      }}
      @timeupdate=${this.handleTime}
      @error=${this.rest}
    ></video>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-video-preview': PaVideoPreview;
  }
}
