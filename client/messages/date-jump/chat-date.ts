import { html, nothing, type ReactiveControllerHost } from 'lit';
import type { Timeline } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { toast } from '../../ui/pa-toast.ts';

type Parts = { timeline(): Timeline | null; since(): number };

/** Goes to a date of one chat: its dialog, loaded when it is asked for, and the jump. */
export class ChatDate {
  private isOpen = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly parts: Parts,
  ) {}

  async open(): Promise<void> {
    await import('./pa-date-jump.ts');
    this.setOpen(true);
  }

  readonly close = (): void => this.setOpen(false);

  private setOpen(on: boolean): void {
    this.isOpen = on;
    this.host.requestUpdate();
  }

  private readonly handleDate = async ({ detail }: CustomEvent<{ at: number }>): Promise<void> => {
    this.close();
    await this.parts
      .timeline()
      ?.jumpToDate(detail.at)
      .catch(() => toast(t().messages.jumpFailed));
  };

  render() {
    if (!this.isOpen) return nothing;
    return html`<pa-date-jump
      .since=${this.parts.since()}
      @pa-date=${this.handleDate}
      @pa-close=${this.close}
    ></pa-date-jump>`;
  }
}
