import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ReadyFile } from '../../core/services.ts';
import { sendingWords } from '../../i18n/texts/sending.ts';
import { attempt } from '../../ui/attempt.ts';
import { PaElement } from '../../ui/element.ts';
import type { PaMenu } from '../../ui/pa-menu.ts';
import type { OfferedFiles, PaSendFiles } from '../sending/pa-send-files.ts';
import '../../ui/pa-menu.ts';

/**
 * No `image/*` and no HEIC: iOS then hands over a JPEG, which all browsers show, and macOS does so too.
 */
const MEDIA = 'image/jpeg,image/png,image/webp,image/gif,video/*';
/** Of the menu, so that it stands above its button. */
const MENU_HEIGHT = 112;

/** What the button of a composer opens: a menu of what to attach, and the dialog before it is sent, once there is something. */
@customElement('pa-attach')
export class PaAttach extends PaElement {
  @query('pa-menu') private readonly menu?: PaMenu;
  @query('pa-send-files') private readonly dialog?: PaSendFiles;

  @state() private offered = false;

  /** What stands in the field: it becomes what is said with the files. */
  @property({ attribute: false }) readCaption: () => string = () => '';
  @property({ attribute: false }) send: (caption: string, albums: ReadyFile[][]) => Promise<void> =
    async () => {};

  openAt({ x, y, width }: DOMRect): void {
    this.menu?.openAt({ x, y: y - MENU_HEIGHT, width });
  }

  /** Shows files before they are sent. */
  async offer(offered: OfferedFiles): Promise<void> {
    await attempt(async () => {
      await import('../sending/pa-send-files.ts');
      this.offered = true;
      await this.updateComplete;
      await this.dialog?.offer(offered, this.readCaption());
    });
  }

  private handlePick({ detail }: CustomEvent<string>): void {
    this.renderRoot.querySelector<HTMLInputElement>(`input.${detail}`)?.click();
  }

  private handleChange(event: Event): void {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file, chosen again, is a change again.
    input.value = '';
    const as = input.matches('.file') ? 'file' : 'picture';
    if (files.length > 0) void this.offer({ files, as });
  }

  override render() {
    const words = sendingWords().attach;
    const renderInput = (kind: 'media' | 'file', accept: string) =>
      html`<input
        type="file"
        class=${kind}
        accept=${accept === '' ? nothing : accept}
        multiple
        hidden
        aria-label=${words[kind]}
        @change=${this.handleChange}
      />`;
    return html`<pa-menu
        bare
        .label=${words.title}
        .items=${[{ id: 'media', label: words.media }, { id: 'file', label: words.file }]}
        @pa-pick=${this.handlePick}
      ></pa-menu>
      ${renderInput('media', MEDIA)} ${renderInput('file', '')}
      ${this.offered ? html`<pa-send-files .send=${this.send}></pa-send-files>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-attach': PaAttach;
  }
}
