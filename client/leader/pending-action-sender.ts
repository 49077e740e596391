import type { Cancel } from '../core/env.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { ActionRow } from '../core/local-db/pending-action.ts';
import { isSameDraft, NOTHING } from '../core/unsent.ts';
import { removePendingAction } from '../outbox/actions.ts';
import { ChatQueues } from '../outbox/chat-queues.ts';
import { DraftSender } from '../outbox/draft-sender.ts';
import type { SyncWriter } from '../sync/writer.ts';
import { type Ask, sendAction } from './action-request.ts';
import type { LeaderDeps } from './leader-deps.ts';

type Way = { ask: Ask; isOnline(): boolean; writer: SyncWriter };

/** The leading tab's part for what was changed here: it sends pending actions and drafts to the server. */
export class PendingActionSender {
  /** A pending action says how things should be, so sending it twice is harmless. */
  private readonly actions: ChatQueues<ActionRow>;
  private readonly drafts: DraftSender;
  private dueTimer: Cancel | undefined;

  constructor(
    private readonly parts: LeaderDeps,
    { ask, isOnline, writer }: Way,
  ) {
    const { env, db, model, publish, publishLive } = parts;
    this.actions = new ChatQueues(env, {
      rows: () => model.actions.filter((row) => (row.notBefore ?? 0) <= env.now()),
      isOnline,
      send: async (row) => writer.push(await sendAction(ask, row)),
      async onRefused(row, code) {
        publish(await removePendingAction(db, row.id));
        // What was heard and is deleted by now is nobody's loss.
        if (row.action.do !== 'markPlayed') publishLive({ refused: { code, at: env.now() } });
      },
    });
    this.drafts = new DraftSender(env, {
      drafts: () => model.drafts,
      findChat: (id) => model.chats.get(id),
      isOnline,
      async send(row) {
        const { chatId, text, replyTo } = row;
        const draft = isSameDraft(row, NOTHING) ? null : { text, replyTo };
        const chat = await ask('chat.settings', { chatId, draft });
        await writer.push({ kind: 'actionResult', chatId, chat, draft: row });
      },
      yieldDraft: (row) => writer.push({ kind: 'actionResult', chatId: row.chatId, draft: row }),
    });
  }

  handleOpen(serverNow: number): void {
    this.actions.wake(true);
    this.waitForDue();
    this.drafts.handleOpen(serverNow);
  }

  handleChange({ actions = [], drafts = [], chats = [] }: LocalChange): void {
    if (actions.length > 0) this.actions.wake();
    if (actions.some((row) => row.notBefore !== undefined)) this.waitForDue();
    if (drafts.length > 0) this.drafts.handleChange(drafts.map((draft) => draft.chatId));
    if (this.parts.model.drafts.size > 0) this.drafts.checkChats(chats.map((chat) => chat.id));
  }

  /** An action that can still be cancelled is sent when its time is over, by the tab that leads then. */
  private waitForDue(): void {
    this.dueTimer?.();
    this.dueTimer = undefined;
    const { env, model } = this.parts;
    const waiting = model.actions.flatMap(({ notBefore = 0 }) =>
      notBefore > env.now() ? [notBefore] : [],
    );
    if (waiting.length === 0) return;
    this.dueTimer = env.after(Math.min(...waiting) - env.now(), () => {
      this.actions.wake();
      this.waitForDue();
    });
  }

  stop(): void {
    this.dueTimer?.();
    this.actions.stop();
    this.drafts.stop();
  }
}
