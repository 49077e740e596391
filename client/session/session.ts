import type { Me } from '../../protocol/users.ts';
import type { Env } from '../core/env.ts';
import type { Http } from '../core/http.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { PendingAction } from '../core/local-db/pending-action.ts';
import { LocalDb } from '../core/local-db.ts';
import type { ChatRow } from '../core/services.ts';
import type { Writable } from '../core/store.ts';
import { type TabCall, TabCalls } from '../core/tab-calls.ts';
import { Tabs } from '../core/tabs.ts';
import type { Taken } from '../core/taken.ts';
import { uuidv7 } from '../core/uuid.ts';
import { Leader } from '../leader/leader.ts';
import type { CallName, LeaderCall, TabState } from '../leader/leader-calls.ts';
import { createHandlers } from '../leader/leader-handlers.ts';
import type { StoredBytes } from '../media/stored-bytes/stored-bytes.ts';
import { ChatList } from '../model/chat-list.ts';
import { LiveModel, type LiveStores, type LiveUpdate } from '../model/live.ts';
import { Model } from '../model/model.ts';
import { addPendingAction, cancelPendingAction } from '../outbox/actions.ts';
import { PageLifecycle } from './page-lifecycle.ts';

/** What the tabs of a browser tell each other. */
type TabMessage =
  | TabCall
  | { kind: 'notice'; change: LocalChange }
  | { kind: 'live'; update: LiveUpdate }
  | { kind: 'bye'; tab: string };

/** Stores that outlive a session: components hold them. */
type SessionStores = LiveStores & {
  chats: Writable<ChatRow[] | undefined>;
  unread: Writable<number>;
};

/** What a session knows of the timelines that are open. */
type OpenTimeline = { readonly chatId: string; jumpToEnd(): Promise<void>; close(): void };

type SessionHooks = {
  /** The person was removed from these groups, or their owner deleted them. */
  onTaken(groups: readonly Taken[]): void;
  onMe(me: Me): void;
  /** `ended`: the session was ended on purpose; otherwise it has expired. */
  onSignedOut(ended: boolean): void;
  /** A file of this device is at the server. */
  onUploaded(fileId: string, blob: Blob, thumb: Blob | undefined): Promise<void>;
  /** Another tab has removed the database. */
  onRemoved(): void;
};

const LEADER_ANSWERS_MS = 5000;

/** One person's data in one tab: the database, what is shown of it, and the lead or the way to it. */
export class ClientSession {
  readonly tab = uuidv7();
  readonly live: LiveModel;
  private readonly list: ChatList;
  private readonly calls: TabCalls;
  private readonly open = new Set<OpenTimeline>();
  private readonly stops: (() => void)[] = [];
  private leader: Leader | undefined;
  private stored: Promise<StoredBytes> | undefined;
  private closed = false;

  private constructor(
    readonly env: Env,
    private readonly http: Http,
    readonly me: string,
    readonly db: LocalDb,
    readonly model: Model,
    private readonly tabs: Tabs<TabMessage>,
    stores: SessionStores,
    private readonly hooks: SessionHooks,
  ) {
    stores.connection.set({ state: 'connecting', since: env.now() });
    this.live = new LiveModel(env, stores, (chatId) => this.list.touch(chatId));
    this.list = new ChatList(
      model,
      me,
      { now: env.now, listTyping: (chatId) => this.live.listTyping(chatId) },
      stores,
    );
    this.calls = new TabCalls(env, {
      tab: this.tab,
      post: (message) => tabs.post(message),
      findLeader: () => this.findLeaderCall(),
    });
  }

  /**
   * The tab listens to other tabs before it reads the database, so that it misses nothing that they write meanwhile.
   */
  static async open(
    env: Env,
    http: Http,
    userId: string,
    stores: SessionStores,
    hooks: SessionHooks,
  ): Promise<ClientSession> {
    const early: TabMessage[] = [];
    let session: ClientSession | undefined;
    const tabs = new Tabs<TabMessage>(env, `payambar-${userId}`, {
      receive: (message) => (session ? session.receive(message) : early.push(message)),
    });
    const db = await LocalDb.open(env, userId, {
      onMemoryFallback: () => tabs.goAlone(),
      onOutdated: (by) => (by === 'removal' ? hooks.onRemoved() : env.reload()),
    });
    const model = new Model();
    await model.load(db);
    session = new ClientSession(env, http, userId, db, model, tabs, stores, hooks);
    for (const message of early) session.receive(message);
    session.start();
    return session;
  }

  readonly call: LeaderCall = (name, body) => this.calls.ask(name, body);

  /** A change that this tab has written. */
  publish(change: LocalChange): void {
    this.model.apply(change);
    this.tabs.post({ kind: 'notice', change });
    this.leader?.handleChange(change);
  }

  /** Stores what is wanted and shows it; the leader tells the server. */
  async addAction(chatId: string, what: PendingAction, undoMs = 0): Promise<string> {
    const change = await addPendingAction(this.db, this.env, chatId, what, undoMs);
    this.publish(change);
    return change.actions[0].id;
  }

  /** Cancels a pending action as if it had never been made; returns false when the server may know of it. */
  async cancelAction(id: string): Promise<boolean> {
    const change = await cancelPendingAction(this.db, this.env, id);
    if (change) this.publish(change);
    return change !== undefined;
  }

  /** The bytes of what waits to be sent; their code comes when they are first asked for. */
  openBytes(): Promise<StoredBytes> {
    this.stored ??= import('../media/stored-bytes/stored-bytes.ts').then((code) =>
      code.StoredBytes.open(this.me),
    );
    this.stored.catch(() => {
      this.stored = undefined;
    });
    return this.stored;
  }

  reconnect(): void {
    if (this.leader) this.leader.socket.wake();
    else this.announce(true);
  }

  /** A timeline is shown, until the answered function is called. */
  registerTimeline(timeline: OpenTimeline): () => void {
    this.open.add(timeline);
    this.announce(false);
    return () => {
      if (this.open.delete(timeline) && !this.closed) this.announce(false);
    };
  }

  listShown(chatId: string): OpenTimeline[] {
    return [...this.open].filter((timeline) => timeline.chatId === chatId);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.tabs.post({ kind: 'bye', tab: this.tab });
    for (const stop of this.stops) stop();
    for (const timeline of [...this.open]) timeline.close();
    this.leader?.stop();
    this.leader = undefined;
    this.tabs.stop();
    this.calls.stop();
    this.live.close();
    this.list.close();
    this.db.close();
  }

  private start(): void {
    this.stops.push(
      this.tabs.role.subscribe(() => void this.handleRoleChange()),
      this.model.watch(({ me }) => me && this.hooks.onMe(me)),
      this.model.watch(({ taken }) => taken?.length && this.hooks.onTaken(taken)),
    );
    if (this.db.inMemory) this.tabs.goAlone();
    else this.tabs.start();
    this.announce(false);
    const signs = new PageLifecycle(this.env, {
      announce: (wake) => this.announce(wake),
      reconnect: () => this.reconnect(),
      onLeave: () => this.tabs.post({ kind: 'bye', tab: this.tab }),
      onRestore: () => void this.model.load(this.db).catch(() => {}),
    });
    this.stops.push(() => signs.stop());
  }

  private async handleRoleChange(): Promise<void> {
    if (this.tabs.role.get() === 'follower') {
      this.leader?.stop();
      this.leader = undefined;
    } else {
      // The database is read again, for the reason in `handleNewLeader`.
      await this.model.load(this.db);
      if (this.closed || this.leader || this.tabs.role.get() === 'follower') return;
      this.leader = this.createLeader();
      this.leader.start();
    }
    this.calls.handleNewLeader();
    if (!this.closed) this.announce(false);
  }

  private createLeader(): Leader {
    const { env, http, db, model, me } = this;
    return new Leader({
      env,
      http,
      db,
      model,
      me,
      publish: (change) => this.publish(change),
      publishLive: (update) => {
        this.live.apply(update);
        this.tabs.post({ kind: 'live', update });
      },
      readLive: () => this.live.readState(),
      onSignedOut: (ended) => this.hooks.onSignedOut(ended),
      openBytes: () => this.openBytes(),
      onUploaded: (fileId, blob, thumb) => this.hooks.onUploaded(fileId, blob, thumb),
    });
  }

  private findLeaderCall(): ((name: string, body: unknown) => Promise<unknown>) | undefined {
    const { leader } = this;
    if (!leader) return undefined;
    const handlers = createHandlers(leader);
    return (name, body) => handlers[name as CallName](body as never);
  }

  private receive(message: TabMessage): void {
    if (message.kind === 'notice') {
      this.model.apply(message.change);
      this.leader?.handleChange(message.change);
    } else if (message.kind === 'live') {
      if (!this.leader) this.live.apply(message.update);
    } else if (message.kind === 'bye') {
      this.leader?.tabs.remove(message.tab);
    } else {
      this.calls.receive(message);
      if (message.kind === 'leading' && !this.leader) void this.handleNewLeader();
    }
  }

  /** The leader before may have died between a commit and its notice: the database knows. */
  private async handleNewLeader(): Promise<void> {
    this.announce(false);
    await this.model.load(this.db).catch(() => {});
  }

  private toTabState(wake: boolean): TabState {
    return {
      tab: this.tab,
      visible: this.env.page.isVisible(),
      open: [...this.open].map(({ chatId }) => chatId),
      wake,
    };
  }

  /**
   * Sends the state of this tab to the leader and takes over its live state. A leader that does not reply is replaced.
   */
  private announce(wake: boolean): void {
    const { leader } = this;
    if (leader) {
      leader.tabs.set(this.toTabState(false), true);
      if (wake) leader.wake();
      return;
    }
    this.calls.ask<LiveUpdate>('announceTab', this.toTabState(wake), LEADER_ANSWERS_MS).then(
      (update) => {
        if (!this.leader && !this.closed) this.live.apply(update);
      },
      () => {
        if (!this.closed && this.env.page.isVisible()) this.tabs.steal();
      },
    );
  }
}
