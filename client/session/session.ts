import type { Env } from '../core/env.ts';
import type { Http } from '../core/http.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { PendingAction } from '../core/local-db/pending-action.ts';
import { LocalDb } from '../core/local-db.ts';
import { TabCalls } from '../core/tab-calls.ts';
import { Tabs } from '../core/tabs.ts';
import { uuidv7 } from '../core/uuid.ts';
import { Leader } from '../leader/leader.ts';
import type { CallName, LeaderCall, TabState } from '../leader/leader-calls.ts';
import { handlersOf } from '../leader/leader-handlers.ts';
import { ChatList } from '../model/chat-list.ts';
import { LiveModel, type LiveUpdate } from '../model/live.ts';
import { Model } from '../model/model.ts';
import { addPendingAction, cancelPendingAction } from '../outbox/actions.ts';
import { PageLifecycle } from './page-lifecycle.ts';
import type { OpenTimeline, SessionHooks, SessionStores, TabMessage } from './session-types.ts';

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
      { now: env.now, typing: (chatId) => this.live.typing(chatId) },
      stores,
    );
    this.calls = new TabCalls(env, {
      tab: this.tab,
      post: (message) => tabs.post(message),
      leader: () => this.leaderCall(),
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
      fellToMemory: () => tabs.goAlone(),
      outdated: (by) => (by === 'removal' ? hooks.removed() : env.reload()),
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
    this.leader?.noticed(change);
  }

  /** Stores what is wanted and shows it; the leader tells the server. */
  async wish(chatId: string, what: PendingAction, undoMs = 0): Promise<string> {
    const change = await addPendingAction(this.db, this.env, chatId, what, undoMs);
    this.publish(change);
    return change.actions[0].id;
  }

  /** Cancels a pending action as if it had never been made; returns false when the server may know of it. */
  async takeBack(id: string): Promise<boolean> {
    const change = await cancelPendingAction(this.db, this.env, id);
    if (change) this.publish(change);
    return change !== undefined;
  }

  reconnect(): void {
    if (this.leader) this.leader.socket.nudge();
    else this.announce(true);
  }

  /** A timeline is shown, until the answered function is called. */
  show(timeline: OpenTimeline): () => void {
    this.open.add(timeline);
    this.announce(false);
    return () => {
      if (this.open.delete(timeline) && !this.closed) this.announce(false);
    };
  }

  shown(chatId: string): OpenTimeline[] {
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
      this.tabs.role.subscribe(() => void this.roleChanged()),
      this.model.watch(({ me }) => me && this.hooks.me(me)),
      this.model.watch(({ taken }) => taken?.length && this.hooks.taken(taken)),
    );
    if (this.db.inMemory) this.tabs.goAlone();
    else this.tabs.start();
    this.announce(false);
    const signs = new PageLifecycle(this.env, {
      announce: (wake) => this.announce(wake),
      reconnect: () => this.reconnect(),
      leaving: () => this.tabs.post({ kind: 'bye', tab: this.tab }),
      restored: () => void this.model.load(this.db).catch(() => {}),
    });
    this.stops.push(() => signs.stop());
  }

  private async roleChanged(): Promise<void> {
    if (this.tabs.role.get() === 'follower') {
      this.leader?.stop();
      this.leader = undefined;
    } else {
      // The database is read again, for the reason in `follow`.
      await this.model.load(this.db);
      if (this.closed || this.leader || this.tabs.role.get() === 'follower') return;
      this.leader = this.newLeader();
      this.leader.start();
    }
    this.calls.leadPassed();
    if (!this.closed) this.announce(false);
  }

  private newLeader(): Leader {
    const { env, http, db, model, me } = this;
    return new Leader({
      env,
      http,
      db,
      model,
      me,
      publish: (change) => this.publish(change),
      live: (update) => {
        this.live.apply(update);
        this.tabs.post({ kind: 'live', update });
      },
      snapshot: () => this.live.snapshot(),
      signedOut: (ended) => this.hooks.signedOut(ended),
    });
  }

  private leaderCall(): ((name: string, body: unknown) => Promise<unknown>) | undefined {
    const { leader } = this;
    if (!leader) return undefined;
    const handlers = handlersOf(leader);
    return (name, body) => handlers[name as CallName](body as never);
  }

  private receive(message: TabMessage): void {
    if (message.kind === 'notice') {
      this.model.apply(message.change);
      this.leader?.noticed(message.change);
    } else if (message.kind === 'live') {
      if (!this.leader) this.live.apply(message.update);
    } else if (message.kind === 'bye') {
      this.leader?.tabs.remove(message.tab);
    } else {
      this.calls.receive(message);
      if (message.kind === 'leading' && !this.leader) void this.follow();
    }
  }

  /** The leader before may have died between a commit and its notice: the database knows. */
  private async follow(): Promise<void> {
    this.announce(false);
    await this.model.load(this.db).catch(() => {});
  }

  private state(wake: boolean): TabState {
    return {
      tab: this.tab,
      visible: this.env.page.visible(),
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
      leader.tabs.set(this.state(false), true);
      if (wake) leader.wake();
      return;
    }
    this.calls.ask<LiveUpdate>('tab', this.state(wake), LEADER_ANSWERS_MS).then(
      (update) => {
        if (!this.leader && !this.closed) this.live.apply(update);
      },
      () => {
        if (!this.closed && this.env.page.visible()) this.tabs.steal();
      },
    );
  }
}
