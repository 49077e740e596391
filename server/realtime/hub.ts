import { CLOSE } from '../../protocol/close.ts';
import type { Change } from '../context.ts';
import type { SessionIdentity, SocketConnection } from './connection.ts';
import { eventFrame } from './frames.ts';
import { LongPolls } from './long-poll.ts';

/** Bun's native publish; given by `app.ts` once the server listens. */
type Publish = (topic: string, frame: string) => void;

const personTopic = (userId: string): string => `u:${userId}`;
const groupTopic = (chatId: string): string => `c:${chatId}`;
const sessionTopic = (sessionId: string): string => `s:${sessionId}`;

/** Who is connected here, and the only place that announces anything. It is called after the commit, never before. */
export class Hub {
  private cut = 0;
  private readonly connected = new Map<string, Set<SocketConnection>>();
  private readonly waiting = new LongPolls();
  private publisher: Publish = () => {};
  private closing = false;

  attach(publish: Publish): void {
    this.publisher = publish;
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
    for (const chatId of chatIds) connection.socket?.subscribe(groupTopic(chatId));
  }

  of(userId: string): ReadonlySet<SocketConnection> {
    return this.connected.get(userId) ?? NOBODY;
  }

  byId(userId: string, id: number | null): SocketConnection | undefined {
    for (const connection of this.of(userId)) if (connection.id === id) return connection;
    return undefined;
  }

  connections(): number {
    let count = 0;
    for (const own of this.connected.values()) count += own.size;
    return count;
  }

  /** Sessions that have a socket open. */
  sessions(): string[] {
    const ids = new Set<string>();
    for (const own of this.connected.values()) for (const { sessionId } of own) ids.add(sessionId);
    return [...ids];
  }

  people(): number {
    return this.connected.size;
  }

  /** Sockets that were cut off because their device reads too slowly, as far as their own frames showed it. */
  overruns(): number {
    return this.cut;
  }

  /**
   * Serialises each event once. `sender` is left out where a change says so, because its reply has the same content.
   */
  publish(changes: readonly Change[], sender: SocketConnection | undefined): void {
    let before: readonly string[] = [];
    for (const change of changes) {
      if (change.topic) this.move(change.topic);
      if ('chat' in change.to) {
        // A topic does not wait for the end of the turn, as frames of one socket do: what has to arrive first is sent
        // now.
        for (const userId of before) for (const connection of this.of(userId)) connection.flush();
        this.toGroup(change.to.chat, change, sender);
      } else {
        this.toPeople(change.to, change, sender);
        before = change.to;
      }
    }
  }

  private toGroup(chatId: string, change: Change, sender: SocketConnection | undefined): void {
    const topic = groupTopic(chatId);
    this.waiting.wake(topic);
    const frame = eventFrame(change.event);
    // Bun leaves out the socket itself; a publish by a socket that has closed meanwhile would reach no one.
    const skips = change.exceptSender === true && sender?.socket !== undefined;
    if (skips) sender.socket?.publish(topic, frame);
    else this.publisher(topic, frame);
  }

  private toPeople(
    to: readonly string[],
    change: Change,
    sender: SocketConnection | undefined,
  ): void {
    let frame: string | undefined;
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
  private move({ chat, enter = [], leave = [] }: NonNullable<Change['topic']>): void {
    const topic = groupTopic(chat);
    for (const userId of leave) {
      for (const { socket } of this.of(userId)) socket?.unsubscribe(topic);
    }
    for (const userId of enter) {
      for (const { socket } of this.of(userId)) socket?.subscribe(topic);
      this.waiting.wake(personTopic(userId));
    }
  }

  publishTo(topic: string, frame: string): void {
    this.publisher(topic, frame);
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
    const all = [...this.connected.values()].flatMap((own) => [...own]);
    all.forEach((connection, place) => {
      const retryAfterMs = 500 + Math.floor((place * spreadMs) / all.length);
      connection.tell({ type: 'server.closing', body: { retryAfterMs } });
      connection.end(CLOSE.restart, 'restart');
    });
  }
}

const NOBODY: ReadonlySet<SocketConnection> = new Set();
