import type { Log } from '../log.ts';

/** One connection to what carries the frames. It ends once, by `lost` or by `close`, and is never mended. */
export type BusConnection = {
  version: string;
  /** Rejects, or calls `lost`, when the connection has ended. */
  send(text: string): Promise<unknown>;
  close(): void;
};

/** Opens a connection. Resolves when it hears what is sent from now on. */
export type Driver = {
  kind: 'redis' | 'postgres';
  open(hooks: { receive(text: string): void; lost(): void }): Promise<BusConnection>;
};

export type BusState = {
  kind: Driver['kind'];
  version: string;
  reachable: boolean;
  /** How long the last own frame was under way, and the slowest of the last ten seconds; milliseconds. */
  latencyMs: number;
  lagMs: number;
  /** Counts the connections that were opened. */
  generation: number;
};

type Options = {
  /** How the frames of this node begin. */
  own: string;
  log: Log;
  onFrame(frame: string): void;
  /** A connection stands again, after one was lost. */
  onReturn(): void;
};

/** An own frame is sent at least this often. */
export const BEAT_MS = 500;
/** Own frames that stay away so long mean that the connection is dead, whatever it says of itself. */
const SILENT_MS = 2000;
const RETRY_MS = 500;
const LAG_BEATS = 20;

/**
 * Keeps a connection up. Drivers say that they are connected while they are deaf, or while the other side is frozen, so the
 * only proof is to hear oneself: what is silent for two seconds is given up, and another connection opened.
 */
export class Bus {
  private connection: BusConnection | undefined;
  private version = '';
  private generation = 0;
  private heardAt = 0;
  private sentAt = 0;
  private recent: number[] = [];
  private lookedAt = 0;
  private isOpening = false;
  private closed = false;
  private timer: Timer | undefined;

  constructor(
    private readonly driver: Driver,
    private readonly options: Options,
  ) {}

  /** Opens the first connection; rejects with what the driver says. */
  async open(): Promise<void> {
    await this.replace();
    this.timer = setInterval(() => this.look(), BEAT_MS / 2);
    this.timer.unref();
  }

  /** What cannot be sent is lost; its number is missing, and other nodes ask the database. */
  publish(frame: string): void {
    const { connection } = this;
    if (!connection) return;
    this.sentAt ||= performance.now();
    connection.send(frame).catch(() => this.giveUp(connection, 'not sent'));
  }

  /** A pooler, or a user who may not subscribe, is known by this alone. */
  async hearsItself(): Promise<boolean> {
    const end = performance.now() + SILENT_MS;
    while (this.recent.length === 0 && performance.now() < end) await Bun.sleep(BEAT_MS / 20);
    return this.recent.length > 0;
  }

  get isUp(): boolean {
    return this.connection !== undefined;
  }

  state(): BusState {
    return {
      kind: this.driver.kind,
      version: this.version,
      reachable: this.isUp,
      latencyMs: this.recent.at(-1) ?? 0,
      lagMs: Math.max(0, ...this.recent),
      generation: this.generation,
    };
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    this.connection?.close();
    this.connection = undefined;
  }

  private async replace(): Promise<void> {
    // What an old connection still brings must not pass for the new one's.
    const generation = ++this.generation;
    let connection: BusConnection | undefined;
    let lost = false;
    connection = await this.driver.open({
      receive: (text) => {
        if (generation === this.generation && !this.closed) this.receive(text);
      },
      lost: () => {
        lost = true;
        if (connection) this.giveUp(connection, 'closed');
      },
    });
    if (this.closed || lost) {
      connection.close();
      if (lost) throw new Error('the connection ended as it began');
      return;
    }
    this.version = connection.version;
    this.heardAt = performance.now();
    this.sentAt = 0;
    this.connection = connection;
  }

  private receive(text: string): void {
    if (text.startsWith(this.options.own)) this.hearOneself();
    else this.options.onFrame(text);
  }

  private hearOneself(): void {
    this.heardAt = performance.now();
    if (this.sentAt === 0) return;
    this.recent.push(this.heardAt - this.sentAt);
    if (this.recent.length > LAG_BEATS) this.recent.shift();
    this.sentAt = 0;
  }

  private look(): void {
    const now = performance.now();
    // This process itself stood still: what has come meanwhile is not read yet.
    if (now - this.lookedAt > SILENT_MS) this.heardAt = now;
    this.lookedAt = now;
    if (this.connection && now - this.heardAt > SILENT_MS) this.giveUp(this.connection, 'silent');
    if (!this.connection && !this.isOpening && !this.closed) void this.reopen();
  }

  private giveUp(connection: BusConnection, why: string): void {
    if (this.connection !== connection) return;
    this.connection = undefined;
    connection.close();
    if (this.closed) return;
    this.options.log.warn('bus lost', { kind: this.driver.kind, why });
    void this.reopen();
  }

  private async reopen(): Promise<void> {
    if (this.isOpening) return;
    this.isOpening = true;
    try {
      await this.replace();
      if (this.connection) {
        this.options.log.info('bus back', { kind: this.driver.kind, generation: this.generation });
        this.options.onReturn();
      }
    } catch {
      // `look` tries again: once in a while, not in a loop.
      await Bun.sleep(RETRY_MS);
    } finally {
      this.isOpening = false;
    }
  }
}
