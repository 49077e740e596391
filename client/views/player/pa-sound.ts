import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FileInfo } from '../../../protocol/files.ts';
import type { Message } from '../../../protocol/messages.ts';
import { kindOfFile } from '../../../protocol/rules/files.ts';
import { type ClientServices, servicesContext } from '../../core/services.ts';
import { formatNumber, formatSize } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { mediaWords } from '../../i18n/texts/media.ts';
import { durationText } from '../../media/duration.ts';
import { PaElement } from '../../ui/element.ts';
import { fileAddress } from '../files/addresses.ts';
import { mediaIcon } from '../files/icons.ts';
import { nextSpeed, nowPlaying, type PlayerState } from './now-playing.ts';
import { PLAYED_SINCE } from './played-since.ts';
import { positionByKey, shareAt } from './seek.ts';
import { soundStyles } from './sound.styles.ts';
import { trackKey, trackOf } from './track.ts';
import { TrackController } from './track-controller.ts';
import { renderWaveform, waveformPath } from './waveform.ts';

type SoundMessage = Pick<Message, 'chatId' | 'seq' | 'senderId' | 'files' | 'createdAt' | 'played'>;

/** A voice message, or an audio file with its name. Time runs from left to right in both languages. */
@customElement('pa-sound')
export class PaSound extends PaElement {
  static override styles = soundStyles;

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly playing = new TrackController(this, (key) => key === this.key);
  private path = '';
  private drawn: string | undefined | null = null;

  @property({ attribute: false }) message: SoundMessage | null = null;
  @property({ attribute: false }) file: FileInfo | null = null;

  private get key(): string {
    const { message, file } = this;
    return message && file ? trackKey(message.chatId, message.seq, file) : '';
  }

  private get isVoice(): boolean {
    return this.file !== null && kindOfFile(this.file) === 'voice';
  }

  private readonly toggle = async (): Promise<void> => {
    const { message, file, services } = this;
    if (!message || !file || !services) return;
    const { usePlayer } = await import('./player.ts');
    usePlayer(services).toggle(trackOf(message, file, services));
  };

  /** Of one that does not play it begins there. */
  private async seek(positionMs: number): Promise<void> {
    if (!this.playing.current) await this.toggle();
    nowPlaying.get()?.seek(positionMs);
  }

  private readonly handleDrag = (event: PointerEvent): void => {
    // Pulling a bubble answers it; here it is the position that is pulled.
    event.stopPropagation();
    const wave = event.currentTarget as HTMLElement;
    if (event.type === 'pointerdown') wave.setPointerCapture(event.pointerId);
    if (!wave.hasPointerCapture(event.pointerId)) return;
    void this.seek(shareAt(event, wave.getBoundingClientRect()) * this.wholeMs);
  };

  private readonly handleKey = (event: KeyboardEvent): void => {
    const at = this.playing.current?.positionMs ?? 0;
    const next = positionByKey(event.key, at, this.wholeMs);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    void this.seek(next);
  };

  private get wholeMs(): number {
    return this.file?.durationMs ?? this.playing.current?.durationMs ?? 0;
  }

  override render() {
    const { file, message } = this;
    if (!file || !message) return nothing;
    const { current } = this.playing;
    return html`<div class="sound" dir=${this.isVoice ? 'ltr' : nothing}>
      ${this.renderButton(current)}
      <div class="beside">
        ${this.isVoice ? nothing : html`<bdi class="name">${file.name}</bdi>`}
        ${this.isVoice || current ? this.renderSlider(current) : nothing}
        <div class="under">
          ${this.renderTime(file, current)}
          ${current && this.isVoice ? this.renderSpeed(current) : nothing}
        </div>
      </div>
      ${this.isVoice ? nothing : this.renderSave(file)}
    </div>`;
  }

  private renderButton(current: PlayerState | null) {
    const words = mediaWords();
    const plays = current?.status === 'playing' || current?.status === 'waiting';
    const failed = current?.status === 'failed';
    return html`<button
      class="round ${current?.status === 'waiting' ? 'waiting' : ''}"
      aria-label=${plays ? words.pause : words.play}
      @click=${this.toggle}
    >
      ${mediaIcon(failed ? 'retry' : plays ? 'pause' : 'play')}
    </button>`;
  }

  private renderSlider(current: PlayerState | null) {
    const { file, wholeMs } = this;
    if (this.drawn !== file?.waveform) this.path = waveformPath(file?.waveform);
    this.drawn = file?.waveform;
    const at = current?.positionMs ?? 0;
    const words = mediaWords();
    return html`<div
      class="wave"
      dir="ltr"
      role="slider"
      tabindex="0"
      aria-label=${words.position}
      aria-valuemin="0"
      aria-valuemax=${Math.round(wholeMs / 1000)}
      aria-valuenow=${Math.round(at / 1000)}
      aria-valuetext=${words.positionOf(durationText(at), durationText(wholeMs))}
      .style=${`--heard: ${wholeMs === 0 ? 0 : Math.min(1, at / wholeMs)}`}
      @pointerdown=${this.handleDrag}
      @pointermove=${this.handleDrag}
      @keydown=${this.handleKey}
    >
      ${renderWaveform(this.path)}
    </div>`;
  }

  private renderTime(file: FileInfo, current: PlayerState | null) {
    if (current?.status === 'failed')
      return html`<span class="failed" role="status" dir="auto">${mediaWords().notPlayed}</span>`;
    const whole = this.wholeMs > 0 ? durationText(this.wholeMs) : '';
    const length = current ? durationText(current.positionMs) : whole;
    return html`${length ? html`<bdi class="time">${length}</bdi>` : nothing}${
      this.isVoice
        ? this.renderDot()
        : html`<bdi class="size" dir="auto">${formatSize(file.size)}</bdi>`
    }`;
  }

  /** On what the person has not heard yet, and on what nobody has heard of theirs. */
  private renderDot() {
    const { message } = this;
    const isWaiting = message?.seq === 0;
    if (!message || isWaiting || message.played || message.createdAt < PLAYED_SINCE) return nothing;
    return html`<span class="dot" role="img" aria-label=${mediaWords().unheard}></span>`;
  }

  private renderSpeed(current: PlayerState) {
    const speed = formatNumber(current.speed);
    return html`<button
      class="speed"
      aria-label=${mediaWords().speed(speed)}
      @click=${() => nowPlaying.get()?.setSpeed(nextSpeed(current.speed))}
    >
      ${speed}×
    </button>`;
  }

  private renderSave(file: FileInfo) {
    return html`<a
      class="save"
      href=${fileAddress(file)}
      download=${file.name}
      aria-label=${mediaWords().saveNamed(file.name || t().messages.attached.audio)}
      >${mediaIcon('download')}</a
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-sound': PaSound;
  }
}
