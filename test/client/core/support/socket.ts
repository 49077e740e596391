export type Frame = { id: number; type: string; body: Record<string, unknown> };

/** The other end of the connection. */
type End = { receive(socket: FakeSocket, frame: Frame): void; gone(socket: FakeSocket): void };

/**
 * Plays the part of WebSocket that the client uses. Frames arrive in order, each in a turn of its own, unless held
 * back.
 */
export class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: Frame[] = [];
  /** Frames wait while this is set. */
  held = false;
  /** The network is gone without a close: nothing arrives on either side. */
  silent = false;
  private queue: string[] = [];
  closed = false;

  constructor(
    private readonly server: End,
    readonly userId: string,
  ) {}

  send(text: string): void {
    if (this.closed || this.silent) return;
    const frame = JSON.parse(text) as Frame;
    this.sent.push(frame);
    queueMicrotask(() => {
      if (!this.closed && !this.silent) this.server.receive(this, frame);
    });
  }

  /** Closes from the client's side. */
  close(): void {
    this.closed = true;
    this.server.gone(this);
  }

  /** Closes from the server's side, or the network's. */
  drop(code = 1006): void {
    if (this.closed) return;
    this.closed = true;
    this.server.gone(this);
    queueMicrotask(() => this.onclose?.({ code }));
  }

  opened(): void {
    queueMicrotask(() => {
      if (!this.closed) this.onopen?.();
    });
  }

  deliver(frame: object): void {
    this.queue.push(JSON.stringify(frame));
    this.pump();
  }

  /** Lets `count` held frames through. */
  let(count: number): void {
    for (let i = 0; i < count; i++) this.shift();
  }

  /** Reverses the order of the held frames. */
  turnRound(): void {
    this.queue.reverse();
  }

  pump(): void {
    while (!this.held && this.queue.length > 0) this.shift();
  }

  private shift(): void {
    const data = this.queue.shift();
    if (data === undefined) return;
    // Each frame is a task of its own, as in a browser: what it sets off in promises is done before the next one.
    setImmediate(() => {
      if (!this.closed && !this.silent) this.onmessage?.({ data });
    });
  }
}
