import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import file from 'lucide-static/icons/file-down.svg' with { type: 'text' };
import lock from 'lucide-static/icons/lock-keyhole.svg' with { type: 'text' };
import phone from 'lucide-static/icons/phone.svg' with { type: 'text' };
import missed from 'lucide-static/icons/phone-missed.svg' with { type: 'text' };
import type { FileInfo } from '../../../protocol/files.ts';
import type { Call } from '../../../protocol/messages.ts';
import type { TimelineMessage } from '../../core/services.ts';
import { digits, size } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { PaElement } from '../../ui/element.ts';
import { callWords } from '../../views/message-preview.ts';
import { attachedStyles } from './attached.styles.ts';

/** What a bubble holds beside words: files, a call, or that its words are sealed. */
@customElement('pa-attached')
export class PaAttached extends PaElement {
  static override styles = attachedStyles;

  @property({ attribute: false }) message: TimelineMessage | null = null;
  /** Files that did not come as pictures, though they are such: shown as files. */
  @state() private broken: ReadonlySet<string> = new Set();

  override render() {
    const { message } = this;
    if (!message) return nothing;
    if (message.sealed) return line(lock, t().messages.attached.sealed, 'sealed');
    if (message.call) return renderCall(message.call, message.mine);
    return message.files?.map((one) => this.renderFile(one)) ?? nothing;
  }

  private renderFile(one: FileInfo) {
    if (one.mime.startsWith('image/') && !this.broken.has(one.id)) return this.renderPicture(one);
    if (one.mime.startsWith('audio/'))
      return html`<audio controls preload="none" aria-label=${one.name} src=${addressOf(one)}></audio>`;
    if (one.mime.startsWith('video/'))
      return html`<video controls preload="none" aria-label=${one.name} src=${addressOf(one)}></video>`;
    return html`<a class="file" href=${addressOf(one)} download=${one.name}>
      <span class="icon" aria-hidden="true">${unsafeHTML(file)}</span>
      <span class="about"
        ><bdi class="name">${one.name}</bdi><span class="size">${size(one.size)}</span></span
      >
    </a>`;
  }

  /** Its place is there before it is: of its own shape, or of a usual one. */
  private renderPicture(one: FileInfo) {
    const { id, name, width = 4, height = 3 } = one;
    return html`<a class="picture" href=${addressOf(one)} target="_blank" rel="noopener"
      ><img
        src=${addressOf(one)}
        alt=${name}
        class=${one.width ? '' : 'guessed'}
        width=${width}
        height=${height}
        loading="lazy"
        decoding="async"
        @error=${() => {
          this.broken = new Set([...this.broken, id]);
        }}
    /></a>`;
  }
}

const addressOf = ({ id }: FileInfo): string => `/api/files/${id}`;

function renderCall({ seconds }: Call, mine: boolean) {
  const words = callWords(seconds, mine);
  if (seconds === null) return line(missed, words, mine ? 'call' : 'call missed');
  return line(phone, words, 'call', spokenFor(seconds));
}

/** ۲:۱۵, and ۱:۰۲:۰۳ from an hour on. */
function spokenFor(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return digits(shown.map((part, i) => (i === 0 ? part : String(part).padStart(2, '0'))).join(':'));
}

function line(icon: string, words: string, kind: string, more = '') {
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
}
