import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import lock from 'lucide-static/icons/lock-keyhole.svg' with { type: 'text' };
import phone from 'lucide-static/icons/phone.svg' with { type: 'text' };
import missed from 'lucide-static/icons/phone-missed.svg' with { type: 'text' };
import type { FileInfo } from '../../../protocol/files.ts';
import type { Call } from '../../../protocol/messages.ts';
import { kindOfFile } from '../../../protocol/rules/files.ts';
import type { TimelineMessage } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { durationText } from '../../media/duration.ts';
import { PaElement } from '../../ui/element.ts';
import { isVisual } from '../../views/files/kinds.ts';
import { describeCall } from '../../views/message-preview.ts';
import { renderAlbum } from './album.ts';
import { attachedStyles } from './attached.styles.ts';
import '../../views/files/pa-file.ts';
import '../../views/player/pa-sound.ts';

/**
 * What a bubble holds beside words: files, a call, or that its words are sealed. Slot: the time, where there are no words
 * for it to stand behind.
 */
@customElement('pa-attached')
export class PaAttached extends PaElement {
  static override styles = attachedStyles;

  @property({ attribute: false }) message: TimelineMessage | null = null;
  /** Files that are no pictures, though their type says so: shown by their names. */
  @state() private broken: ReadonlySet<string> = new Set();

  override render() {
    const { message } = this;
    if (!message) return nothing;
    if (message.sealed) return renderLine(lock, t().messages.attached.sealed, 'sealed');
    if (message.call) return renderCall(message.call, message.mine);
    return this.renderFiles(message.files ?? []);
  }

  /** Pictures first, as one album; the time stands on them where nothing follows. */
  private renderFiles(files: FileInfo[]) {
    const visual = files.filter((one) => isVisual(one) && !this.broken.has(one.id));
    const others = files.filter((one) => !visual.includes(one));
    this.toggleAttribute('pictured', visual.length > 0);
    this.toggleAttribute('only', others.length === 0);
    const last = others.at(-1);
    this.toggleAttribute('spoken', last !== undefined && kindOfFile(last) === 'voice');
    return html`${visual.length > 0 ? this.renderVisual(visual) : nothing}${others.map((one) =>
      this.renderOther(one),
    )}<slot></slot>`;
  }

  private renderVisual(files: FileInfo[]) {
    const { message } = this;
    const waits = message?.seq === 0 && message.state === 'queued';
    if (waits) void import('./pa-upload.ts');
    return html`<div
      class="visual"
      @pa-undecodable=${({ detail }: HTMLElementEventMap['pa-undecodable']) => {
        this.broken = new Set(this.broken).add(detail.id);
      }}
      @pa-open-file=${({ detail }: HTMLElementEventMap['pa-open-file']) =>
        this.message && this.emit('pa-view', { message: this.message, fileId: detail.id })}
    >
      ${renderAlbum(files, waits)}
      ${waits ? html`<pa-upload over .message=${message}></pa-upload>` : nothing}
    </div>`;
  }

  private renderOther(file: FileInfo) {
    const kind = kindOfFile(file);
    return kind === 'voice' || kind === 'audio'
      ? html`<pa-sound .message=${this.message} .file=${file}></pa-sound>`
      : html`<pa-file .file=${file}></pa-file>`;
  }
}

function renderCall(call: Call, mine: boolean) {
  const { seconds } = call;
  const words = describeCall(call, mine);
  if (seconds === null) return renderLine(missed, words, mine ? 'call' : 'call missed');
  return renderLine(phone, words, 'call', durationText(seconds * 1000));
}

function renderLine(icon: string, words: string, kind: string, more = '') {
  return html`<p class="line ${kind}">
    <span class="icon" aria-hidden="true">${unsafeHTML(icon)}</span><span>${words}</span>${
      more === '' ? nothing : html`<bdi class="size" dir="ltr">${more}</bdi>`
    }
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-attached': PaAttached;
  }
  interface HTMLElementEventMap {
    /** A picture or video of a message is to be shown large. */
    'pa-view': CustomEvent<{ message: TimelineMessage; fileId: string }>;
  }
}
