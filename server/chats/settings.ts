import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatSettingsRow } from '../../db/stores/membership-settings.ts';
import type { ChatReply } from '../../protocol/chats.ts';
import { isRemoved } from '../../protocol/rules/chat-settings.ts';
import type { UpBody, UpReply } from '../../protocol/up.ts';
import type { Change, Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { applySettings, withCleared } from './settings-change.ts';
import { readChatSnapshot, revealChat, toSettingsChange } from './settings-effects.ts';
import { toSettingsView } from './settings-views.ts';

/** What is one person's own in a chat: only their devices hear of it, and who is away learns it by `list`. */
export function createChatSettings({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  function* readOwn(userId: string, chatId: string): Tx<ChatSettingsRow> {
    const [row] = yield* db.chatSettings.of(userId, [chatId]);
    if (!row || !(yield* db.chats.membership(userId, chatId))) throw new ApiError('not_found');
    return row;
  }

  /** State, not steps: what looks the same afterwards is not written and not announced. */
  function* save(userId: string, row: ChatSettingsRow, next: ChatSettingsRow): Tx<boolean> {
    if (
      Bun.deepEquals(toSettingsView(row), toSettingsView(next)) &&
      isRemoved(row) === isRemoved(next)
    )
      return false;
    yield* db.chatSettings.save(userId, next);
    return true;
  }

  function* toOthers(userId: string, reply: ChatReply): Tx<Change> {
    return { ...(yield* toSettingsChange(db, userId, reply)), exceptSender: true };
  }

  return {
    async own(ctx: Ctx, body: UpBody<'chat.settings'>): Promise<Outcome<UpReply<'chat.settings'>>> {
      const now = clock.now();
      const { userId } = ctx;
      const outcome = await db.write(function* () {
        const row = yield* readOwn(userId, body.chatId);
        const moved = yield* save(userId, row, applySettings(row, body, now));
        const reply = yield* readChatSnapshot(db, userId, body.chatId);
        return { reply, changes: moved ? [yield* toOthers(userId, reply)] : [] };
      });
      // Words that were taken out of the field leave the log too.
      if (body.draft !== undefined && !body.draft?.text) db.scrub();
      return outcome;
    },

    /** Receipts do not move: clearing the history is not reading it. */
    async clear(ctx: Ctx, body: UpBody<'chat.clear'>): Promise<Outcome<UpReply<'chat.clear'>>> {
      const { userId } = ctx;
      const { chatId } = body;
      return db.write(function* () {
        const row = yield* readOwn(userId, chatId);
        const next = withCleared(row, body.seq, body.remove);
        const moved = yield* save(userId, row, next);
        if (moved) yield* db.chatSettings.forget(userId, chatId, next.cleared);
        const reply = yield* readChatSnapshot(db, userId, chatId);
        return { reply, changes: moved ? [yield* toOthers(userId, reply)] : [] };
      });
    },

    async accept(ctx: Ctx, { chatId }: UpBody<'chat.accept'>): Promise<Outcome<ChatReply>> {
      const { userId } = ctx;
      return db.write(function* () {
        const row = yield* readOwn(userId, chatId);
        if (row.request === 0)
          return { reply: yield* readChatSnapshot(db, userId, chatId), changes: [] as Change[] };
        yield* db.chatSettings.save(userId, { ...row, request: 0 });
        const revealed = yield* revealChat(db, userId, chatId);
        const reply = yield* readChatSnapshot(db, userId, chatId);
        return {
          reply,
          changes: [yield* toOthers(userId, reply), ...revealed.changes],
          ties: revealed.ties,
        };
      });
    },
  };
}
