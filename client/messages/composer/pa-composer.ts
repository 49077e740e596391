import { consume } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LIMITS } from '../../../protocol/limits.ts';
import { isVisible } from '../../../protocol/visible.ts';
import { type ChatRow, type ClientServices, servicesContext } from '../../core/services.ts';
import { language, t } from '../../i18n/locale.ts';
import { buttons } from '../../styles/controls.ts';
import { hidden } from '../../styles/shared.ts';
import { PaElement } from '../../ui/element.ts';
import { isWriting } from '../../ui/focus.ts';
import { toast } from '../../ui/pa-toast.ts';
import type { NameSource } from '../../views/names.ts';
import type { Task } from '../chat-actions.ts';
import { composerStyles } from './composer.styles.ts';
import { ComposerEmoji } from './composer-emoji.ts';
import { keyMeaning, whereIn } from './composer-keys.ts';
import { aids, counter, HALF_SPACE_ICON, keepFocus } from './composer-parts.ts';
import { taskBar, taskStyles } from './composer-task.ts';
import { asTyped, loadAids, loadWriting, positionOf, sendWriting } from './composer-writing.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { insertHalfSpace } from './half-space.ts';
import { pasteRich } from './pasted.ts';
import { MOST_PARTS, partsOf } from './text-parts.ts';
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
    void this.loadDraft();
    if (FINE.matches && !isWriting()) this.field?.focus({ preventScroll: true });
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('task')) void this.takeUp();
    const was = changed.has('row') ? changed.get('row')?.draft : undefined;
    if (this.drafts.follows(was, this.row?.draft, this.text)) void this.loadDraft();
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
  keepWords(): void {
    const { aside, text } = this;
    if (aside !== null && text.trim() !== '')
      this.aside = aside.trim() === '' ? text : `${text}\n${aside}`;
  }

  /** Puts a text that was taken back before what is being written. */
  giveBack(text: string): void {
    this.write(this.text.trim() === '' ? text : `${text}\n${this.text}`);
    this.focus();
  }

  /** An edit takes the field; what stood there comes back when it ends. */
  private async takeUp(): Promise<void> {
    const { task } = this;
    if (task?.kind !== 'edit') {
      if (this.aside !== null) this.text = this.aside;
      this.aside = null;
      // Begun or given up without another word.
      const answers = positionOf(task);
      if (answers !== this.answered) this.save(this.text, answers);
      return;
    }
    this.drafts.flush();
    this.aside ??= this.text;
    this.text = await asTyped(task.message);
    await this.updateComplete;
    this.field?.setSelectionRange(this.text.length, this.text.length);
  }

  private readonly endTask = (): void => {
    this.emit('pa-task-end');
    this.focus();
  };

  private async loadDraft(): Promise<void> {
    const unsaved = this.touched ? null : this.drafts.unsaved(this.names?.me ?? '', this.chatId);
    const draft = unsaved ?? (await this.services?.messenger.draft(this.chatId));
    if (!draft || this.task?.kind === 'edit') return;
    if (this.touched && this.text !== this.drafts.known) return;
    this.drafts.known = this.text = draft.text;
    if (this.task && draft.replyTo === undefined) this.emit('pa-task-end');
    this.answered = draft.replyTo;
    if (unsaved) this.services?.messenger.setDraft(this.chatId, draft.text, draft.replyTo);
    if (draft.replyTo) this.emit('pa-resume', { chatId: this.chatId, seq: draft.replyTo });
  }

  private save(text: string, replyTo: number | undefined): void {
    const { chatId, services } = this;
    const me = this.names?.me ?? '';
    this.answered = replyTo;
    const save = () => services?.messenger.setDraft(chatId, text, replyTo);
    this.drafts.later({ me, chatId, unsent: { text, replyTo }, save });
  }

  private write(text: string, task = this.task): void {
    this.touched = true;
    this.text = text;
    // The text of an edit is no draft.
    if (task?.kind !== 'edit') this.save(text, positionOf(task));
  }

  private handleInput(): void {
    this.write(this.field?.value ?? '');
    this.typing.input(this.text);
  }

  private handleKey(event: KeyboardEvent): void {
    const meaning = keyMeaning(event, whereIn(this.field, FINE.matches));
    if (!meaning) {
      this.handleOtherKey(event);
      return;
    }
    event.preventDefault();
    if (meaning === 'send' && this.offer)
      this.renderRoot.querySelector<HTMLElement>('.offer button')?.focus();
    else if (meaning === 'send') void this.send();
    else if (meaning === 'half-space') this.halfSpace();
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
    if (this.field) pasteRich(event, this.field);
  }

  private async handleFocus(): Promise<void> {
    void loadWriting();
    this.aided ||= await loadAids();
  }

  private halfSpace(): void {
    if (this.field) insertHalfSpace(this.field);
  }

  /** A finger finds no tooltip: where a press does nothing, whoever does not read Persian is told what it is for. */
  private pressHalfSpace(): void {
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
    const parts = partsOf({ text, entities: [] }).length;
    return parts > MOST_PARTS ? null : { parts, send: () => void this.send(true) };
  }

  private async send(inParts = false): Promise<void> {
    const { chatId, services, task, text: written } = this;
    const source = written.trim();
    if (!services || !isVisible(source)) return;
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
      this.giveBack(source);
      throw error;
    }
    if (task?.kind !== 'edit') this.emit('pa-sent', { chatId });
  }

  override render() {
    const words = t().messages;
    const length = this.text.trim().length;
    const empty = !isVisible(this.text);
    const { task } = this;
    return html`${task ? taskBar(task, this.names, this.endTask) : nothing}
      ${counter(LIMITS.text - length, this.offer)}
      ${this.aided ? aids(this, (user) => this.mentioned.set(user.username, user.id)) : nothing}
      <form @submit=${this.handleSubmit}>
      <div class="field">
        ${this.emoji.button()}
        <textarea
          rows="1"
          dir=${this.text === '' ? nothing : 'auto'}
          aria-label=${words.placeholder}
          placeholder=${words.placeholder}
          autocomplete="off"
          enterkeyhint=${FINE.matches ? 'send' : 'enter'}
          @input=${this.handleInput}
          @keydown=${this.handleKey}
          @paste=${this.handlePaste}
          @focus=${this.handleFocus}
          @blur=${() => this.typing.stop()}
        ></textarea>
        <button
          type="button"
          class="icon-button half-space"
          aria-label=${words.halfSpace}
          title=${words.halfSpaceHint}
          @pointerdown=${keepFocus}
          @mousedown=${keepFocus}
          @click=${this.pressHalfSpace}
        >
          ${HALF_SPACE_ICON}
        </button>
      </div>
      <button
        class="icon-button send"
        aria-label=${task?.kind === 'edit' ? words.save : words.send}
        ?disabled=${empty || length > LIMITS.text}
        @pointerdown=${keepFocus}
        @mousedown=${keepFocus}
      >
        <pa-icon .name=${task?.kind === 'edit' ? 'check' : 'send'}></pa-icon>
      </button>
    </form>
    ${this.emoji.picker(this.names?.me ?? '')}`;
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
