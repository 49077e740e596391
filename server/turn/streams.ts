import type { Socket, TCPSocketListener } from 'bun';
import type { TurnCounts } from '../turn-state.ts';
import { spell } from './address.ts';
import type { Client } from './allocation.ts';
import { Framing, padded } from './framing.ts';

/** Voice that waits is worth nothing: what does not fit is dropped, as a line without a relay would drop it. */
const BACKLOG_BYTES = 128 << 10;
/** Who has no allocation after this long came for something else. */
const STRANGER_MS = 20_000;
/** Connections of all clients, and of one address: a house full of people behind one. */
const MOST = { all: 4000, each: 400 };

type Handlers = {
  /** False: what came is nothing of ours. */
  receive(client: Client, bytes: Buffer): boolean;
  closed(client: Client): void;
  isKnown(key: string): boolean;
};

type Stream = {
  client: Client;
  framing: Framing;
  waiting: Buffer[];
  bytes: number;
  openedAt: number;
  isGone: boolean;
};
/** PEM texts. */
export type TlsPair = { cert: string; key: string };

/** Clients by TCP and by TLS, with the framing of RFC 8656 §12.5. */
export class Streams {
  private readonly open = new Map<Socket<Stream>, Stream>();
  private readonly perAddress = new Map<string, number>();
  private number = 0;

  constructor(
    private readonly handlers: Handlers,
    private readonly counts: TurnCounts,
    private readonly now: () => number,
  ) {}

  listen(hostname: string, port: number, tls?: TlsPair): TCPSocketListener<Stream> {
    const transport = tls ? 'tls' : 'tcp';
    return Bun.listen<Stream>({
      // Bun's types do not know the last one, without which IPv6 would take the port of IPv4 too.
      ...{ hostname, port, ipv6Only: hostname.includes(':') },
      ...(tls ? { tls } : {}),
      socket: {
        open: (socket) => this.accept(socket, transport),
        data: (socket, chunk) => this.receive(socket, chunk),
        drain: (socket) => this.flush(socket),
        close: (socket) => this.drop(socket),
        error: (socket) => this.drop(socket),
      },
    });
  }

  /** Sends those away who came and asked for nothing. */
  sweep(): void {
    const now = this.now();
    for (const [socket, { client, openedAt }] of this.open)
      if (now - openedAt > STRANGER_MS && !this.handlers.isKnown(client.key)) socket.terminate();
  }

  closeAll(): void {
    for (const socket of this.open.keys()) socket.terminate();
  }

  private accept(socket: Socket<Stream>, transport: 'tcp' | 'tls'): void {
    const address = spell(socket.remoteAddress);
    const held = this.perAddress.get(address) ?? 0;
    if (this.open.size >= MOST.all || held >= MOST.each) return void socket.terminate();
    this.perAddress.set(address, held + 1);
    const stream: Stream = {
      framing: new Framing(),
      ...{ waiting: [], bytes: 0, openedAt: this.now(), isGone: false },
      client: {
        key: `${transport}${this.number++}`,
        address,
        port: socket.remotePort,
        transport,
        send: (bytes) => this.send(socket, padded(bytes)),
        isGone: () => stream.isGone,
      },
    };
    socket.data = stream;
    this.open.set(socket, stream);
  }

  private receive(socket: Socket<Stream>, chunk: Buffer): void {
    const stream = this.open.get(socket);
    if (!stream) return;
    // What HTTP and others begin with reads as ChannelData, which nobody sends before an allocation.
    const isChannel = stream.framing.isBetween && (chunk[0] ?? 0) >= 0x40;
    if (isChannel && !this.handlers.isKnown(stream.client.key)) return void socket.terminate();
    for (const frame of stream.framing.push(chunk) ?? [undefined])
      if (frame === undefined || !this.handlers.receive(stream.client, frame))
        return void socket.terminate();
  }

  private send(socket: Socket<Stream>, bytes: Buffer): void {
    const stream = this.open.get(socket);
    if (!stream) return;
    if (stream.bytes > BACKLOG_BYTES) return void this.counts.dropped.slow++;
    if (stream.bytes > 0) return void this.wait(stream, bytes);
    const written = Math.max(0, socket.write(bytes));
    if (written < bytes.length) this.wait(stream, bytes.subarray(written));
  }

  private wait(stream: Stream, bytes: Buffer): void {
    stream.waiting.push(bytes);
    stream.bytes += bytes.length;
  }

  private flush(socket: Socket<Stream>): void {
    const stream = this.open.get(socket);
    if (!stream) return;
    const all = Buffer.concat(stream.waiting);
    const left = all.subarray(Math.max(0, socket.write(all)));
    stream.waiting = left.length > 0 ? [left] : [];
    stream.bytes = left.length;
  }

  private drop(socket: Socket<Stream>): void {
    const stream = this.open.get(socket);
    if (!stream) return;
    stream.isGone = true;
    this.open.delete(socket);
    const { address } = stream.client;
    const left = (this.perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.perAddress.set(address, left);
    else this.perAddress.delete(address);
    this.handlers.closed(stream.client);
  }
}
