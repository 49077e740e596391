import { fitOf, matches, toTerms } from '../../protocol/find.ts';
import type { Presence } from '../../protocol/presence.ts';
import type { SearchReply } from '../../protocol/search.ts';
import type { User } from '../../protocol/users.ts';
import {
  ApiError,
  type ChatRow,
  type ConnectionState,
  type Messenger,
  type OutgoingMessages,
  type OutgoingText,
  type SendOptions,
} from '../core/services.ts';
import { Writable } from '../core/store.ts';
import type { Unsent } from '../core/unsent.ts';
import type { UploadShare } from '../core/upload-share.ts';
import { FakeActions } from './fake-actions.ts';
import { createFakeAsk } from './fake-ask.ts';
import { fakeChats, fakePresence } from './fake-chats.ts';
import { me, PEOPLE } from './fake-data.ts';
import { FakeGroups } from './fake-groups.ts';
import { FakeHistory } from './fake-history.ts';
import { fakeLongChats } from './fake-long-chats.ts';
import { fakeMessage, toWire } from './fake-message.ts';
import { FakeTimeline } from './fake-timeline.ts';
import { lengths, type Scene } from './scene.ts';

/** How long the pages of long chats take. */
const PAGE_MS = 150;

/** Everything in memory: to look at the screens, and to test them where there is a real layout. */
export class FakeMessenger implements Messenger {
  readonly connection: Writable<ConnectionState>;
  readonly chats: Writable<ChatRow[] | undefined>;
  readonly presence = new Writable<ReadonlyMap<string, Presence>>(fakePresence());
  readonly unread: Writable<number>;
  readonly taken = new Writable<readonly never[]>([]);
  readonly joinRequests = new Writable<ReadonlyMap<string, number>>(new Map());
  readonly uploads = new Writable<ReadonlyMap<string, UploadShare>>(new Map());
  readonly groups = new FakeGroups();
  readonly ask = createFakeAsk((chatId) => this.history(chatId).all());
  readonly actions = new FakeActions(this);
  /** What tests look at: the newest timeline of each chat, what was sent and how, and drafts. */
  readonly timelines = new Map<string, FakeTimeline>();
  readonly sent: string[] = [];
  readonly options: (SendOptions | undefined)[] = [];
  readonly drafts = new Map<string, Unsent>();
  private readonly histories: ReadonlyMap<string, FakeHistory>;

  constructor(private readonly scene: Scene) {
    const now = Date.now();
    const made = scene === 'long' ? fakeLongChats(lengths()) : fakeChats();
    this.histories = new Map(made.map(({ row, history }) => [row.chat.id, history]));
    const rows = made.map(({ row }) => row);
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

  history(chatId: string): FakeHistory {
    return this.histories.get(chatId) ?? FakeHistory.of([]);
  }

  findUserByName(username: string): User | undefined {
    return [...Object.values(PEOPLE), me].find((user) => user.username === username);
  }

  findUser(id: string): User | undefined {
    return [me, ...Object.values(PEOPLE)].find((one) => one.id === id);
  }

  reconnect(): void {
    this.connection.set({ state: 'connecting', since: Date.now() - 5_000 });
  }

  openTimeline(chatId: string): FakeTimeline {
    const unread = this.chats.get()?.find((row) => row.chat.id === chatId)?.unread ?? 0;
    const delayMs = this.scene === 'long' ? PAGE_MS : 0;
    const timeline = new FakeTimeline(this.history(chatId), unread, delayMs);
    this.timelines.set(chatId, timeline);
    return timeline;
  }

  async hasRecording(): Promise<boolean> {
    return false;
  }

  async openOutgoing(): Promise<OutgoingMessages> {
    const none = async () => {};
    const nothing = async () => undefined;
    const made = {
      send: none,
      setPaused: none,
      keepRecording: none,
      removeRecording: none,
      sendSpoken: none,
    };
    return { ...made, findUnfinished: nothing, readRecording: nothing };
  }

  async send(
    chatId: string,
    texts: string | readonly OutgoingText[],
    options?: SendOptions,
  ): Promise<void> {
    if (this.drafts.get(chatId)?.text === options?.written) this.drafts.set(chatId, { text: '' });
    const parts = typeof texts === 'string' ? [{ text: texts }] : texts;
    for (const { text, entities = [] } of parts) {
      const said = entities.length > 0 ? { ...options, entities: [...entities] } : options;
      this.sent.push(text);
      this.options.push(said);
      const message = { chatId, senderId: me.id, mine: true, text, state: 'sent' as const };
      this.history(chatId).arrive(fakeMessage({ ...message, ...said }));
    }
  }

  async retry(): Promise<void> {}

  async discard(clientId: string): Promise<{ text: string }> {
    for (const history of this.histories.values()) {
      const text = history.discard(clientId);
      if (text !== undefined) return { text };
    }
    return { text: '' };
  }

  async readDraft(chatId: string): Promise<Unsent> {
    const row = this.chats.get()?.find((one) => one.chat.id === chatId);
    return this.drafts.get(chatId) ?? { text: row?.draft ?? '' };
  }

  async setDraft(chatId: string, text: string, replyTo?: number): Promise<void> {
    this.drafts.set(chatId, { text, replyTo });
  }

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
    const hits = [...this.histories]
      .filter(([id]) => chatId === null || id === chatId)
      .flatMap(([, history]) => history.all())
      .map((message) => ({ message: toWire(message), matches: matches(message.text, q) }))
      .filter(({ matches }) => matches.length > 0)
      .sort((a, b) => b.message.createdAt - a.message.createdAt);
    return { hits, next: null };
  }
}
