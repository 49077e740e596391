import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { LIMITS } from '../../protocol/limits.ts';
import { serverNow } from '../core/server-clock.ts';
import type { ChatRow, Messenger, Timeline, TimelineMessage } from '../core/services.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { openOverlay } from '../ui/back.ts';
import { copyText } from '../ui/copy.ts';
import { toast } from '../ui/pa-toast.ts';
import { paths } from '../ui/paths.ts';
import type { NameSource } from '../views/names.ts';
import { listAllowedActions, type MessageAction } from './allowed-actions.ts';
import { toCopiedText } from './menu/copied-text.ts';
import type { MessageToolRequest } from './tool-request.ts';

/** What the composer does, other than writing something new. */
export type Task =
  | { kind: 'reply'; message: Answered }
  | { kind: 'edit'; message: TimelineMessage };
type Answered = Pick<
  TimelineMessage,
  'seq' | 'senderId' | 'text' | 'entities' | 'files' | 'call' | 'sealed'
>;

type Parts = {
  row(): ChatRow | undefined;
  messenger(): Messenger | undefined;
  timeline(): Timeline | null;
  /** Opens a menu or a dialog. */
  openTool(asking: MessageToolRequest): void;
  /** Moves the focus into the composer. */
  focusComposer(): void;
  names(): NameSource;
  /** Moves the focus to where it belongs when the element that had it is gone. */
  restFocus(): void;
  /** Keeps the text in the composer, though the task it belonged to is over. */
  keepText(): void;
};

const ignoreStop = (): void => {};

/** Holds what is being done with the messages of one chat: the reply or the edit at hand, the selection. */
export class ChatActions implements ReactiveController {
  task: Task | null = null;
  /** The selected messages by `seq`, as they were when they were last loaded: the window may have moved on. */
  selected: ReadonlyMap<number, TimelineMessage> | null = null;

  private unwatch = ignoreStop;
  /** Takes the selection's entry out of the history: Back ends the selection, and not the chat. */
  private release = ignoreStop;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly parts: Parts,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.unwatch();
    this.release();
  }

  /**
   * The message that is being edited may be deleted meanwhile: then there is nothing to edit. A reply to it would
   * still go.
   */
  private readonly checkTask = (): void => {
    const { task } = this;
    if (task?.kind !== 'edit') return;
    const now = this.loaded.find(({ clientId }) => clientId === task.message.clientId);
    if (!now || now.deletedAt === null) return;
    this.parts.keepText();
    this.endTask();
    toast(t().messages.editedGone);
  };

  reset(): void {
    this.unwatch();
    this.release();
    this.task = null;
    this.selected = null;
  }

  readonly beginTask = (task: Task): void => {
    this.unwatch();
    this.unwatch = this.parts.timeline()?.view.subscribe(this.checkTask) ?? ignoreStop;
    this.update({ task });
    this.parts.focusComposer();
  };

  /** Takes up the reply that was begun here or on another device, and left: without taking the focus. */
  async resumeReply(chatId: string, seq: number): Promise<void> {
    // Where the message cannot be shown, the draft goes without it.
    const asked = this.parts.messenger()?.actions.findMessage(chatId, seq);
    const message = await asked?.catch(() => null);
    if (!message || message.deletedAt !== null || this.task) return;
    if (this.parts.row()?.chat.id === chatId) this.update({ task: { kind: 'reply', message } });
  }

  readonly endTask = (): void => {
    this.unwatch();
    this.update({ task: null });
  };
  readonly endSelection = (): void => this.update({ selected: null });
  /** Begins without a selected message: the person presses those that are meant. */
  readonly beginSelection = (): void => this.update({ selected: this.selected ?? new Map() });

  readonly perform = (act: MessageAction, messages: TimelineMessage[]): void => {
    const [message] = messages;
    if (!message) return;
    if (act === 'reply' || act === 'edit') this.beginTask({ kind: act, message });
    else if (act === 'copy') void this.copyMessages(messages);
    else if (act === 'link') void this.copyLink(message);
    else if (act === 'pin') this.togglePin(message);
    else if (act === 'select') this.update({ selected: new Map([[message.seq, message]]) });
    else if (act === 'info' || act === 'save') this.parts.openTool({ for: act, message });
    else if (act === 'delete' || act === 'forward') this.parts.openTool({ for: act, messages });
  };

  /** Performs an action on the selection, in the order of the chat. */
  performOnSelected(act: MessageAction): void {
    this.perform(act, this.chosen);
    if (act !== 'copy') return;
    this.endSelection();
    this.parts.restFocus();
  }

  replyTo(message: TimelineMessage): void {
    const row = this.parts.row();
    if (row && !this.selected && listAllowedActions(message, row, serverNow()).has('reply'))
      this.beginTask({ kind: 'reply', message });
  }

  /** Edits the newest of one's own messages that can still be edited. */
  editLast(): void {
    const row = this.parts.row();
    const now = serverNow();
    const last =
      row &&
      this.loaded.findLast((one) => one.mine && listAllowedActions(one, row, now).has('edit'));
    if (last) this.beginTask({ kind: 'edit', message: last });
  }

  toggleSelected(message: TimelineMessage): void {
    const selected = new Map(this.selected);
    if (!selected.delete(message.seq)) selected.set(message.seq, message);
    if (selected.size > LIMITS.selection) {
      toast(t().messages.selectionFull(formatNumber(LIMITS.selection)));
    } else this.update({ selected: selected.size > 0 ? selected : null });
  }

  toggleReaction(seq: number, emoji: string): void {
    const message = this.loaded.find((one) => one.seq === seq);
    const row = this.parts.row();
    if (!message || !row || !listAllowedActions(message, row, serverNow()).has('react')) return;
    const chosen = message.ownReactions ?? [];
    const next = chosen.includes(emoji)
      ? chosen.filter((one) => one !== emoji)
      : [...chosen, emoji];
    if (next.length > LIMITS.reactionsEach) {
      toast(t().messages.reactionLimit(formatNumber(LIMITS.reactionsEach)));
    } else void this.parts.messenger()?.actions.react(row.chat.id, seq, next);
  }

  private togglePin({ chatId, seq, pinnedAt }: TimelineMessage): void {
    void this.parts.messenger()?.actions.pin(chatId, seq, pinnedAt === undefined);
  }

  /** Copies the text as it was written, half-spaces and all. */
  private async copyMessages(messages: TimelineMessage[]): Promise<void> {
    const [only] = messages;
    const text =
      messages.length === 1 ? (only?.text ?? '') : toCopiedText(messages, this.parts.names());
    if (await copyText(text)) toast(t().messages.copied);
  }

  /** Copies a link that only opens for members of the chat. */
  private async copyLink({ chatId, seq }: TimelineMessage): Promise<void> {
    if (await copyText(location.origin + paths.chat(chatId, seq))) toast(t().messages.linkCopied);
  }

  private get loaded(): TimelineMessage[] {
    return this.parts.timeline()?.view.get().messages ?? [];
  }

  private get chosen(): TimelineMessage[] {
    const now = new Map(this.loaded.map((one) => [one.seq, one]));
    const chosen = [...(this.selected ?? [])].map(([seq, held]) => now.get(seq) ?? held);
    return chosen.sort((a, b) => a.seq - b.seq);
  }

  private update(change: { task?: Task | null; selected?: ChatActions['selected'] }): void {
    const wasSelecting = this.selected !== null;
    Object.assign(this, change);
    if (this.selected !== null && !wasSelecting) this.release = openOverlay(this.endSelection);
    if (this.selected === null && wasSelecting) this.release();
    this.host.requestUpdate();
  }
}
