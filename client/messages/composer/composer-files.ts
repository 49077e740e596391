import { html, nothing, type ReactiveControllerHost } from 'lit';
import type { ReadyFile } from '../../core/services.ts';
import { sendingWords } from '../../i18n/texts/sending.ts';
import { attempt } from '../../ui/attempt.ts';
import type { OfferedFiles } from '../sending/pa-send-files.ts';
import { takeHanded } from '../sharing/handed-files.ts';
import type { PaAttach } from './pa-attach.ts';

type Parts = {
  /** What stands in the field. */
  readCaption(): string;
  sendFiles(caption: string, albums: ReadyFile[][]): Promise<void>;
};

/** The files of a composer: the button, and what it opens once it has been asked for. */
export class ComposerFiles {
  private loaded = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly parts: Parts,
  ) {}

  /** Shows files before they are sent. */
  offer(offered: OfferedFiles): void {
    void this.open((panel) => panel.offer(offered));
  }

  /** What another app has shared with this chat. */
  offerHanded(chatId: string): void {
    const files = takeHanded(chatId);
    if (files) this.offer({ files });
  }

  private async open(run: (panel: PaAttach) => unknown): Promise<void> {
    await attempt(async () => {
      await import('./pa-attach.ts');
      this.loaded = true;
      this.host.requestUpdate();
      await this.host.updateComplete;
      const panel = this.host.shadowRoot?.querySelector('pa-attach');
      await panel?.updateComplete;
      if (panel) await run(panel);
    });
  }

  private readonly handleClick = ({ currentTarget }: Event): void => {
    const box = (currentTarget as HTMLElement).getBoundingClientRect();
    void this.open((panel) => panel.openAt(box));
  };

  renderButton() {
    const { title } = sendingWords().attach;
    return html`<button
      type="button"
      class="icon-button attach"
      aria-label=${title}
      title=${title}
      aria-haspopup="menu"
      @click=${this.handleClick}
    >
      <pa-icon name="attach"></pa-icon>
    </button>`;
  }

  render() {
    const { readCaption, sendFiles } = this.parts;
    if (!this.loaded) return nothing;
    return html`<pa-attach .readCaption=${readCaption} .send=${sendFiles}></pa-attach>`;
  }
}
