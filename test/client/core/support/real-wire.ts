import type { Socket, SocketConnection } from '../../../../server/realtime/connection.ts';
import type { FakeSocket } from './socket.ts';

/** Plays Bun's topics: which socket gets what. */
export class Topics {
  private readonly byName = new Map<string, Set<Wire>>();

  of(topic: string): Set<Wire> {
    const found = this.byName.get(topic) ?? new Set();
    this.byName.set(topic, found);
    return found;
  }

  publish(topic: string, frame: string, not?: Wire): void {
    for (const wire of [...this.of(topic)]) if (wire !== not) wire.send(frame);
  }
}

/** Plays the part of Bun's ServerWebSocket that the server uses, at whose other end the client's FakeSocket is. */
export class Wire {
  readonly names = new Set<string>();
  /** Replies that get lost, and those that come late, by the request's id. */
  readonly lost = new Set<number>();
  readonly slow = new Set<number>();
  private late: string[] = [];
  private ended = false;

  constructor(
    private readonly topics: Topics,
    readonly connection: SocketConnection,
    readonly socket: FakeSocket,
    private readonly line: {
      passes(userId: string, frame: { id?: number }): boolean;
      hidesReasons: boolean;
    },
  ) {}

  /** The server's connection takes this for its socket. */
  get native(): Socket {
    return this as unknown as Socket;
  }

  get subscriptions(): string[] {
    return [...this.names];
  }

  subscribe(topic: string): void {
    this.names.add(topic);
    this.topics.of(topic).add(this);
  }

  unsubscribe(topic: string): void {
    this.names.delete(topic);
    this.topics.of(topic).delete(this);
  }

  isSubscribed(topic: string): boolean {
    return this.names.has(topic);
  }

  publish(topic: string, frame: string): void {
    this.topics.publish(topic, frame, this);
  }

  cork(write: (wire: this) => void): void {
    write(this);
  }

  send(text: string): void {
    if (this.ended) return;
    const frame = JSON.parse(text) as { id?: number };
    if (!this.line.passes(this.connection.userId, frame)) return;
    if (frame.id !== undefined && this.lost.has(frame.id)) return;
    if (frame.id !== undefined && this.slow.has(frame.id)) this.late.push(text);
    else this.socket.deliver(frame);
  }

  /** Lets the replies arrive that were held up, the last one first. */
  catchUp(): void {
    const late = this.late.reverse();
    this.late = [];
    this.slow.clear();
    for (const text of late) this.socket.deliver(JSON.parse(text) as object);
  }

  /** What was sent before arrives before. */
  close(code: number): void {
    this.ended = true;
    setImmediate(() => this.socket.drop(this.line.hidesReasons ? 1006 : code));
  }

  gone(): void {
    for (const topic of this.names) this.topics.of(topic).delete(this);
    this.connection.close();
  }
}
