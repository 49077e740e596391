import { html, nothing, type ReactiveControllerHost } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import mic from 'lucide-static/icons/mic.svg' with { type: 'text' };
import type { RecordingRow } from '../../core/local-db/recording.ts';
import type { Messenger } from '../../core/services.ts';
import { sendingWords } from '../../i18n/texts/sending.ts';
import { attempt } from '../../ui/attempt.ts';
import type { PaVoice } from '../voice/pa-voice.ts';

type Host = ReactiveControllerHost & HTMLElement & { focus(): void };

type Parts = {
  chatId(): string;
  replyTo(): number | undefined;
  /** It is over; `sent`: the answer is given. */
  handleEnd(sent: boolean): void;
};

/** The microphone of a composer: the button, and the recorder over the field once it has been asked for. */
export class ComposerVoice {
  isOn = false;
  /** The press was a touch: its click is no wish of its own. */
  private touched = false;

  constructor(
    private readonly host: Host,
    private readonly parts: Parts,
  ) {}

  /** What was being spoken when the page ended is offered again. */
  restore(row: RecordingRow): void {
    void this.open((panel) => panel.restore(row));
  }

  /** undefined before the local database is read, too. Its code is loaded where there is something. */
  async findUnfinished(messenger: Messenger, chatId: string): Promise<RecordingRow | undefined> {
    try {
      if (!(await messenger.hasRecording(chatId))) return undefined;
      return await (await messenger.openOutgoing()).findUnfinished(chatId);
    } catch {
      return undefined;
    }
  }

  private async open(run: (panel: PaVoice) => Promise<void>): Promise<void> {
    if (this.isOn) return;
    this.isOn = true;
    const isThere = await attempt(async () => {
      await import('../voice/pa-voice.ts');
      this.host.requestUpdate();
      await this.host.updateComplete;
      const panel = this.host.shadowRoot?.querySelector('pa-voice');
      if (panel) await run(panel);
    });
    if (!isThere) this.isOn = false;
    this.host.requestUpdate();
  }

  private readonly handlePress = (event: PointerEvent): void => {
    event.preventDefault();
    this.touched = event.pointerType === 'touch';
    if (this.touched) void this.open((panel) => panel.begin(event));
  };

  private readonly handleClick = (): void => {
    const { touched } = this;
    this.touched = false;
    if (!touched) void this.open((panel) => panel.begin(null));
  };

  private readonly handleEnd = ({ detail }: HTMLElementEventMap['pa-voice-end']): void => {
    this.isOn = false;
    this.host.requestUpdate();
    this.parts.handleEnd(detail.sent);
  };

  renderButton() {
    const label = sendingWords().attach.record;
    return html`<button
      type="button"
      class="icon-button mic"
      aria-label=${label}
      title=${label}
      @pointerdown=${this.handlePress}
      @click=${this.handleClick}
      @contextmenu=${(event: Event) => event.preventDefault()}
    >
      ${unsafeHTML(mic)}
    </button>`;
  }

  render() {
    if (!this.isOn) return nothing;
    return html`<pa-voice
      .chatId=${this.parts.chatId()}
      .replyTo=${this.parts.replyTo()}
      @pa-voice-end=${this.handleEnd}
    ></pa-voice>`;
  }
}
