import type { TurnCounts } from '../turn-state.ts';
import { type Address, addressKey, decodeAddress } from './address.ts';
import type { Allocation, Client } from './allocation.ts';
import { channelData, dataIndication } from './answers.ts';
import { ATTRIBUTE, CLASS, METHOD } from './attributes.ts';
import type { PeerRules } from './peer-rules.ts';
import { find, parse, type StunMessage } from './stun.ts';

/** Nobody answers an indication: one number is as good as another. */
const NO_TRANSACTION = Buffer.alloc(12);

type Requests = { answer(client: Client, message: StunMessage): void };

/** Passes what clients and peers send; requests are answered elsewhere. It owns no socket and no clock. */
export class Relay {
  private readonly byClient = new Map<string, Allocation>();
  private readonly byRelayed = new Map<string, Allocation>();
  requests: Requests | undefined;

  constructor(
    private readonly rules: PeerRules,
    private readonly counts: TurnCounts,
    private readonly now: () => number,
  ) {}

  allocationOf(client: string): Allocation | undefined {
    return this.byClient.get(client);
  }

  get size(): number {
    return this.byClient.size;
  }

  add(allocation: Allocation): void {
    this.byClient.set(allocation.client.key, allocation);
    this.byRelayed.set(addressKey(allocation.relayed), allocation);
    this.counts.allocations = this.size;
  }

  /** Ends an allocation, and what it was bound to. */
  remove(allocation: Allocation): void {
    this.byClient.delete(allocation.client.key);
    this.byRelayed.delete(addressKey(allocation.relayed));
    allocation.socket.close();
    this.counts.allocations = this.size;
  }

  /** Returns those that have ended by now, taken out. */
  sweep(): Allocation[] {
    const now = this.now();
    const ended = [...this.byClient.values()].filter(({ expiresAt }) => expiresAt <= now);
    for (const allocation of ended) this.remove(allocation);
    for (const allocation of this.byClient.values()) allocation.forget(now);
    return ended;
  }

  removeAll(): void {
    for (const allocation of [...this.byClient.values()]) this.remove(allocation);
  }

  /** What a client sent: ChannelData, or a message of STUN. False: neither. */
  receive(client: Client, bytes: Buffer): boolean {
    const first = bytes[0] ?? 0xff;
    if (first >= 0x40 && first <= 0x7f) return this.receiveChannelData(client.key, bytes);
    const message = parse(bytes);
    if (message === undefined) return false;
    if (message.class === CLASS.request) this.requests?.answer(client, message);
    else if (message.class === CLASS.indication && message.method === METHOD.send)
      this.receiveSend(client.key, message);
    return true;
  }

  private receiveChannelData(client: string, bytes: Buffer): boolean {
    const allocation = this.byClient.get(client);
    if (allocation === undefined || bytes.length < 4) return false;
    const length = bytes.readUInt16BE(2);
    const channel = allocation.channel(bytes.readUInt16BE(0), this.now());
    if (channel === undefined || bytes.length < 4 + length) return false;
    this.forward(allocation, channel.peer, channel.key, bytes.subarray(4, 4 + length));
    return true;
  }

  private receiveSend(client: string, message: StunMessage): void {
    const allocation = this.byClient.get(client);
    const peer = decodeAddress(find(message, ATTRIBUTE.xorPeerAddress), message.transaction);
    const data = find(message, ATTRIBUTE.data);
    if (allocation && peer && data) this.forward(allocation, peer, addressKey(peer), data);
  }

  private forward(from: Allocation, peer: Address, key: string, data: Buffer): void {
    const now = this.now();
    if (!from.permits(peer.address, now)) return void this.counts.dropped.permission++;
    if (!from.spend(data.length, now)) return void this.counts.dropped.bandwidth++;
    // Both ends are relayed here: the way out and in again would only cost, and fails behind many a NAT.
    const other = this.byRelayed.get(key);
    if (other) return void this.deliver(other, from.relayed, data);
    if (!this.rules.mayLeave(peer.address)) return void this.counts.dropped.peer++;
    this.count(data);
    from.socket.send(data, peer);
  }

  /** What came for an allocation, from a peer that its client has permitted. */
  deliver(to: Allocation, from: Address, data: Buffer): void {
    const now = this.now();
    if (!to.permits(from.address, now)) return void this.counts.dropped.permission++;
    if (!to.spend(data.length, now)) return void this.counts.dropped.bandwidth++;
    this.count(data);
    const channel = to.channelOf(addressKey(from), now);
    to.client.send(
      channel ? channelData(channel.number, data) : dataIndication(from, data, NO_TRANSACTION),
    );
  }

  private count(data: Buffer): void {
    this.counts.packets++;
    this.counts.bytes += data.length;
  }
}
