import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RecordingRow } from '../../core/local-db/recording.ts';
import { type ClientServices, type SpokenMessage, servicesContext } from '../../core/services.ts';
import { StoreController } from '../../core/store.ts';
import { describeProblem } from '../../i18n/problem.ts';
import { voiceWords } from '../../i18n/texts/voice.ts';
import { durationText } from '../../media/duration.ts';
import { MicrophoneError } from '../../media/voice/microphone.ts';
import { barsOf, decodeWaveform } from '../../media/waveform.ts';
import { buttons } from '../../styles/controls.ts';
import { PaElement } from '../../ui/element.ts';
import { toast } from '../../ui/pa-toast.ts';
import { Listening } from './listening.ts';
import { Recording, SHORTEST_MS } from './recording.ts';
import { followFinger } from './slide.ts';
import { voiceStyles } from './voice.styles.ts';
import { voiceIcon } from './voice-icons.ts';
import '../../ui/pa-icon.ts';

/** Bars that are drawn, and the levels of the last seconds that they show while one speaks. */
const BARS = 28;

/** What was spoken, and waits to be heard or sent. */
type Review = SpokenMessage & { row: RecordingRow };

/**
 * A voice message while it is spoken, over the composer. Events: `pa-voice-end` when it is sent, thrown away, or could not
 * begin.
 */
@customElement('pa-voice')
export class PaVoice extends PaElement {
  static override styles = [buttons, voiceStyles];

  private readonly listening = new Listening(this);
  private readonly progress = new StoreController(this, () => this.recording?.recorder.progress);
  private stopFollowing = () => {};
  /** What the finger did before the microphone was there. */
  private early: 'cancel' | 'lift' | null = null;
  private over = false;

  @consume({ context: servicesContext })
  private readonly services?: ClientServices;

  @state() private recording: Recording | null = null;
  @state() private review: Review | null = null;
  @state() private cancelled = 0;

  @property() chatId = '';
  @property({ attribute: false }) replyTo: number | undefined;
  /** A finger holds the button. */
  @property({ type: Boolean, reflect: true }) held = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopFollowing();
    // One has gone elsewhere: what was spoken is there when one returns.
    void this.recording?.finish();
    this.recording = null;
  }

  /** Begins; `finger`: of the touch that holds the button. */
  async begin(finger: PointerEvent | null): Promise<void> {
    const { services, chatId } = this;
    if (!services) return;
    if (finger) this.followTouch(finger);
    try {
      const recording = await Recording.start(services.messenger, chatId);
      if (!this.isConnected) return await recording.cancel();
      this.recording = recording;
      if (this.early) void (this.early === 'lift' ? this.handleLift() : this.cancel());
      else if (!finger) this.focusSend();
    } catch (error) {
      toast(
        error instanceof MicrophoneError
          ? voiceWords().problem[error.code]
          : describeProblem(error),
      );
      this.endVoice();
    }
  }

  /** Offers what an earlier page has left. */
  async restore(row: RecordingRow): Promise<void> {
    const recordings = await this.services?.messenger.openOutgoing();
    const blob = await recordings?.readRecording(row);
    if (!blob) return this.endVoice();
    const { durationMs, waveform } = row;
    this.review = { row, blob, durationMs, waveform };
  }

  private followTouch(finger: PointerEvent): void {
    this.held = true;
    this.stopFollowing = followFinger(finger, {
      handleMove: (share) => {
        this.cancelled = share;
      },
      cancel: () => void this.cancel(),
      lock: () => {
        this.held = false;
        this.cancelled = 0;
      },
      lift: () => void this.handleLift(),
    });
  }

  private async handleLift(): Promise<void> {
    this.held = false;
    if (!this.recording) {
      this.early = 'lift';
      return;
    }
    if ((this.progress.value?.durationMs ?? 0) >= SHORTEST_MS) return await this.send();
    toast(voiceWords().tooShort);
    await this.cancel();
  }

  private async cancel(): Promise<void> {
    this.held = false;
    if (!this.recording && !this.review) {
      this.early = 'cancel';
      return;
    }
    const { recording, review } = this;
    this.recording = null;
    this.review = null;
    this.listening.stop();
    this.endVoice();
    if (recording) await recording.cancel();
    else if (review)
      await (await this.services?.messenger.openOutgoing())?.removeRecording(review.row);
  }

  private async finish(): Promise<void> {
    const { recording } = this;
    if (!recording) return;
    const spoken = await recording.finish();
    this.recording = null;
    this.review = { ...spoken, row: recording.row };
    this.focusSend();
  }

  private async send(): Promise<void> {
    if (this.over) return;
    if (this.recording) await this.finish();
    const { review, services } = this;
    if (!review || !services) return;
    this.listening.stop();
    try {
      const { row, ...spoken } = review;
      await (await services.messenger.openOutgoing()).sendSpoken(row, spoken, this.replyTo);
      this.review = null;
      this.emit('pa-sent', { chatId: this.chatId });
      this.endVoice(true);
    } catch (error) {
      toast(describeProblem(error));
    }
  }

  private endVoice(sent = false): void {
    if (this.over) return;
    this.over = true;
    this.stopFollowing();
    this.emit('pa-voice-end', { sent });
  }

  private focusSend(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('.send')?.focus({ preventScroll: true }),
    );
  }

  private togglePause(): void {
    const recorder = this.recording?.recorder;
    if (recorder?.progress.get().state === 'paused') recorder.resume();
    else recorder?.pause();
  }

  private async toggleListening(): Promise<void> {
    if (this.listening.isOn) this.listening.stop();
    else if (this.review) await this.listening.start(this.review.blob);
  }

  override render() {
    if (this.review) return this.renderReview(this.review);
    const { state = 'recording', durationMs = 0 } = this.progress.value ?? {};
    const words = voiceWords();
    const levels = this.recording?.recorder.levels.slice(-2 * BARS) ?? [];
    return html`${this.held ? nothing : this.renderRemove()}
      <span class=${state === 'paused' ? 'dot still' : 'dot'}></span>
      <span class="time" role="timer" aria-label=${words.title}>${durationText(durationMs)}</span>
      ${renderWave(levels.length === 0 ? Array(BARS).fill(0) : barsOf(levels, BARS), 1)}
      ${this.held ? this.renderHeld() : this.renderLocked(state === 'paused')}`;
  }

  private renderHeld() {
    const words = voiceWords();
    return html`<span class="hint" .style=${`--cancelled: ${this.cancelled}`}
        >‹ ${words.slideToCancel}</span
      >
      <span class="held-button">${voiceIcon('mic')}</span>
      <span class="lock" title=${words.slideToLock}>${voiceIcon('lock')}</span>`;
  }

  private renderLocked(paused: boolean) {
    const words = voiceWords();
    const label = paused ? words.resume : words.pause;
    return html`${this.renderButton('pause', label, paused ? 'mic' : 'pause', () => this.togglePause())}
      ${this.renderButton('finish', words.finish, 'stop', () => void this.finish())} ${this.renderSend()}`;
  }

  private renderReview({ durationMs, waveform }: Review) {
    const words = voiceWords();
    const { isOn } = this.listening;
    const bars = barsOf(decodeWaveform(waveform), BARS);
    return html`${this.renderRemove()}
      ${this.renderButton(
        'listen',
        isOn ? words.stopListening : words.listen,
        isOn ? 'pause' : 'play',
        () => void this.toggleListening(),
      )}
      ${renderWave(bars, isOn ? this.listening.shareOf(durationMs) : 1)}
      <span class="time">${durationText(durationMs)}</span>
      ${this.renderSend()}`;
  }

  private renderRemove() {
    const label = voiceWords().remove;
    return html`<button
      type="button"
      class="icon-button remove"
      aria-label=${label}
      title=${label}
      @click=${() => void this.cancel()}
    >
      <pa-icon name="trash"></pa-icon>
    </button>`;
  }

  private renderSend() {
    return html`<button
      type="button"
      class="icon-button send"
      aria-label=${voiceWords().send}
      @click=${() => void this.send()}
    >
      <pa-icon name="send"></pa-icon>
    </button>`;
  }

  private renderButton(
    name: string,
    label: string,
    icon: Parameters<typeof voiceIcon>[0],
    run: () => void,
  ) {
    return html`<button type="button" class="icon-button ${name}" aria-label=${label} title=${label} @click=${run}>
      ${voiceIcon(icon)}
    </button>`;
  }
}

/** `heard`: the share that is drawn full. */
function renderWave(bars: readonly number[], heard: number) {
  return html`<span class="wave" aria-hidden="true"
    >${bars.map(
      (level, i) =>
        html`<i class=${i / bars.length > heard ? 'ahead' : ''} .style=${`--level: ${level}`}></i>`,
    )}</span
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-voice': PaVoice;
  }
  interface HTMLElementEventMap {
    'pa-voice-end': CustomEvent<{ sent: boolean }>;
  }
}
