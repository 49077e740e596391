import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { type ClientServices, type Messenger, servicesContext } from '../../core/services.ts';
import {
  forgetShared,
  readShared,
  SHARE_PATH,
  type SharedContent,
} from '../../core/shared-content.ts';
import { StoreController } from '../../core/store.ts';
import { findUnsaved, forgetUnsaved } from '../../core/unsaved.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { sharingWords } from '../../i18n/texts/sharing.ts';
import { buttons } from '../../styles/controls.ts';
import { attempt } from '../../ui/attempt.ts';
import { PaElement } from '../../ui/element.ts';
import { paths } from '../../ui/paths.ts';
import { SELF } from '../menu/pa-forward.ts';
import { handToChat } from './handed-files.ts';
import '../../ui/pa-empty.ts';

/** /share: asks to which chat that goes which another app has shared. Events: `pa-go`. */
@customElement('pa-share')
export class PaShare extends PaElement {
  static override styles = [
    buttons,
    css`
      :host {
        display: grid;
        place-content: center;
      }

      p {
        margin: 0 0 var(--space-2);
        color: var(--text-soft);
        font-size: var(--text-sm);
      }

      .text {
        display: -webkit-box;
        overflow: hidden;
        white-space: pre-line;
        overflow-wrap: anywhere;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  private readonly services?: ClientServices;
  private readonly chats = new StoreController(this, () => this.services?.messenger.chats);

  /** null: there is nothing; undefined: it is being read. */
  @state() private shared: SharedContent | null | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.read();
  }

  /** Whoever goes elsewhere does not want to send it any more. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void forgetShared();
  }

  private async read(): Promise<void> {
    this.shared = (await readShared(Date.now()).catch(() => undefined)) ?? null;
  }

  /** A page that is gone to closes the dialog as well. */
  private leave(): void {
    if (location.pathname === SHARE_PATH) this.emit('pa-go', { path: paths.home, replace: true });
  }

  /** The words become the draft of the chat, behind one that is there; the files are shown before they are sent. */
  private async bringTo(id: string): Promise<void> {
    const { shared } = this;
    const { messenger, account } = this.services ?? {};
    if (!shared || !messenger) return;
    await attempt(async () => {
      const chatId = id === SELF ? await messenger.openSaved() : id;
      if (shared.text !== '')
        await addToDraft(messenger, account?.me.get()?.id ?? '', { chatId, text: shared.text });
      if (shared.files.length > 0) handToChat(chatId, shared.files);
      this.emit('pa-go', { path: paths.chat(chatId), replace: true });
    });
  }

  override render() {
    const words = sharingWords();
    const { shared } = this;
    if (shared === undefined) return nothing;
    const isEmpty = !shared || (shared.text === '' && shared.files.length === 0);
    if (!isEmpty) return this.renderPicker(shared);
    const text = shared && shared.left > 0 ? words.noRoom : words.nothingText;
    return html`<pa-empty icon="search" .heading=${words.nothing} .text=${text}>
      <a class="button" href=${paths.home}>${t().app.home}</a>
    </pa-empty>`;
  }

  private renderPicker({ text, files, left }: SharedContent) {
    const words = sharingWords();
    return html`<pa-forward
      one
      .heading=${words.title}
      .chats=${this.chats.value ?? []}
      @pa-close=${this.leave}
      @pa-forward=${({ detail }: HTMLElementEventMap['pa-forward']) =>
        this.bringTo(detail.to[0] ?? SELF)}
    >
      ${files.length > 0 ? html`<p>${words.files(formatNumber(files.length))}</p>` : nothing}
      ${text === '' ? nothing : html`<p class="text" dir="auto">${text}</p>`}
      ${left > 0 ? html`<p>${words.left(formatNumber(left))}</p>` : nothing}
    </pa-forward>`;
  }
}

type Addition = { chatId: string; text: string };

async function addToDraft(messenger: Messenger, me: string, to: Addition): Promise<void> {
  const { chatId, text } = to;
  // What the page before had no time to store would take the place of the draft.
  const unsaved = findUnsaved(me, chatId);
  const before = unsaved ?? (await messenger.readDraft(chatId));
  if (unsaved) forgetUnsaved();
  const joined = before.text.trim() === '' ? text : `${before.text}\n${text}`;
  await messenger.setDraft(chatId, joined, before.replyTo);
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-share': PaShare;
  }
}
