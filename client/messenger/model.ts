import type { Me, User } from '../../protocol/users.ts';
import type { Change } from '../core/local-db/change.ts';
import type { ChatRecord, DraftRow, OutboxRow } from '../core/local-db/schema.ts';
import type { LocalDb } from '../core/local-db.ts';

const LOADED = ['chats', 'users', 'outbox', 'drafts', 'meta'] as const;

/** What the local database holds, without the messages, in this tab's memory. Changes come after their commit. */
export class Model {
  readonly chats = new Map<string, ChatRecord>();
  readonly users = new Map<string, User>();
  readonly drafts = new Map<string, string>();
  me: Me | undefined;
  private rows: readonly OutboxRow[] = [];
  /** A notice of a row may arrive after the notice of its end. */
  private readonly settled = new Set<string>();
  private readonly listeners = new Set<(change: Change) => void>();

  /** The outbox in its order. */
  get outbox(): readonly OutboxRow[] {
    return this.rows;
  }

  async load(db: LocalDb): Promise<void> {
    const [chats, users, outbox, drafts, meta] = await db.read(LOADED, (tx) =>
      Promise.all([
        tx.all('chats'),
        tx.all('users'),
        tx.all('outbox'),
        tx.all('drafts'),
        tx.get('meta', 'me'),
      ]),
    );
    const held = new Set(chats.map((chat) => chat.id));
    const gone = [...this.chats.keys()].filter((id) => !held.has(id));
    this.rows = [];
    this.apply({ chats, users, outbox, drafts, gone, me: meta?.value });
  }

  apply(change: Change): void {
    for (const id of change.gone ?? []) {
      this.chats.delete(id);
      this.drafts.delete(id);
    }
    for (const chat of change.chats ?? []) {
      const held = this.chats.get(chat.id);
      if (!held || held.version <= chat.version) this.chats.set(chat.id, chat);
    }
    for (const user of change.users ?? []) this.users.set(user.id, user);
    for (const draft of change.drafts ?? []) this.setDraft(draft);
    if (change.me) this.me = change.me;
    this.applyOutbox(change);
    for (const listener of [...this.listeners]) listener(change);
  }

  watch(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private setDraft({ chatId, text }: DraftRow): void {
    if (text === '') this.drafts.delete(chatId);
    else this.drafts.set(chatId, text);
  }

  private applyOutbox({ outbox = [], settled = [] }: Change): void {
    if (outbox.length === 0 && settled.length === 0) return;
    for (const id of settled) this.settled.add(id);
    const rows = new Map(this.rows.map((row) => [row.clientId, row]));
    for (const row of outbox) rows.set(row.clientId, row);
    this.rows = [...rows.values()]
      .filter((row) => !this.settled.has(row.clientId))
      .sort((a, b) => a.order - b.order);
  }
}
