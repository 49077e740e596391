import type { Me, User } from '../../protocol/users.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { ActionRow } from '../core/local-db/pending-action.ts';
import type { ChatRecord, DraftRow, OutboxRow } from '../core/local-db/schema.ts';
import type { LocalDb } from '../core/local-db.ts';
import { NOTHING, type Unsent } from '../core/unsent.ts';
import { Rows } from './ordered-rows.ts';

const LOADED = ['chats', 'users', 'outbox', 'drafts', 'meta', 'actions'] as const;

/** What the local database holds, without the messages, in this tab's memory. Changes come after their commit. */
export class Model {
  readonly chats = new Map<string, ChatRecord>();
  readonly users = new Map<string, User>();
  /** Drafts that the server does not have yet. An empty one means that the server is to have none. */
  readonly drafts = new Map<string, DraftRow>();
  me: Me | undefined;
  private readonly sending = new Rows<OutboxRow>((row) => row.clientId);
  private readonly wishing = new Rows<ActionRow>((row) => row.id);
  private readonly listeners = new Set<(change: LocalChange) => void>();

  /** The outbox in its order. */
  get outbox(): readonly OutboxRow[] {
    return this.sending.all;
  }

  /** What the server has not answered, in its order. */
  get actions(): readonly ActionRow[] {
    return this.wishing.all;
  }

  /** What the composer of a chat begins with. */
  draft(chatId: string): Unsent {
    return this.drafts.get(chatId) ?? this.chats.get(chatId)?.own.draft ?? NOTHING;
  }

  /** The chat with one other person. */
  direct(userId: string): ChatRecord | undefined {
    return [...this.chats.values()].find(
      ({ kind, left, members }) =>
        kind === 'direct' && !left && members.some((member) => member.userId === userId),
    );
  }

  async load(db: LocalDb): Promise<void> {
    const [chats, users, outbox, drafts, meta, actions] = await db.read(LOADED, (tx) =>
      Promise.all([
        tx.all('chats'),
        tx.all('users'),
        tx.all('outbox'),
        tx.all('drafts'),
        tx.get('meta', 'me'),
        tx.all('actions'),
      ]),
    );
    const held = new Set(chats.map((chat) => chat.id));
    const gone = [...this.chats.keys()].filter((id) => !held.has(id));
    const drafted = new Set(drafts.map((draft) => draft.chatId));
    const told = [...this.drafts.keys()].filter((id) => !drafted.has(id));
    this.sending.clear();
    this.wishing.clear();
    this.apply({ chats, users, outbox, drafts, actions, gone, told, me: meta?.value });
  }

  apply(change: LocalChange): void {
    for (const id of change.gone ?? []) {
      this.chats.delete(id);
      this.drafts.delete(id);
    }
    for (const chat of change.chats ?? []) {
      const held = this.chats.get(chat.id);
      if (!held || held.version <= chat.version) this.chats.set(chat.id, chat);
    }
    for (const user of change.users ?? []) this.users.set(user.id, user);
    for (const id of change.told ?? []) this.drafts.delete(id);
    for (const draft of change.drafts ?? []) this.drafts.set(draft.chatId, draft);
    if (change.me) this.me = change.me;
    this.sending.apply(change.outbox ?? [], change.settled ?? []);
    this.wishing.apply(change.actions ?? [], change.done ?? []);
    for (const listener of [...this.listeners]) listener(change);
  }

  watch(listener: (change: LocalChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
