import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { sendingWords } from '../i18n/texts/sending.ts';
import { toast } from '../ui/pa-toast.ts';
import { filesOf, hasFiles } from './composer/offered-files.ts';
import type { OfferedFiles } from './sending/pa-send-files.ts';

type Parts = {
  /** Whether anything can be dropped here now. */
  canDrop(): boolean;
  offerFiles(offered: OfferedFiles): void;
};

/** Files that are dragged over a chat are sent there when they are let go. */
export class DropZone implements ReactiveController {
  /** Entered and left elements of the page: each has its events. */
  private depth = 0;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly parts: Parts,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener('dragenter', this.handleEnter);
    this.host.addEventListener('dragleave', this.handleLeave);
    this.host.addEventListener('drop', this.handleDrop);
  }

  hostDisconnected(): void {
    this.host.removeEventListener('dragenter', this.handleEnter);
    this.host.removeEventListener('dragleave', this.handleLeave);
    this.host.removeEventListener('drop', this.handleDrop);
    this.depth = 0;
  }

  private readonly handleEnter = (event: DragEvent): void => {
    if (!hasFiles(event.dataTransfer) || !this.parts.canDrop()) return;
    this.depth += 1;
    if (this.depth === 1) this.host.requestUpdate();
  };

  private readonly handleLeave = (): void => {
    if (this.depth === 0) return;
    this.depth -= 1;
    if (this.depth === 0) this.host.requestUpdate();
  };

  private readonly handleDrop = (event: DragEvent): void => {
    this.depth = 0;
    this.host.requestUpdate();
    const offered = filesOf(event.dataTransfer);
    if (!offered) return;
    if (this.parts.canDrop()) this.parts.offerFiles(offered);
    else toast(sendingWords().attach.refused);
  };

  render() {
    if (this.depth === 0) return nothing;
    return html`<div class="drop"><p>${sendingWords().attach.drop}</p></div>`;
  }
}
