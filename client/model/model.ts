import type { Me, User } from '../../protocol/users.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { ActionRow } from '../core/local-db/pending-action.ts';
import type { ChatRecord, DraftRow, OutboxRow } from '../core/local-db/schema.ts';
import type { LocalDb } from '../core/local-db.ts';
import { NOTHING, type Unsent } from '../core/unsent.ts';

const LOADED = ['chats', 'users', 'outbox', 'drafts', 'meta', 'actions'] as const;

/** What the local database holds, without the messages, in this tab's memory. Changes come after their commit. */
export class Model {
  readonly chats = new Map<string, ChatRecord>();
  readonly users = new Map<string, User>();
  /** Drafts that the server does not have yet. An empty one means that the server is to have none. */
  readonly drafts = new Map<string, DraftRow>();
  me: Me | undefined;
  private readonly outboxRows = new Rows<OutboxRow>((row) => row.clientId);
  private readonly actionRows = new Rows<ActionRow>((row) => row.id);
  private readonly listeners = new Set<(change: LocalChange) => void>();

  /** The outbox in its order. */
  get outbox(): readonly OutboxRow[] {
    return this.outboxRows.all;
  }

  /** What the server has not answered, in its order. */
  get actions(): readonly ActionRow[] {
    return this.actionRows.all;
  }

  /** What the composer of a chat begins with. */
  getDraft(chatId: string): Unsent {
    return this.drafts.get(chatId) ?? this.chats.get(chatId)?.settings.draft ?? NOTHING;
  }

  /** The chat with one other person. */
  findDirect(userId: string): ChatRecord | undefined {
    return [...this.chats.values()].find(
      ({ kind, left, members }) =>
        kind === 'direct' && !left && members.some((member) => member.userId === userId),
    );
  }

  async load(db: LocalDb): Promise<void> {
    const [chats, users, outbox, drafts, meta, actions] = await db.read(LOADED, (tx) =>
      Promise.all([
        tx.getAll('chats'),
        tx.getAll('users'),
        tx.getAll('outbox'),
        tx.getAll('drafts'),
        tx.get('meta', 'me'),
        tx.getAll('actions'),
      ]),
    );
    const held = new Set(chats.map((chat) => chat.id));
    const gone = [...this.chats.keys()].filter((id) => !held.has(id));
    const drafted = new Set(drafts.map((draft) => draft.chatId));
    const draftsStored = [...this.drafts.keys()].filter((id) => !drafted.has(id));
    this.outboxRows.clear();
    this.actionRows.clear();
    this.apply({
      chats,
      users,
      outbox,
      drafts,
      actions,
      gone,
      draftsStored,
      me: meta?.value,
    });
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
    for (const id of change.draftsStored ?? []) this.drafts.delete(id);
    for (const draft of change.drafts ?? []) this.drafts.set(draft.chatId, draft);
    if (change.me) this.me = change.me;
    this.outboxRows.apply(change.outbox ?? [], change.leftOutbox ?? []);
    this.actionRows.apply(change.actions ?? [], change.actionsAnswered ?? []);
    for (const listener of [...this.listeners]) listener(change);
  }

  watch(listener: (change: LocalChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** Rows of a queue, in their order. */
class Rows<R extends { order: number }> {
  all: readonly R[] = [];
  /** A notice of a row may arrive after the notice of its end. */
  private readonly ended = new Set<string>();

  constructor(private readonly id: (row: R) => string) {}

  clear(): void {
    this.all = [];
  }

  apply(changed: readonly R[], ended: readonly string[]): void {
    if (changed.length === 0 && ended.length === 0) return;
    for (const id of ended) this.ended.add(id);
    const rows = new Map(this.all.map((row) => [this.id(row), row]));
    for (const row of changed) rows.set(this.id(row), row);
    this.all = [...rows.values()]
      .filter((row) => !this.ended.has(this.id(row)))
      .sort((a, b) => a.order - b.order);
  }
}
