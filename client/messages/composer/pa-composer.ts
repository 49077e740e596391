import { consume } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LIMITS } from '../../../protocol/limits.ts';
import { isVisible } from '../../../protocol/visible.ts';
import {
  type ChatRow,
  type ClientServices,
  type ReadyFile,
  servicesContext,
} from '../../core/services.ts';
import { language, t } from '../../i18n/locale.ts';
import { buttons } from '../../styles/controls.ts';
import { hidden } from '../../styles/shared.ts';
import { PaElement } from '../../ui/element.ts';
import { isWriting, keepFocus } from '../../ui/focus.ts';
import { toast } from '../../ui/pa-toast.ts';
import type { NameSource } from '../../views/names.ts';
import type { Task } from '../chat-actions.ts';
import type { OfferedFiles } from '../sending/pa-send-files.ts';
import { composerStyles } from './composer.styles.ts';
import { ComposerEmoji } from './composer-emoji.ts';
import { ComposerFiles } from './composer-files.ts';
import { interpretKey, toKeyContext } from './composer-keys.ts';
import { HALF_SPACE_ICON, renderAids, renderCounter } from './composer-parts.ts';
import { renderTaskBar, taskStyles } from './composer-task.ts';
import { ComposerVoice } from './composer-voice.ts';
import {
  isWritingLoaded,
  loadAids,
  loadWriting,
  MOST_PARTS,
  repliedSeq,
  sendFilesWith,
  sendWriting,
  splitIntoMessages,
  toTypedText,
} from './composer-writing.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { insertHalfSpace } from './half-space.ts';
import { filesOf } from './offered-files.ts';
import { pasteRich } from './pasted.ts';
import { TypingSignal } from './typing-signal.ts';
import '../../ui/pa-icon.ts';

const FINE = matchMedia('(hover: hover) and (pointer: fine)');
const SIZES_ITSELF = CSS.supports('field-sizing', 'content');

/**
 * Where a message is written; make a new element for another chat. Events: `pa-sent` when a message is in the outbox,
 * `pa-task-end` when an answer or an edit is done or given up, `pa-resume` of an answer that was begun before,
 * `pa-edit-last`.
 */
@customElement('pa-composer')
export class PaComposer extends PaElement {
  static override styles = [buttons, hidden, composerStyles, taskStyles];

  private readonly drafts = new DraftKeeper(this);
  private readonly typing = new TypingSignal((on) =>
    this.services?.messenger.setTyping(this.chatId, on),
  );
  private readonly emoji = new ComposerEmoji(this, () => this.field, FINE.matches);
  private readonly files = new ComposerFiles(this, {
    readCaption: () => (this.task?.kind === 'edit' ? '' : this.text),
    sendFiles: (caption, albums) => this.sendFiles(caption, albums),
  });
  private readonly voice = new ComposerVoice(this, {
    chatId: () => this.chatId,
    replyTo: () => repliedSeq(this.task),
    handleEnd: (sent) => {
      if (sent && this.task) this.emit('pa-task-end');
      if (FINE.matches) this.focus();
    },
  });
  /** A draft that arrives late must not replace what is being typed. */
  private touched = false;
  /** What the saved draft answers. */
  private answered: number | undefined;
  /** What was being written before an edit took its place. */
  private aside: string | null = null;

  @consume({ context: servicesContext })
  readonly services?: ClientServices;

  /** Who was chosen from the list and may be nobody that the device knows, by username. */
  private readonly mentioned = new Map<string, string>();

  @query('textarea') readonly field?: HTMLTextAreaElement;

  @state() private text = '';
  @state() private aided = false;
  /** What is to be edited is not in the field yet: what is typed there would be written over. */
  @state() private awaitsEdit = false;

  @property() chatId = '';
  @property() placeholder = '';
  @property({ attribute: false }) row: ChatRow | null = null;
  @property({ attribute: false }) names: NameSource | null = null;
  @property({ attribute: false }) task: Task | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.typing.stop();
  }

  override firstUpdated(): void {
    void this.loadDraft().then(() => this.files.offerHanded(this.chatId));
    void this.offerRecording();
    if (FINE.matches && !isWriting()) this.field?.focus({ preventScroll: true });
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('task')) void this.applyTask();
    const was = changed.has('row') ? changed.get('row')?.draft : undefined;
    if (this.drafts.takesDraft(was, this.row?.draft, this.text)) void this.loadDraft();
    const { field } = this;
    if (!changed.has('text') || !field) return;
    if (field.value !== this.text) field.value = this.text;
    if (SIZES_ITSELF) return;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight}px`;
  }

  override focus(): void {
    this.field?.focus({ preventScroll: true });
  }

  /** The edit is over and has no message any more: its words come before what was being written. */
  keepText(): void {
    const { aside, text } = this;
    if (aside !== null && text.trim() !== '')
      this.aside = aside.trim() === '' ? text : `${text}\n${aside}`;
  }

  /** Puts a text that was taken back before what is being written. */
  prependText(text: string): void {
    this.setText(this.text.trim() === '' ? text : `${text}\n${this.text}`);
    this.focus();
  }

  /** An edit takes the field; what stood there comes back when it ends. */
  private async applyTask(): Promise<void> {
    const { task } = this;
    this.awaitsEdit = task?.kind === 'edit' && !isWritingLoaded();
    if (task?.kind !== 'edit') {
      if (this.aside !== null) this.text = this.aside;
      this.aside = null;
      // Begun or given up without another word.
      const answers = repliedSeq(task);
      if (answers !== this.answered) this.saveDraft(this.text, answers);
      return;
    }
    this.drafts.flush();
    this.aside ??= this.text;
    const text = await toTypedText(task.message);
    // The edit was given up meanwhile, or another begun.
    if (this.task !== task) return;
    this.awaitsEdit = false;
    this.text = text;
    await this.updateComplete;
    this.field?.setSelectionRange(this.text.length, this.text.length);
  }

  private readonly endTask = (): void => {
    this.emit('pa-task-end');
    this.focus();
  };

  private async loadDraft(): Promise<void> {
    const unsaved = this.touched
      ? null
      : this.drafts.takeUnsaved(this.names?.me ?? '', this.chatId);
    const draft = unsaved ?? (await this.services?.messenger.readDraft(this.chatId));
    if (!draft || this.task?.kind === 'edit') return;
    if (this.touched && this.text !== this.drafts.known) return;
    this.drafts.known = this.text = draft.text;
    if (this.task && draft.replyTo === undefined) this.emit('pa-task-end');
    this.answered = draft.replyTo;
    if (unsaved) void this.services?.messenger.setDraft(this.chatId, draft.text, draft.replyTo);
    if (draft.replyTo) this.emit('pa-resume', { chatId: this.chatId, seq: draft.replyTo });
  }

  /** What was being spoken here when the page ended. */
  private async offerRecording(): Promise<void> {
    const { chatId, services } = this;
    const row = services && (await this.voice.findUnfinished(services.messenger, chatId));
    if (row) this.voice.restore(row);
  }

  private saveDraft(text: string, replyTo: number | undefined): void {
    const { chatId, services } = this;
    const me = this.names?.me ?? '';
    this.answered = replyTo;
    const save = async () => await services?.messenger.setDraft(chatId, text, replyTo);
    this.drafts.saveLater({ me, chatId, unsent: { text, replyTo }, save });
  }

  private setText(text: string, task = this.task): void {
    this.touched = true;
    this.text = text;
    // The text of an edit is no draft.
    if (task?.kind !== 'edit') this.saveDraft(text, repliedSeq(task));
  }

  private handleInput(): void {
    this.setText(this.field?.value ?? '');
    this.typing.handleInput(this.text);
  }

  private handleKey(event: KeyboardEvent): void {
    const meaning = interpretKey(event, toKeyContext(this.field, FINE.matches));
    if (!meaning) {
      this.handleOtherKey(event);
      return;
    }
    event.preventDefault();
    if (meaning === 'send' && this.offer)
      this.renderRoot.querySelector<HTMLElement>('.offer button')?.focus();
    else if (meaning === 'send') void this.send();
    else if (meaning === 'half-space') this.putHalfSpace();
  }

  private handleOtherKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape' && this.task) this.endTask();
    else if (event.key === 'ArrowUp' && !event.altKey && this.text === '' && !this.task)
      this.emit('pa-edit-last');
    else return;
    event.preventDefault();
  }

  private handlePaste(event: ClipboardEvent): void {
    const offered = this.task?.kind === 'edit' ? undefined : filesOf(event.clipboardData);
    if (offered) {
      event.preventDefault();
      this.offerFiles(offered);
    } else if (this.field) pasteRich(event, this.field);
  }

  /** Shows files that are to be sent here, with what stands in the field. */
  offerFiles(offered: OfferedFiles): void {
    void this.files.offer(offered);
  }

  private async sendFiles(caption: string, albums: ReadyFile[][]): Promise<void> {
    const { chatId, services, task, text: written, names, row, mentioned } = this;
    if (!services || albums.length === 0) return;
    this.drafts.flush();
    await sendFilesWith(services, chatId, albums, {
      ...{ written: caption, draft: written, row, names, mentioned, task },
    });
    if (task?.kind !== 'edit') {
      this.touched = true;
      this.text = '';
      this.answered = undefined;
      if (task) this.emit('pa-task-end');
    }
    this.typing.stop();
    this.emit('pa-sent', { chatId });
  }

  private async handleFocus(): Promise<void> {
    void loadWriting();
    this.aided ||= await loadAids();
  }

  private putHalfSpace(): void {
    if (this.field) insertHalfSpace(this.field);
  }

  /** A finger finds no tooltip: where a press does nothing, whoever does not read Persian is told what it is for. */
  private handleHalfSpace(): void {
    const done = this.field && insertHalfSpace(this.field);
    if (!done && language() === 'en') toast(t().messages.halfSpaceHint);
  }

  private handleSubmit(event: Event): void {
    event.preventDefault();
    void this.send();
  }

  /** What is too long for one message can go in several; not what is being edited. */
  private get offer(): { parts: number; send(): void } | null {
    const text = this.text.trim();
    if (text.length <= LIMITS.text || this.task?.kind === 'edit') return null;
    const parts = splitIntoMessages({ text, entities: [] }).length;
    return parts > MOST_PARTS ? null : { parts, send: () => void this.send(true) };
  }

  private async send(inParts = false): Promise<void> {
    const { chatId, services, task, text: written } = this;
    const source = written.trim();
    if (!services || !isVisible(source) || this.awaitsEdit) return;
    if (source.length > LIMITS.text && !(inParts && this.offer)) return;
    // The words are saved as a draft until they are in the outbox: this page may end at any moment.
    this.drafts.flush();
    this.touched = true;
    this.text = '';
    if (task?.kind !== 'edit') this.answered = undefined;
    this.typing.stop();
    const { mentioned, names, row } = this;
    if (task) this.emit('pa-task-end');
    try {
      await sendWriting(services, chatId, { written, row, names, mentioned, task });
    } catch (error) {
      // The outbox could not store it (a full disk): the words go back to where they were.
      this.prependText(source);
      throw error;
    }
    if (task?.kind !== 'edit') this.emit('pa-sent', { chatId });
  }

  private renderSend(disabled: boolean) {
    const words = t().messages;
    const { task } = this;
    return html`<button
      class="icon-button send"
      aria-label=${task?.kind === 'edit' ? words.save : words.send}
      ?disabled=${disabled}
      @pointerdown=${keepFocus}
      @mousedown=${keepFocus}
    >
      <pa-icon .name=${task?.kind === 'edit' ? 'check' : 'send'}></pa-icon>
    </button>`;
  }

  override render() {
    const words = t().messages;
    const length = this.text.trim().length;
    const empty = !isVisible(this.text);
    const { task } = this;
    return html`${task ? renderTaskBar(task, this.names, this.endTask) : nothing}
      ${renderCounter(LIMITS.text - length, this.offer)}
      ${this.aided ? renderAids(this, (user) => this.mentioned.set(user.username, user.id)) : nothing}
      <form @submit=${this.handleSubmit}>
      <div class="field">
        ${this.emoji.renderButton()}
        <textarea
          rows="1"
          dir=${this.text === '' ? nothing : 'auto'}
          aria-label=${words.placeholder}
          placeholder=${words.placeholder}
          autocomplete="off"
          enterkeyhint=${FINE.matches ? 'send' : 'enter'}
          ?readonly=${this.awaitsEdit}
          @input=${this.handleInput}
          @keydown=${this.handleKey}
          @paste=${this.handlePaste}
          @focus=${this.handleFocus}
          @blur=${() => this.typing.stop()}
        ></textarea>
        ${task?.kind === 'edit' ? nothing : this.files.renderButton()}
        <button
          type="button"
          class="icon-button half-space"
          aria-label=${words.halfSpace}
          title=${words.halfSpaceHint}
          @pointerdown=${keepFocus}
          @mousedown=${keepFocus}
          @click=${this.handleHalfSpace}
        >
          ${HALF_SPACE_ICON}
        </button>
      </div>
      ${this.text === '' && task?.kind !== 'edit' ? this.voice.renderButton() : this.renderSend(empty || length > LIMITS.text)}
    </form>
    ${this.files.render()} ${this.voice.render()} ${this.emoji.renderPicker(this.names?.me ?? '')}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-composer': PaComposer;
  }
  interface HTMLElementEventMap {
    'pa-sent': CustomEvent<{ chatId: string }>;
    'pa-task-end': CustomEvent<undefined>;
    'pa-resume': CustomEvent<{ chatId: string; seq: number }>;
    'pa-edit-last': CustomEvent<undefined>;
  }
}
