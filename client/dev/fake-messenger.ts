import { fitOf, matches, toTerms } from '../../protocol/find.ts';
import type { Presence } from '../../protocol/presence.ts';
import type { SearchReply } from '../../protocol/search.ts';
import type { User } from '../../protocol/users.ts';
import {
  ApiError,
  type ChatRow,
  type ConnectionState,
  type Messenger,
  type Timeline,
  type TimelineMessage,
} from '../core/services.ts';
import { Writable } from '../core/store.ts';
import type { Unsent } from '../core/unsent.ts';
import { FakeActions } from './fake-actions.ts';
import { createFakeAsk } from './fake-ask.ts';
import { fakePresence, fakeRows, talks } from './fake-chats.ts';
import { me, PEOPLE } from './fake-data.ts';
import { FakeGroups } from './fake-groups.ts';
import { FakeTimeline } from './fake-timeline.ts';
import type { Scene } from './scene.ts';

export class FakeMessenger implements Messenger {
  readonly connection: Writable<ConnectionState>;
  readonly chats: Writable<ChatRow[] | undefined>;
  readonly presence = new Writable<ReadonlyMap<string, Presence>>(fakePresence());
  readonly unread: Writable<number>;
  readonly taken = new Writable<readonly never[]>([]);
  readonly joinRequests = new Writable<ReadonlyMap<string, number>>(new Map());
  readonly groups = new FakeGroups();
  readonly ask = createFakeAsk((chatId) => this.messages(chatId).get());
  readonly actions = new FakeActions({
    of: (chatId) => this.messages(chatId),
    send: (chatId, text, more) => this.send(chatId, text, more),
  });
  private readonly open = new Map<string, Writable<TimelineMessage[]>>();

  constructor(scene: Scene) {
    const rows = fakeRows();
    const now = Date.now();
    this.chats = new Writable<ChatRow[] | undefined>(scene === 'empty' ? [] : rows);
    if (scene === 'loading') this.chats.set(undefined);
    this.unread = new Writable(scene === 'empty' ? 0 : 17);
    this.connection = new Writable<ConnectionState>(
      scene === 'offline'
        ? { state: 'waiting', retryAt: now + 25_000, since: now - 60_000 }
        : scene === 'outdated'
          ? { state: 'outdated' }
          : { state: 'online', ...(scene === 'polling' ? { polling: true } : {}) },
    );
  }

  userNamed(username: string): User | undefined {
    return [...Object.values(PEOPLE), me].find((user) => user.username === username);
  }

  user(id: string): User | undefined {
    return [me, ...Object.values(PEOPLE)].find((one) => one.id === id);
  }

  reconnect(): void {
    this.connection.set({ state: 'connecting', since: Date.now() - 5_000 });
  }

  openTimeline(chatId: string): Timeline {
    const unread = this.chats.get()?.find((row) => row.chat.id === chatId)?.unread ?? 0;
    return new FakeTimeline(this.messages(chatId), unread);
  }

  async send(chatId: string, text: string, more: Partial<TimelineMessage> = {}): Promise<void> {
    const list = this.messages(chatId);
    const message: TimelineMessage = {
      chatId,
      seq: list.get().length + 1,
      senderId: me.id,
      clientId: crypto.randomUUID(),
      kind: 'text',
      text,
      createdAt: Date.now(),
      editedAt: null,
      deletedAt: null,
      rev: 0,
      mine: true,
      state: text.startsWith('!') ? 'failed' : 'sent',
      error: text.startsWith('!') ? 'not_found' : null,
      ...more,
    };
    list.set([...list.get(), message]);
  }

  async retry(): Promise<void> {}

  async discard(clientId: string): Promise<{ text: string }> {
    for (const list of this.open.values()) {
      const text = list.get().find((message) => message.clientId === clientId)?.text;
      list.set(list.get().filter((message) => message.clientId !== clientId));
      if (text !== undefined) return { text };
    }
    return { text: '' };
  }

  async draft(chatId: string): Promise<Unsent> {
    return { text: this.chats.get()?.find((row) => row.chat.id === chatId)?.draft ?? '' };
  }

  setDraft(): void {}
  setTyping(): void {}

  async askForChat(): Promise<string> {
    return 'chat-house0';
  }

  async openDirect(userId: string): Promise<string> {
    const row = this.chats.get()?.find((one) => one.peer?.id === userId);
    if (row === undefined) throw new ApiError('offline');
    return row.chat.id;
  }

  async openSaved(): Promise<string> {
    return this.chats.get()?.find((one) => one.chat.kind === 'self')?.chat.id ?? '';
  }

  async findPeople(q: string): Promise<User[]> {
    const wanted = toTerms(q);
    return Object.values(PEOPLE).filter(
      (one) => fitOf(`${one.displayName} ${one.username}`, wanted) !== 'none',
    );
  }

  async search(q: string, chatId: string | null): Promise<SearchReply> {
    const hits = [...talks.values()]
      .flat()
      .filter((message) => chatId === null || message.chatId === chatId)
      .map(({ mine: _, ...message }) => ({ message, marks: matches(message.text, q) }))
      .filter(({ marks }) => marks.length > 0)
      .sort((a, b) => b.message.createdAt - a.message.createdAt);
    return { hits, next: null };
  }

  private messages(chatId: string): Writable<TimelineMessage[]> {
    const known = this.open.get(chatId) ?? new Writable(talks.get(chatId) ?? []);
    this.open.set(chatId, known);
    return known;
  }
}
