import type { ServerWebSocket } from 'bun';
import type { Event } from '../../protocol/down.ts';
import { BOUNDS } from '../bounds.ts';

/** What the upgrade learned of the client that connects. */
export type SessionIdentity = { userId: string; sessionId: string };
/** `address`: as a key of limits (http/network.ts). */
export type SocketOrigin = SessionIdentity & { address: string };

/** What reads the frames. The prototype's methods below are called by Bun through Elysia's dispatcher. */
export type Handlers = {
  onOpen(connection: SocketConnection): void;
  onMessage(connection: SocketConnection, frame: string | Uint8Array): void;
  onPing(connection: SocketConnection): void;
  onClose(connection: SocketConnection): void;
};

export type Socket = ServerWebSocket<SocketConnection>;

/**
 * Frames of at least this many letters are compressed: pages of history and of sync, not single messages and receipts.
 */
const COMPRESSED_FROM = 2048;

let lastId = 0;
let leaving: SocketConnection[] = [];

/**
 * The replies and events of one commit come in one turn of the event loop; at its end they are sent, socket by socket.
 */
function leaveTogether(connection: SocketConnection): void {
  if (leaving.push(connection) === 1) setImmediate(leave);
}

function leave(): void {
  const ready = leaving;
  leaving = [];
  for (const connection of ready) connection.flush();
}

/**
 * One socket, as its own `data`: a class with prototype methods costs 2.5 KB of memory a socket where Elysia's `.ws()`
 * costs 6.8 KB.
 */
export class SocketConnection {
  readonly id = ++lastId;
  socket: Socket | undefined = undefined;
  /** The app is in the foreground there: the person counts as online. */
  active = false;
  /** The last write of this socket, committed or not; reads wait for it (read your own writes). */
  pending: Promise<unknown> | undefined = undefined;
  /** People whose presence the socket asked for and may not see now. */
  denied: Set<string> | undefined = undefined;
  /** Groups that its person has entered (true) or left while they are being read for it. */
  moved: Map<string, boolean> | undefined = undefined;
  private waiting: string[] = [];
  /** What it should not have sent, to tell a burst from a flood. */
  readonly flood = new Flood();
  /** It is being closed: what still comes in is not looked at. */
  ended = false;
  /** It read too slowly and was closed. */
  overrun = false;

  readonly userId: string;
  readonly sessionId: string;
  readonly address: string;

  constructor(
    place: SocketOrigin,
    private readonly handlers: Handlers,
  ) {
    this.userId = place.userId;
    this.sessionId = place.sessionId;
    this.address = place.address;
  }

  open(socket: Socket): void {
    this.socket = socket;
    this.handlers.onOpen(this);
  }

  message(_socket: Socket, frame: string | Uint8Array): void {
    this.handlers.onMessage(this, frame);
  }

  close(): void {
    this.socket = undefined;
    this.handlers.onClose(this);
  }

  drain(): void {}

  ping(): void {
    this.handlers.onPing(this);
  }

  pong(): void {
    this.handlers.onPing(this);
  }

  /** Kept when it is answered: a read waits for it no longer then, and forgetting it cost a promise a message. */
  follow(write: Promise<void>): void {
    this.pending = write;
  }

  /** Leaves with everything else that this turn has for this socket. */
  send(frame: string): void {
    if (this.waiting.push(frame) === 1) leaveTogether(this);
  }

  /** One write to the kernel for all that waits: a system call costs more than a frame. */
  flush(): void {
    const frames = this.waiting;
    this.waiting = [];
    this.socket?.cork((socket) => {
      // 0: the kernel and Bun's buffer are full, and the socket is closed with 1006 like any that broke.
      for (const frame of frames)
        if (socket.send(frame, frame.length >= COMPRESSED_FROM) === 0) this.overrun = true;
    });
  }

  tell(event: Event): void {
    this.send(JSON.stringify(event));
  }

  end(code: number, reason: string): void {
    this.ended = true;
    this.flush();
    this.socket?.close(code, reason);
  }
}

/** Counts what a socket should not have sent; the count sinks by itself, so that a burst is forgiven. */
class Flood {
  private points = 0;
  private since = 0;

  /** true: so much in so short a time is no hurried client any more. */
  add(points: number, now: number): boolean {
    const sunk = ((now - this.since) / 1000) * BOUNDS.flood.perSecond;
    this.points = Math.max(0, this.points - Math.max(0, sunk)) + points;
    this.since = now;
    return this.points > BOUNDS.flood.most;
  }
}
