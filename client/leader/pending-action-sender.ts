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

type Way = { ask: Ask; online(): boolean; writer: SyncWriter };

/** The leading tab's part for what was changed here: it sends pending actions and drafts to the server. */
export class PendingActionSender {
  /** A pending action says how things should be, so sending it twice is harmless. */
  private readonly actions: ChatQueues<ActionRow>;
  private readonly drafts: DraftSender;
  private due: Cancel | undefined;

  constructor(
    private readonly parts: LeaderDeps,
    { ask, online, writer }: Way,
  ) {
    const { env, db, model, publish, live } = parts;
    this.actions = new ChatQueues(env, {
      rows: () => model.actions.filter((row) => (row.notBefore ?? 0) <= env.now()),
      online,
      send: async (row) => writer.push(await sendAction(ask, row)),
      async refused(row, code) {
        publish(await removePendingAction(db, row.id));
        live({ refused: { code, at: env.now() } });
      },
    });
    this.drafts = new DraftSender(env, {
      drafts: () => model.drafts,
      chat: (id) => model.chats.get(id),
      online,
      async send(row) {
        const { chatId, text, replyTo } = row;
        const draft = isSameDraft(row, NOTHING) ? null : { text, replyTo };
        const chat = await ask('chat.own', { chatId, draft });
        await writer.push({ kind: 'acted', chatId, chat, draft: row });
      },
      yield: (row) => writer.push({ kind: 'acted', chatId: row.chatId, draft: row }),
    });
  }

  opened(serverNow: number): void {
    this.actions.kick(true);
    this.waitForDue();
    this.drafts.opened(serverNow);
  }

  noticed({ actions = [], drafts = [], chats = [] }: LocalChange): void {
    if (actions.length > 0) this.actions.kick();
    if (actions.some((row) => row.notBefore !== undefined)) this.waitForDue();
    if (drafts.length > 0) this.drafts.changed(drafts.map((draft) => draft.chatId));
    this.drafts.look(chats.map((chat) => chat.id));
  }

  /** An action that can still be cancelled is sent when its time is over, by the tab that leads then. */
  private waitForDue(): void {
    this.due?.();
    this.due = undefined;
    const { env, model } = this.parts;
    const waiting = model.actions.flatMap(({ notBefore = 0 }) =>
      notBefore > env.now() ? [notBefore] : [],
    );
    if (waiting.length === 0) return;
    this.due = env.after(Math.min(...waiting) - env.now(), () => {
      this.actions.kick();
      this.waitForDue();
    });
  }

  stop(): void {
    this.due?.();
    this.actions.stop();
    this.drafts.stop();
  }
}
