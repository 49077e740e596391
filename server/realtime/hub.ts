import { CLOSE } from '../../protocol/close.ts';
import type { OtherNodes } from '../cluster/other-nodes.ts';
import type { Change } from '../context.ts';
import type { SessionIdentity, SocketConnection } from './connection.ts';
import { eventFrame, HINT } from './frames.ts';
import { LongPolls } from './long-poll.ts';

/**
 * Hints of one group in this time are one: 300 ms, and half a millisecond for each socket here, so that devices which all ask
 * the database are no more than two thousand a second.
 */
const hintMs = (sockets: number): number => Math.max(300, sockets / 2);

/** Bun's native publish; given by `app.ts` once the server listens. */
type Publish = (topic: string, frame: string) => void;
type CountSubscribers = (topic: string) => number;

const personTopic = (userId: string): string => `u:${userId}`;
const groupTopic = (chatId: string): string => `c:${chatId}`;
const sessionTopic = (sessionId: string): string => `s:${sessionId}`;

/** Who is connected here, and the only place that announces anything. It is called after the commit, never before. */
export class Hub {
  private cut = 0;
  private readonly connected = new Map<string, Set<SocketConnection>>();
  private readonly waiting = new LongPolls();
  private publisher: Publish = () => {};
  private subscribers: CountSubscribers = () => 0;
  private closing = false;
  private others: OtherNodes | undefined;
  /** Groups that somebody here is in, where there are other nodes; some who have left may be among them. */
  private readonly groups = new Set<string>();
  private readonly hinted = new Set<string>();
  /** Whom the last received events were for: what is for a group comes after them. */
  private before: readonly string[] = NOBODY_TO_FLUSH;

  attach(publish: Publish, subscribers: CountSubscribers): void {
    this.publisher = publish;
    this.subscribers = subscribers;
  }

  /** From here on everything that is announced here is told to other nodes as well. */
  join(others: OtherNodes): void {
    this.others = others;
  }

  add(connection: SocketConnection): void {
    const own = this.connected.get(connection.userId);
    if (own) own.add(connection);
    else this.connected.set(connection.userId, new Set([connection]));
    connection.socket?.subscribe(personTopic(connection.userId));
  }

  remove(connection: SocketConnection): void {
    const own = this.connected.get(connection.userId);
    if (!own?.delete(connection)) return;
    if (connection.overrun) this.cut++;
    if (own.size === 0) this.connected.delete(connection.userId);
  }

  /**
   * Subscribes a socket that has opened to the groups of its person. A person who is added later enters by a change.
   */
  enter(connection: SocketConnection, chatIds: readonly string[]): void {
    for (const chatId of chatIds) {
      if (connection.moved?.get(chatId) === false) continue;
      connection.socket?.subscribe(groupTopic(chatId));
      if (this.others) this.groups.add(chatId);
    }
    connection.moved = undefined;
  }

  /** Before the groups of its person are read: who is removed meanwhile must not enter by what was read before. */
  awaitGroups(connection: SocketConnection): void {
    connection.moved = new Map();
  }

  /** Leaves every group that is not among them. */
  leaveOthers({ socket, moved }: SocketConnection, chatIds: ReadonlySet<string>): void {
    for (const topic of socket?.subscriptions ?? []) {
      const chatId = topic.startsWith('c:') ? topic.slice(2) : undefined;
      if (chatId === undefined || chatIds.has(chatId) || moved?.get(chatId) === true) continue;
      socket?.unsubscribe(topic);
    }
  }

  socketsOf(userId: string): ReadonlySet<SocketConnection> {
    return this.connected.get(userId) ?? NOBODY;
  }

  findSession(userId: string, id: number | null): SocketConnection | undefined {
    for (const connection of this.socketsOf(userId)) if (connection.id === id) return connection;
    return undefined;
  }

  /** Whether a page of that session is open and looked at. */
  isActive(userId: string, sessionId: string): boolean {
    for (const one of this.socketsOf(userId))
      if (one.sessionId === sessionId && one.active) return true;
    return false;
  }

  countConnections(): number {
    let count = 0;
    for (const own of this.connected.values()) count += own.size;
    return count;
  }

  /** Sessions that have a socket open. */
  listSessions(): string[] {
    const ids = new Set<string>();
    for (const own of this.connected.values()) for (const { sessionId } of own) ids.add(sessionId);
    return [...ids];
  }

  countPeople(): number {
    return this.connected.size;
  }

  /** Sockets that were cut off because their device reads too slowly, as far as their own frames showed it. */
  countOverruns(): number {
    return this.cut;
  }

  /**
   * Serialises each event once. `sender` is left out where a change says so, because its reply has the same content.
   */
  publish(changes: readonly Change[], sender: SocketConnection | undefined): void {
    let before: readonly string[] = [];
    for (const change of changes) {
      if (change.topic) {
        this.others?.move(change.topic);
        this.move(change.topic);
      }
      if ('chat' in change.to) {
        this.flush(before);
        this.toGroup(change.to.chat, change, sender);
      } else if (change.session === undefined) {
        this.toPeople(change.to, change, sender);
        before = change.to;
      } else {
        const frame = eventFrame(change.event);
        this.others?.toSession(change.to, change.session, frame);
        this.receiveForSession(change.to, change.session, frame);
      }
    }
  }

  /** A topic does not wait for the end of the turn, as frames of one socket do: what has to arrive first is sent now. */
  private flush(userIds: readonly string[]): void {
    for (const userId of userIds)
      for (const connection of this.socketsOf(userId)) connection.flush();
  }

  private toGroup(chatId: string, change: Change, sender: SocketConnection | undefined): void {
    const topic = groupTopic(chatId);
    this.waiting.wake(topic);
    const frame = eventFrame(change.event);
    this.others?.toGroup(chatId, frame);
    if (this.others?.isDeaf()) {
      this.hintGroup(chatId);
      return;
    }
    // Bun leaves out the socket itself; a publish by a socket that has closed meanwhile would reach no one.
    const skips = change.exceptSender === true && sender?.socket !== undefined;
    if (skips) sender.socket?.publish(topic, frame);
    else this.publisher(topic, frame);
  }

  /**
   * While the other nodes are not heard, somebody in the topic may have been removed there: devices are told that there is something,
   * and the database says to whom.
   */
  private hintGroup(chatId: string): void {
    if (this.hinted.has(chatId)) return;
    this.hinted.add(chatId);
    setTimeout(() => {
      this.hinted.delete(chatId);
      this.publisher(groupTopic(chatId), HINT);
    }, hintMs(this.countConnections())).unref();
  }

  private toPeople(
    to: readonly string[],
    change: Change,
    sender: SocketConnection | undefined,
  ): void {
    let frame = this.others && eventFrame(change.event);
    if (frame) this.others?.toPeople(to, frame);
    for (const userId of to) {
      this.waiting.wake(personTopic(userId));
      const own = this.connected.get(userId);
      if (own === undefined) continue;
      const skips = change.exceptSender === true && sender !== undefined && own.has(sender);
      if (skips && own.size === 1) continue;
      frame ??= eventFrame(change.event);
      for (const connection of own) if (!(skips && connection === sender)) connection.send(frame);
    }
  }

  /**
   * Runs in the same call as the event that follows it: a member who is removed hears nothing that is published later.
   */
  move({ chat, enter = [], leave = [] }: NonNullable<Change['topic']>): void {
    const topic = groupTopic(chat);
    for (const userId of leave) {
      for (const { socket, moved } of this.socketsOf(userId)) {
        socket?.unsubscribe(topic);
        moved?.set(chat, false);
      }
    }
    for (const userId of enter) {
      for (const { socket, moved } of this.socketsOf(userId)) {
        socket?.subscribe(topic);
        moved?.set(chat, true);
        if (this.others) this.groups.add(chat);
      }
      this.waiting.wake(personTopic(userId));
    }
  }

  publishTo(topic: string, frame: string): void {
    this.publisher(topic, frame);
  }

  /** Whether anybody here hears what is for this group: the only question for most of what other nodes say. */
  hearsGroup(chatId: string): boolean {
    return this.groups.has(chatId) || this.waiting.hears(groupTopic(chatId));
  }

  /** From another node: to everybody in the group here. */
  receiveForGroup(chatId: string, frame: string): void {
    this.flush(this.before);
    this.before = NOBODY_TO_FLUSH;
    this.waiting.wake(groupTopic(chatId));
    this.publisher(groupTopic(chatId), frame);
  }

  /** From another node. */
  receiveForPeople(userIds: readonly string[], frame: string): void {
    for (const userId of userIds) {
      this.waiting.wake(personTopic(userId));
      for (const connection of this.socketsOf(userId)) connection.send(frame);
    }
    this.before = userIds;
  }

  /** To the sockets of one session: from another node, or from here. A long-poll asks `sync`, which knows nothing of this. */
  receiveForSession(userIds: readonly string[], sessionId: string, frame: string): void {
    for (const userId of userIds)
      for (const connection of this.socketsOf(userId))
        if (connection.sessionId === sessionId) connection.send(frame);
  }

  /** Forgets the groups that nobody here is in any more. */
  pruneGroups(): void {
    for (const chatId of this.groups)
      if (this.subscribers(groupTopic(chatId)) === 0) this.groups.delete(chatId);
  }

  listConnections(): SocketConnection[] {
    return [...this.connected.values()].flatMap((own) => [...own]);
  }

  wakeAll(): void {
    this.waiting.wakeAll();
  }

  /** Resolves at the next change for the person or one of their groups, when the session ends, or after `ms`. */
  wait(
    { userId, sessionId }: SessionIdentity,
    chatIds: readonly string[],
    ms: number,
    signal: AbortSignal,
  ): Promise<void> {
    // A request that came in just before the end would otherwise hold it up.
    if (this.closing) return Promise.resolve();
    const topics = [personTopic(userId), sessionTopic(sessionId), ...chatIds.map(groupTopic)];
    return this.waiting.wait(topics, ms, signal);
  }

  /** A revoked session loses its sockets in the same call, and its long-polls ask who they are. */
  closeSession(sessionIds: readonly string[]): void {
    const ended = new Set(sessionIds);
    for (const sessionId of ended) this.waiting.wake(sessionTopic(sessionId));
    for (const own of [...this.connected.values()]) {
      for (const connection of [...own]) {
        if (!ended.has(connection.sessionId)) continue;
        connection.tell({ type: 'session.ended', body: {} });
        this.remove(connection);
        connection.end(CLOSE.revoked, 'session ended');
      }
    }
  }

  /** Tells each socket when to return, evenly spread over `spreadMs`, so that they do not all return at once. */
  closeAll(spreadMs: number): void {
    this.closing = true;
    this.sendAway(spreadMs);
    this.waiting.wakeAll();
  }

  /** Does the same as `closeAll` on a server that goes on. */
  sendAway(spreadMs: number): void {
    const all = this.listConnections();
    all.forEach((connection, place) => {
      const retryAfterMs = 500 + Math.floor((place * spreadMs) / all.length);
      connection.tell({ type: 'server.closing', body: { retryAfterMs } });
      connection.end(CLOSE.restart, 'restart');
    });
  }
}

const NOBODY: ReadonlySet<SocketConnection> = new Set();
const NOBODY_TO_FLUSH: readonly string[] = [];
