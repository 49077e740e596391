import { type Address, decodeAddress, encodeAddress } from './address.ts';
import { channelData } from './answers.ts';
import { ATTRIBUTE, CLASS, METHOD, UDP } from './attributes.ts';
import { longTermKey, type TurnCredential } from './credentials.ts';
import type { Line } from './lines.ts';
import { encode, find, parse, type StunAttribute, type StunMessage } from './stun.ts';

/** When a request is sent again; nobody answers later than the last (RFC 8489 §6.2.1, cut short: `doctor` waits for it). */
const AGAIN_MS = [500, 1000, 1500];

/** Why the relay did not do what was asked: an error code of its own, or no answer at all. */
export class TurnError extends Error {
  constructor(readonly code: number) {
    super(code === 0 ? 'no answer' : `error ${code}`);
  }
}

/** A client of a TURN server, as much of it as a look at the relay needs. */
export class TurnClient {
  realm = '';
  nonce = '';
  sha256 = false;
  private readonly open = new Map<string, (message: StunMessage) => void>();
  /** Hears what peers send, by channel (`from` is its number) or by address. */
  onData: (data: Buffer, from: Address | number) => void = () => {};

  constructor(
    readonly line: Line,
    public credential: TurnCredential,
    private readonly random: (count: number) => Buffer,
  ) {
    line.onFrame = (bytes) => this.receive(bytes);
  }

  /** Returns the address at which peers reach this client. */
  async allocate(more: readonly StunAttribute[] = []): Promise<Address> {
    const transport: StunAttribute = [ATTRIBUTE.requestedTransport, Buffer.from([UDP, 0, 0, 0])];
    const answer = await this.request(METHOD.allocate, [transport, ...more]);
    const relayed = decodeAddress(find(answer, ATTRIBUTE.xorRelayedAddress), answer.transaction);
    if (relayed === undefined) throw new TurnError(0);
    return relayed;
  }

  /** 0 ends the allocation. Returns for how many seconds it lasts. */
  async refresh(seconds: number): Promise<number> {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(seconds);
    const answer = await this.request(METHOD.refresh, [[ATTRIBUTE.lifetime, value]]);
    return find(answer, ATTRIBUTE.lifetime)?.readUInt32BE(0) ?? 0;
  }

  async permit(peer: Address): Promise<void> {
    await this.request(METHOD.createPermission, (transaction) => [
      [ATTRIBUTE.xorPeerAddress, encodeAddress(peer, transaction)],
    ]);
  }

  async bindChannel(number: number, peer: Address): Promise<void> {
    const value = Buffer.alloc(4);
    value.writeUInt16BE(number);
    await this.request(METHOD.channelBind, (transaction) => [
      [ATTRIBUTE.channelNumber, value],
      [ATTRIBUTE.xorPeerAddress, encodeAddress(peer, transaction)],
    ]);
  }

  send(peer: Address, data: Buffer): void {
    const transaction = this.random(12);
    this.line.send(
      encode({
        ...{ method: METHOD.send, class: CLASS.indication, transaction },
        attributes: [
          [ATTRIBUTE.xorPeerAddress, encodeAddress(peer, transaction)],
          [ATTRIBUTE.data, data],
        ],
      }),
    );
  }

  sendByChannel(number: number, data: Buffer): void {
    this.line.send(channelData(number, data));
  }

  close(): void {
    this.line.close();
  }

  /** Asks, learns the nonce where it has none or an old one, and asks again. */
  async request(
    method: number,
    attributes: readonly StunAttribute[] | ((transaction: Buffer) => readonly StunAttribute[]),
  ): Promise<StunMessage> {
    for (let tries = 0; ; tries++) {
      const answer = await this.ask(method, attributes);
      if (answer.class === CLASS.success) return answer;
      const code = find(answer, ATTRIBUTE.errorCode);
      const number = code && code.length >= 4 ? (code[2] ?? 0) * 100 + (code[3] ?? 0) : 0;
      const isNew = number === 438 || (number === 401 && this.nonce === '');
      if (!isNew || tries > 1) throw new TurnError(number);
      this.nonce = find(answer, ATTRIBUTE.nonce)?.toString() ?? '';
      this.realm = find(answer, ATTRIBUTE.realm)?.toString() ?? '';
      if (this.nonce === '') throw new TurnError(number);
    }
  }

  private async ask(
    method: number,
    attributes: readonly StunAttribute[] | ((transaction: Buffer) => readonly StunAttribute[]),
  ): Promise<StunMessage> {
    const transaction = this.random(12);
    const asked = typeof attributes === 'function' ? attributes(transaction) : attributes;
    const told = { method, class: CLASS.request, transaction };
    const { username, credential } = this.credential;
    const algorithm = this.sha256 ? 'sha256' : 'md5';
    const key = longTermKey(username, this.realm, credential, algorithm);
    const known: StunAttribute[] = [
      [ATTRIBUTE.username, Buffer.from(username)],
      [ATTRIBUTE.realm, Buffer.from(this.realm)],
      [ATTRIBUTE.nonce, Buffer.from(this.nonce)],
      ...(this.sha256 ? SHA256 : []),
    ];
    const bytes =
      this.nonce === ''
        ? encode({ ...told, attributes: asked })
        : encode({ ...told, attributes: [...asked, ...known] }, { key, sha256: this.sha256 });
    return this.exchange(transaction.toString('hex'), bytes);
  }

  private async exchange(id: string, bytes: Buffer): Promise<StunMessage> {
    const { promise, resolve } = Promise.withResolvers<StunMessage | undefined>();
    this.open.set(id, resolve);
    try {
      for (const ms of AGAIN_MS) {
        this.line.send(bytes);
        const timer = Promise.withResolvers<undefined>();
        const timeout = setTimeout(timer.resolve, ms, undefined);
        const answer = await Promise.race([promise, timer.promise, this.line.failed]);
        clearTimeout(timeout);
        if (answer) return answer;
      }
      throw new TurnError(0);
    } finally {
      this.open.delete(id);
    }
  }

  private receive(bytes: Buffer): void {
    if (bytes.length >= 4 && (bytes[0] ?? 0) >= 0x40) {
      const length = bytes.readUInt16BE(2);
      return void this.onData(bytes.subarray(4, 4 + length), bytes.readUInt16BE(0));
    }
    const message = parse(bytes);
    if (message === undefined) return;
    if (message.class !== CLASS.indication)
      return void this.open.get(message.transaction.toString('hex'))?.(message);
    const from = decodeAddress(find(message, ATTRIBUTE.xorPeerAddress), message.transaction);
    const data = find(message, ATTRIBUTE.data);
    if (from && data) this.onData(data, from);
  }
}

/** SHA-256 of the two that the relay offers. */
const SHA256: readonly StunAttribute[] = [
  [ATTRIBUTE.passwordAlgorithms, Buffer.from([0, 2, 0, 0, 0, 1, 0, 0])],
  [ATTRIBUTE.passwordAlgorithm, Buffer.from([0, 2, 0, 0])],
];
