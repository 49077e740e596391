import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { LIMITS } from '../../protocol/limits.ts';
import { serverNow } from '../core/server-clock.ts';
import type { ChatRow, Messenger, Timeline, TimelineMessage } from '../core/services.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { copyText } from '../ui/copy.ts';
import { toast } from '../ui/pa-toast.ts';
import { type Act, allowed } from './allowed.ts';
import type { Asking } from './tools/asking.ts';

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
  open(asking: Asking): void;
  /** Into the composer. */
  write(): void;
  /** What stands in the composer is to stay there, though what it was for is over. */
  keepWords(): void;
};

const nothingToStop = (): void => {};

/** What is being done with the messages of one chat: the answer or the edit at hand, the selection. */
export class ChatActs implements ReactiveController {
  task: Task | null = null;
  /** By their places, as they were when they were last loaded: the window may have moved on. */
  selected: ReadonlyMap<number, TimelineMessage> | null = null;

  private unwatch = nothingToStop;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly parts: Parts,
  ) {
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.unwatch();
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

  readonly perform = (act: Act, messages: TimelineMessage[]): void => {
    const [message] = messages;
    if (!message) return;
    if (act === 'reply' || act === 'edit') this.begin({ kind: act, message });
    else if (act === 'copy') void this.copy(messages);
    else if (act === 'pin') this.pin(message);
    else if (act === 'select') this.set({ selected: new Map([[message.seq, message]]) });
    else if (act === 'info') this.parts.open({ for: act, message });
    else if (act === 'delete' || act === 'forward') this.parts.open({ for: act, messages });
  };

  /** Of the selection, in the order of the chat. */
  performOnSelected(act: Act): void {
    this.perform(act, this.chosen);
    if (act === 'copy') this.endSelection();
  }

  answer(message: TimelineMessage): void {
    const row = this.parts.row();
    if (row && allowed(message, row, serverNow()).has('reply'))
      this.begin({ kind: 'reply', message });
  }

  /** The newest one of one's own that can still be edited. */
  editLast(): void {
    const row = this.parts.row();
    const now = serverNow();
    const last =
      row && this.loaded.findLast((one) => one.mine && allowed(one, row, now).has('edit'));
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
    if (!message || !row || !allowed(message, row, serverNow()).has('react')) return;
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
    const copied = await copyText(messages.map(({ text }) => text).join('\n\n'));
    if (copied) toast(t().messages.copied);
  }

  private get loaded(): TimelineMessage[] {
    return this.parts.timeline()?.view.get().messages ?? [];
  }

  private get chosen(): TimelineMessage[] {
    const now = new Map(this.loaded.map((one) => [one.seq, one]));
    const chosen = [...(this.selected ?? [])].map(([seq, held]) => now.get(seq) ?? held);
    return chosen.sort((a, b) => a.seq - b.seq);
  }

  private set(change: { task?: Task | null; selected?: ChatActs['selected'] }): void {
    Object.assign(this, change);
    this.host.requestUpdate();
  }
}
