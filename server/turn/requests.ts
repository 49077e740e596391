import { Limiter } from '../limits.ts';
import type { TurnCounts } from '../turn-state.ts';
import { type Address, decodeAddress, encodeAddress, familyOf } from './address.ts';
import { Allocation, type Client, type RelaySocket } from './allocation.ts';
import {
  isChannel,
  lifetime,
  refuse,
  succeed,
  type TurnErrorCode,
  unknownAttributes,
} from './answers.ts';
import { ATTRIBUTE, FAMILY, isForeign, METHOD, UDP } from './attributes.ts';
import type { Authorization, Who } from './authorization.ts';
import type { PeerRules } from './peer-rules.ts';
import type { Relay } from './relay.ts';
import { find, findAll, type StunAttribute, type StunMessage } from './stun.ts';

/** Seconds an allocation lasts without a refresh (RFC 8656 §7.2), and the longest that a client may ask for. */
const LIFETIME = { usual: 600, most: 3600 };

/** Opens the socket of an allocation; `port`: what is taken. Undefined: no port is left. */
export type OpenSocket = (
  family: number,
  isEven: boolean,
  receive: (data: Buffer, from: Address) => void,
) => Promise<RelaySocket | undefined>;

type Options = {
  relay: Relay;
  rules: PeerRules;
  counts: TurnCounts;
  authorization: Authorization;
  openSocket: OpenSocket;
  /** The address of this relay in each family, where it has one. */
  external: { v4: string | undefined; v6: string | undefined };
  quota: { allocations: number; bytesPerMs: number };
  now: () => number;
};

type Asked = { client: Client; message: StunMessage; who: Who };

/** A request that is answered by an error. */
class Refused extends Error {
  constructor(readonly code: TurnErrorCode) {
    super(String(code));
  }
}

/** Answers the requests of RFC 8656. */
export class TurnRequests {
  /** Allocations whose socket is being opened, by client; and how many each person has. */
  private readonly opening = new Set<string>();
  private readonly held = new Map<string, number>();
  /** A house full of people behind one address begins its calls at once. */
  private readonly strangers = new Limiter({ tokens: 300, perMs: 10_000 });

  constructor(private readonly options: Options) {}

  answer(client: Client, message: StunMessage): void {
    const foreign = message.attributes.map(([type]) => type).filter(isForeign);
    if (foreign.length > 0)
      return void this.refuse(client, message, 420, [unknownAttributes(foreign)]);
    if (message.method === METHOD.binding)
      return void client.send(succeed(message, undefined, [mapped(client, message)]));
    const now = this.options.now();
    const { authorization } = this.options;
    const checked = authorization.check(message, client.address, now);
    if ('who' in checked) return void this.run({ client, message, who: checked.who });
    const { code } = checked;
    // The address may be forged: nobody is to be flooded with refusals that are longer than what asked for them.
    if (client.transport === 'udp' && this.strangers.tryTake(client.address) > 0) return;
    this.refuse(
      client,
      message,
      code,
      code === 400 ? [] : authorization.challenge(client.address, now),
    );
  }

  /** Gives back what an ended allocation counted for. */
  release(person: string): void {
    const left = (this.held.get(person) ?? 1) - 1;
    if (left > 0) this.held.set(person, left);
    else this.held.delete(person);
  }

  private async run(asked: Asked): Promise<void> {
    const { client, message, who } = asked;
    try {
      const attributes = await this.act(asked);
      if (attributes) client.send(succeed(message, who.key, attributes));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refuse(client, message, error.code, [], who.key);
    }
  }

  private refuse(
    client: Client,
    message: StunMessage,
    code: TurnErrorCode,
    more: StunAttribute[],
    key?: Buffer,
  ): void {
    const { refused } = this.options.counts;
    refused[code] = (refused[code] ?? 0) + 1;
    client.send(refuse(message, code, { key, more }));
  }

  /** Undefined: nothing is to be said. */
  private async act(asked: Asked): Promise<StunAttribute[] | undefined> {
    const { client, message, who } = asked;
    const allocation = this.options.relay.allocationOf(client.key);
    if (message.method === METHOD.allocate) return this.allocate(asked, allocation);
    if (allocation === undefined) throw new Refused(437);
    if (allocation.owner.username !== who.username) throw new Refused(441);
    switch (message.method) {
      case METHOD.refresh:
        return this.refresh(message, allocation);
      case METHOD.createPermission:
        return this.permit(message, allocation);
      case METHOD.channelBind:
        return this.bindChannel(message, allocation);
      default:
        throw new Refused(400);
    }
  }

  private async allocate(
    { client, message, who }: Asked,
    existing: Allocation | undefined,
  ): Promise<StunAttribute[] | undefined> {
    if (existing) {
      // The answer was lost on its way, and the client asks again.
      if (!existing.owner.transaction.equals(message.transaction)) throw new Refused(437);
      return this.describe(existing, message);
    }
    if (this.opening.has(client.key)) return undefined;
    const transport = find(message, ATTRIBUTE.requestedTransport);
    if (transport === undefined) throw new Refused(400);
    if (transport[0] !== UDP) throw new Refused(442);
    const family = find(message, ATTRIBUTE.requestedFamily)?.[0] ?? FAMILY.v4;
    const { external, quota } = this.options;
    const address =
      family === FAMILY.v6 ? external.v6 : family === FAMILY.v4 ? external.v4 : undefined;
    if (address === undefined) throw new Refused(440);
    const even = find(message, ATTRIBUTE.evenPort)?.[0] ?? 0;
    // A second port that is kept for later: nobody who sends both kinds of packets by one port needs it.
    if (even >= 0x80 || find(message, ATTRIBUTE.reservationToken)) throw new Refused(508);
    const held = this.held.get(who.person) ?? 0;
    if (held >= quota.allocations) throw new Refused(486);
    this.held.set(who.person, held + 1);
    const isEven = find(message, ATTRIBUTE.evenPort) !== undefined;
    const made = await this.open({ client, message, who }, { family, address, isEven });
    if (made) return this.describe(made, message);
    this.release(who.person);
    throw new Refused(508);
  }

  private async open(
    { client, message, who }: Asked,
    { family, address, isEven }: { family: number; address: string; isEven: boolean },
  ): Promise<Allocation | undefined> {
    const { relay, openSocket, quota, counts, now } = this.options;
    this.opening.add(client.key);
    try {
      let made: Allocation | undefined;
      const socket = await openSocket(family, isEven, (data, from) => {
        if (made) relay.deliver(made, from, data);
      });
      if (client.isGone?.()) socket?.close();
      if (socket === undefined || client.isGone?.()) return undefined;
      const { username, person } = who;
      // A copy: the bytes of the message are overwritten by the next one.
      const owner = { username, person, transaction: Buffer.from(message.transaction) };
      const relayed = { address, port: socket.port };
      const until = now() + 1000 * lifetimeOf(message);
      made = new Allocation(client, owner, socket, relayed, until, quota.bytesPerMs);
      relay.add(made);
      counts.allocated[client.transport]++;
      return made;
    } finally {
      this.opening.delete(client.key);
    }
  }

  private describe(allocation: Allocation, message: StunMessage): StunAttribute[] {
    const { relayed, client, expiresAt } = allocation;
    const seconds = Math.ceil((expiresAt - this.options.now()) / 1000);
    return [
      [ATTRIBUTE.xorRelayedAddress, encodeAddress(relayed, message.transaction)],
      mapped(client, message),
      lifetime(seconds),
    ];
  }

  private refresh(message: StunMessage, allocation: Allocation): StunAttribute[] {
    const family = find(message, ATTRIBUTE.requestedFamily)?.[0];
    if (family !== undefined && family !== familyOf(allocation.relayed.address))
      throw new Refused(443);
    const seconds = lifetimeOf(message, 0);
    if (seconds > 0) allocation.expiresAt = this.options.now() + 1000 * seconds;
    else {
      this.options.relay.remove(allocation);
      this.release(allocation.owner.person);
    }
    return [lifetime(seconds)];
  }

  private permit(message: StunMessage, allocation: Allocation): StunAttribute[] {
    const values = findAll(message, ATTRIBUTE.xorPeerAddress);
    if (values.length === 0) throw new Refused(400);
    const peers = values.map((value) => this.peerOf(value, message, allocation));
    const now = this.options.now();
    for (const { address } of peers) if (!allocation.permit(address, now)) throw new Refused(508);
    return [];
  }

  private bindChannel(message: StunMessage, allocation: Allocation): StunAttribute[] {
    const value = find(message, ATTRIBUTE.channelNumber);
    const number = value?.length === 4 ? value.readUInt16BE(0) : 0;
    if (!isChannel(number)) throw new Refused(400);
    const peer = this.peerOf(find(message, ATTRIBUTE.xorPeerAddress), message, allocation);
    const now = this.options.now();
    if (!allocation.bind(number, peer, now)) throw new Refused(400);
    if (!allocation.permit(peer.address, now)) throw new Refused(508);
    return [];
  }

  private peerOf(
    value: Buffer | undefined,
    message: StunMessage,
    { relayed }: Allocation,
  ): Address {
    const peer = decodeAddress(value, message.transaction);
    if (peer === undefined) throw new Refused(400);
    if (familyOf(peer.address) !== familyOf(relayed.address)) throw new Refused(443);
    if (!this.options.rules.permits(peer.address)) throw new Refused(403);
    return peer;
  }
}

const mapped = (client: Client, { transaction }: StunMessage): StunAttribute => [
  ATTRIBUTE.xorMappedAddress,
  encodeAddress(client, transaction),
];

/** `least`: 0 lets a client end its allocation. */
function lifetimeOf(message: StunMessage, least: number = LIFETIME.usual): number {
  const value = find(message, ATTRIBUTE.lifetime);
  const asked = value?.length === 4 ? value.readUInt32BE(0) : LIFETIME.usual;
  if (asked === 0 && least === 0) return 0;
  return Math.min(LIFETIME.most, Math.max(LIFETIME.usual, asked));
}
