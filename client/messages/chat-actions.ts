import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { LIMITS } from '../../protocol/limits.ts';
import { serverNow } from '../core/server-clock.ts';
import type { ChatRow, Messenger, Timeline, TimelineMessage } from '../core/services.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { openOverlay } from '../ui/back.ts';
import { copyText } from '../ui/copy.ts';
import { toast } from '../ui/pa-toast.ts';
import { paths } from '../ui/paths.ts';
import type { NameSource } from '../views/names.ts';
import { allowedActions, type MessageAction } from './allowed-actions.ts';
import { toCopiedText } from './menu/copied-text.ts';
import type { MessageToolRequest } from './tool-request.ts';

/** What the composer is at, other than writing something new. */
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
  open(asking: MessageToolRequest): void;
  /** Into the composer. */
  write(): void;
  names(): NameSource;
  /** Where the focus belongs when what had it is gone. */
  rest(): void;
  /** What stands in the composer is to stay there, though what it was for is over. */
  keepWords(): void;
};

const nothingToStop = (): void => {};

/** What is being done with the messages of one chat: the answer or the edit at hand, the selection. */
export class ChatActions implements ReactiveController {
  task: Task | null = null;
  /** By their places, as they were when they were last loaded: the window may have moved on. */
  selected: ReadonlyMap<number, TimelineMessage> | null = null;

  private unwatch = nothingToStop;
  /** Takes the selection's entry out of the history: Back ends the selection, and not the chat. */
  private release = nothingToStop;

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

  /** What is being edited may be deleted meanwhile: then there is nothing to edit. An answer to it would still go. */
  private readonly check = (): void => {
    const { task } = this;
    if (task?.kind !== 'edit') return;
    const now = this.loaded.find(({ clientId }) => clientId === task.message.clientId);
    if (!now || now.deletedAt === null) return;
    this.parts.keepWords();
    this.endTask();
    toast(t().messages.editedGone);
  };

  reset(): void {
    this.unwatch();
    this.release();
    this.task = null;
    this.selected = null;
  }

  readonly begin = (task: Task): void => {
    this.unwatch();
    this.unwatch = this.parts.timeline()?.view.subscribe(this.check) ?? nothingToStop;
    this.set({ task });
    this.parts.write();
  };

  /** The answer that was begun here or on another device, and left: without taking the focus. */
  async resume(chatId: string, seq: number): Promise<void> {
    // Where it cannot be shown, the words go without it.
    const asked = this.parts.messenger()?.actions.message(chatId, seq);
    const message = await asked?.catch(() => null);
    if (!message || message.deletedAt !== null || this.task) return;
    if (this.parts.row()?.chat.id === chatId) this.set({ task: { kind: 'reply', message } });
  }

  readonly endTask = (): void => {
    this.unwatch();
    this.set({ task: null });
  };
  readonly endSelection = (): void => this.set({ selected: null });
  /** With none yet: those that are meant are pressed. */
  readonly beginSelection = (): void => this.set({ selected: this.selected ?? new Map() });

  readonly perform = (act: MessageAction, messages: TimelineMessage[]): void => {
    const [message] = messages;
    if (!message) return;
    if (act === 'reply' || act === 'edit') this.begin({ kind: act, message });
    else if (act === 'copy') void this.copy(messages);
    else if (act === 'link') void this.copyLink(message);
    else if (act === 'pin') this.pin(message);
    else if (act === 'select') this.set({ selected: new Map([[message.seq, message]]) });
    else if (act === 'info') this.parts.open({ for: act, message });
    else if (act === 'delete' || act === 'forward') this.parts.open({ for: act, messages });
  };

  /** Of the selection, in the order of the chat. */
  performOnSelected(act: MessageAction): void {
    this.perform(act, this.chosen);
    if (act !== 'copy') return;
    this.endSelection();
    this.parts.rest();
  }

  answer(message: TimelineMessage): void {
    const row = this.parts.row();
    if (row && !this.selected && allowedActions(message, row, serverNow()).has('reply'))
      this.begin({ kind: 'reply', message });
  }

  /** The newest one of one's own that can still be edited. */
  editLast(): void {
    const row = this.parts.row();
    const now = serverNow();
    const last =
      row && this.loaded.findLast((one) => one.mine && allowedActions(one, row, now).has('edit'));
    if (last) this.begin({ kind: 'edit', message: last });
  }

  toggleSelected(message: TimelineMessage): void {
    const selected = new Map(this.selected);
    if (!selected.delete(message.seq)) selected.set(message.seq, message);
    if (selected.size > LIMITS.selection) {
      toast(t().messages.selectionFull(number(LIMITS.selection)));
    } else this.set({ selected: selected.size > 0 ? selected : null });
  }

  toggleReaction(seq: number, emoji: string): void {
    const message = this.loaded.find((one) => one.seq === seq);
    const row = this.parts.row();
    if (!message || !row || !allowedActions(message, row, serverNow()).has('react')) return;
    const chosen = message.chosen ?? [];
    const next = chosen.includes(emoji)
      ? chosen.filter((one) => one !== emoji)
      : [...chosen, emoji];
    if (next.length > LIMITS.reactionsEach) {
      toast(t().messages.reactionLimit(number(LIMITS.reactionsEach)));
    } else void this.parts.messenger()?.actions.react(row.chat.id, seq, next);
  }

  private pin({ chatId, seq, pinnedAt }: TimelineMessage): void {
    void this.parts.messenger()?.actions.pin(chatId, seq, pinnedAt === undefined);
  }

  /** As it was written, half-spaces and all. */
  private async copy(messages: TimelineMessage[]): Promise<void> {
    const [only] = messages;
    const text =
      messages.length === 1 ? (only?.text ?? '') : toCopiedText(messages, this.parts.names());
    if (await copyText(text)) toast(t().messages.copied);
  }

  /** Whoever is in the chat is led to it; to everybody else the address says nothing. */
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

  private set(change: { task?: Task | null; selected?: ChatActions['selected'] }): void {
    const wasSelecting = this.selected !== null;
    Object.assign(this, change);
    if (this.selected !== null && !wasSelecting) this.release = openOverlay(this.endSelection);
    if (this.selected === null && wasSelecting) this.release();
    this.host.requestUpdate();
  }
}
