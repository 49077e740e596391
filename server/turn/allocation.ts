import { type Address, addressKey } from './address.ts';

/** RFC 8656 §9 and §12: fixed there. */
const PERMISSION_MS = 300_000;
const CHANNEL_MS = 600_000;
/** Peers of one allocation; a call has a handful of candidates. */
const MOST_PEERS = 128;

export type Channel = { number: number; peer: Address; key: string; until: number };

/** One side of the relay: a client, and the address where others reach it. */
export type Client = {
  /** What tells clients apart: transport, address and port. */
  key: string;
  address: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  send(bytes: Buffer): void;
  /** Of a stream that has been closed meanwhile. */
  isGone?(): boolean;
};
/** The socket of an allocation. */
export type RelaySocket = { port: number; send(data: Buffer, to: Address): void; close(): void };

export class Allocation {
  private readonly permissions = new Map<string, number>();
  private readonly byNumber = new Map<number, Channel>();
  private readonly byPeer = new Map<string, Channel>();
  private budget: number;
  private budgetAt = 0;

  constructor(
    readonly client: Client,
    readonly owner: { username: string; person: string; transaction: Buffer },
    readonly socket: RelaySocket,
    /** As others see it. */
    readonly relayed: Address,
    public expiresAt: number,
    /** Bytes that may pass in a millisecond, both ways together; a second's worth may come at once. */
    private readonly bytesPerMs: number,
  ) {
    this.budget = bytesPerMs * 1000;
  }

  permits(address: string, now: number): boolean {
    return (this.permissions.get(address) ?? 0) > now;
  }

  /** False where there are too many. */
  permit(address: string, now: number): boolean {
    if (!this.permissions.has(address) && this.permissions.size >= MOST_PEERS) {
      this.forget(now);
      if (this.permissions.size >= MOST_PEERS) return false;
    }
    this.permissions.set(address, now + PERMISSION_MS);
    return true;
  }

  /** A number is bound to one peer, and a peer to one number, for as long as the binding lasts. */
  bind(number: number, peer: Address, now: number): boolean {
    const key = addressKey(peer);
    const [byNumber, byPeer] = [this.channel(number, now), this.channelOf(key, now)];
    if ((byNumber && byNumber.key !== key) || (byPeer && byPeer.number !== number)) return false;
    const channel = { number, peer, key, until: now + CHANNEL_MS };
    this.byNumber.set(number, channel);
    this.byPeer.set(key, channel);
    return true;
  }

  channel(number: number, now: number): Channel | undefined {
    const channel = this.byNumber.get(number);
    return channel && channel.until > now ? channel : undefined;
  }

  channelOf(peer: string, now: number): Channel | undefined {
    const channel = this.byPeer.get(peer);
    return channel && channel.until > now ? channel : undefined;
  }

  /** Takes bytes from what may pass; false: they have to be dropped. */
  spend(bytes: number, now: number): boolean {
    const gained = Math.max(0, now - this.budgetAt) * this.bytesPerMs;
    this.budget = Math.min(this.bytesPerMs * 1000, this.budget + gained);
    this.budgetAt = now;
    if (this.budget < bytes) return false;
    this.budget -= bytes;
    return true;
  }

  /** Lets go of what has ended. */
  forget(now: number): void {
    for (const [address, until] of this.permissions)
      if (until <= now) this.permissions.delete(address);
    for (const [number, channel] of this.byNumber) {
      if (channel.until > now) continue;
      this.byNumber.delete(number);
      if (this.byPeer.get(channel.key) === channel) this.byPeer.delete(channel.key);
    }
  }
}
