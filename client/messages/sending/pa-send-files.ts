import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { StorageReply } from '../../../protocol/files.ts';
import { LIMITS } from '../../../protocol/limits.ts';
import { type ClientServices, type ReadyFile, servicesContext } from '../../core/services.ts';
import { formatNumber } from '../../i18n/format.ts';
import { sendingWords } from '../../i18n/texts/sending.ts';
import { buttons, inputs } from '../../styles/controls.ts';
import { hidden } from '../../styles/shared.ts';
import { attempt } from '../../ui/attempt.ts';
import { PaElement } from '../../ui/element.ts';
import { interpretKey, toKeyContext } from '../composer/composer-keys.ts';
import { checkFiles, readLimits } from './check-files.ts';
import { categoryOf, type SendAs } from './prepare-file.ts';
import { sendFilesStyles } from './send-files.styles.ts';
import { renderItem } from './send-item.ts';
import { isMedia, type SendItem, SendList } from './send-list.ts';
import '../../ui/pa-dialog.ts';
import '../../ui/pa-spinner.ts';
// What the messages will need: drawn late, they would grow after the timeline has gone to its end.
import '../attached/pa-attached.ts';
import '../attached/pa-upload.ts';

const FINE = matchMedia('(hover: hover) and (pointer: fine)');

/** What was pasted, dropped or chosen. `folders`: how many of them are none. `as`: how it is meant at first. */
export type OfferedFiles = { files: File[]; folders?: number; as?: SendAs };

/**
 * Files before they are sent: their order, how they are sent, and what is said with them. `send` gets them as messages and
 * resolves when these are stored.
 */
@customElement('pa-send-files')
export class PaSendFiles extends PaElement {
  static override styles = [buttons, hidden, inputs, sendFilesStyles];

  private readonly list = new SendList(this);
  private limits: Promise<StorageReply | undefined> | undefined;

  @consume({ context: servicesContext })
  private readonly services?: ClientServices;

  @query('textarea') private readonly field?: HTMLTextAreaElement;
  @query('input[type=file]') private readonly more?: HTMLInputElement;

  @state() private isOpen = false;
  @state() private sending = false;
  @state() private caption = '';
  @state() private refused: string[] = [];
  /** The one that is cut and covered now. */
  @state() private edited: SendItem | null = null;

  @property({ attribute: false }) send: (caption: string, albums: ReadyFile[][]) => Promise<void> =
    async () => {};

  /** Adds to what is shown already. `caption`: what stands in the composer. */
  async offer(
    { files, folders = 0, as = 'picture' }: OfferedFiles,
    caption: string,
  ): Promise<void> {
    const { services } = this;
    if (!services || this.sending) return;
    this.limits ??= readLimits(services.call);
    if (!this.isOpen) {
      this.list.clear();
      this.list.as = as;
      this.caption = caption;
      this.refused = [];
    }
    const { good, refused } = await checkFiles(files, await this.limits, this.list.bytes);
    this.refused = [...(folders > 0 ? [sendingWords().folder] : []), ...refused];
    this.list.add(good);
    this.isOpen = true;
    await this.updateComplete;
    if (FINE.matches) this.field?.focus();
  }

  private close(): void {
    this.isOpen = false;
    this.edited = null;
    this.limits = undefined;
    this.list.clear();
  }

  private async submit(): Promise<void> {
    if (!this.canSend) return;
    this.sending = true;
    await attempt(async () => {
      await this.list.settled();
      if (!this.isOpen || this.list.items.some(({ failed }) => failed)) return;
      await this.send(this.caption, this.list.toAlbums());
      this.close();
    });
    this.sending = false;
  }

  private get canSend(): boolean {
    const { items } = this.list;
    const isReady = items.length > 0 && !items.some(({ failed }) => failed);
    return isReady && !this.sending && this.over <= 0;
  }

  private async openEditor(item: SendItem): Promise<void> {
    await attempt(async () => {
      await import('./editing/pa-edit-picture.ts');
      this.edited = item;
    });
  }

  private get over(): number {
    return this.caption.trim().length - LIMITS.text;
  }

  private handleKey(event: KeyboardEvent): void {
    if (interpretKey(event, toKeyContext(this.field, FINE.matches)) !== 'send') return;
    event.preventDefault();
    void this.submit();
  }

  private handleMore(): void {
    const files = [...(this.more?.files ?? [])];
    if (this.more) this.more.value = '';
    if (files.length > 0) void this.offer({ files }, this.caption);
  }

  override render() {
    if (!this.isOpen) return nothing;
    const words = sendingWords();
    const { items } = this.list;
    return html`<pa-dialog
      open
      .heading=${words.title(items.length, formatNumber(items.length))}
      @pa-close=${() => this.close()}
    >
      <ul>
        ${repeat(
          items,
          ({ key }) => key,
          (item, i) =>
            renderItem(item, this.list, {
              ...{ first: i === 0, last: i === items.length - 1 },
              edit: (one) => void this.openEditor(one),
            }),
        )}
      </ul>
      ${items.some(({ file }) => isMedia(file)) ? this.renderChoice() : nothing}
      <textarea
        class="input"
        rows="1"
        data-first
        dir=${this.caption === '' ? nothing : 'auto'}
        aria-label=${words.caption}
        placeholder=${words.caption}
        .value=${this.caption}
        @input=${(event: Event) => {
          this.caption = (event.target as HTMLTextAreaElement).value;
        }}
        @keydown=${this.handleKey}
      ></textarea>
      <div role="status">
        ${this.complaints.map((sentence) => html`<p class="said refused">${sentence}</p>`)}
        ${this.remarks.map((sentence) => html`<p class="said">${sentence}</p>`)}
      </div>
      <input type="file" multiple hidden @change=${this.handleMore} />
      <div slot="actions">
        <button class="button quiet add" ?disabled=${this.sending} @click=${() => this.more?.click()}>
          ${words.add}
        </button>
        <button
          class="button primary send"
          ?disabled=${!this.canSend}
          @click=${this.submit}
        >
          ${this.sending ? words.preparing : words.send}
        </button>
      </div>
    </pa-dialog>
    ${this.edited ? this.renderEditor(this.edited) : nothing}`;
  }

  /** What is not sent, and why. */
  private get complaints(): string[] {
    const words = sendingWords();
    const failed = this.list.items.filter((item) => item.failed);
    return [
      ...this.refused,
      ...failed.map(({ file }) => words.unchanged(file.name)),
      ...(this.over > 0 ? [words.captionLong(formatNumber(this.over))] : []),
    ];
  }

  private get remarks(): string[] {
    const words = sendingWords();
    const { items, as } = this.list;
    const albums = this.list.toAlbums().length;
    const asFiles = as === 'file' && items.some(({ file }) => categoryOf(file) === 'picture');
    return [
      ...(asFiles ? [words.filesFixed] : []),
      ...(items.some(({ ready }) => ready?.moves) ? [words.movingFixed] : []),
      ...(albums > 1 ? [words.several(formatNumber(albums))] : []),
    ];
  }

  private renderEditor(item: SendItem) {
    return html`<pa-edit-picture
      .file=${item.file}
      .edit=${item.edit}
      @pa-close=${() => {
        this.edited = null;
      }}
      @pa-edited=${({ detail }: HTMLElementEventMap['pa-edited']) => {
        this.edited = null;
        this.list.change(item, detail ?? undefined);
      }}
    ></pa-edit-picture>`;
  }

  private renderChoice() {
    const words = sendingWords().as;
    const choice = (as: SendAs) =>
      html`<label
        ><input
          type="radio"
          name="as"
          value=${as}
          ?disabled=${this.sending}
          .checked=${this.list.as === as}
          @change=${() => this.list.sendAs(as)}
        />${words[as]}</label
      >`;
    return html`<fieldset>
      <legend class="visually-hidden">${words.title}</legend>
      ${choice('picture')} ${choice('hd')} ${choice('file')}
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-send-files': PaSendFiles;
  }
}
