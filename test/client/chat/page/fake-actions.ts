import { type Actions, ApiError } from '../../../../client/core/services.ts';
import { Writable } from '../../../../client/core/store.ts';
import { FakeActions as DevActions } from '../../../../client/dev/fake-actions.ts';
import type { FakeTimeline } from './fake-timeline.ts';

type Call = [name: string, ...args: unknown[]];

/** Changes the timeline that is open, and keeps what was asked. */
export class FakeActions extends DevActions implements Actions {
  readonly calls: Call[] = [];
  /** Places of messages that nobody can be asked for. */
  readonly unreachable = new Set<number>();

  constructor(private readonly timeline: (chatId: string) => FakeTimeline | undefined) {
    super({ of: () => new Writable([]), send: async () => {} });
  }

  override async edit(...[chatId, seq, text, entities]: Parameters<Actions['edit']>) {
    this.calls.push(['edit', chatId, seq, text, entities]);
    this.timeline(chatId)?.change(seq, { text, entities, editedAt: Date.now() });
  }

  override async remove(...[chatId, seqs, everyone]: Parameters<Actions['remove']>) {
    this.calls.push(['remove', chatId, seqs, everyone]);
    const gone = { text: '', deletedAt: Date.now() };
    for (const seq of seqs) this.timeline(chatId)?.change(seq, gone);
    return async () => false;
  }

  override async react(...[chatId, seq, emojis]: Parameters<Actions['react']>) {
    this.calls.push(['react', chatId, seq, emojis]);
    const reactions = emojis.map((emoji) => ({ emoji, count: 1, by: [] }));
    this.timeline(chatId)?.change(seq, { chosen: emojis, reactions });
  }

  override async pin(...args: Parameters<Actions['pin']>) {
    this.calls.push(['pin', ...args]);
  }

  override async forward(...args: Parameters<Actions['forward']>) {
    this.calls.push(['forward', ...args]);
  }

  override async message(chatId: string, seq: number) {
    this.calls.push(['message', chatId, seq]);
    if (this.unreachable.has(seq)) throw new ApiError('offline');
    const found = this.timeline(chatId)?.at(seq);
    if (!found) return null;
    const { mine: _, ...message } = found;
    return message;
  }
}
