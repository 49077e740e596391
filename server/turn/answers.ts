import { type Address, encodeAddress } from './address.ts';
import { ATTRIBUTE, CHANNELS, CLASS, METHOD } from './attributes.ts';
import { encode, type StunAttribute, type StunMessage } from './stun.ts';

/** Error codes of RFC 8489 and RFC 8656, and their words. */
const REASONS = {
  400: 'Bad Request',
  401: 'Unauthenticated',
  403: 'Forbidden',
  420: 'Unknown StunAttribute',
  437: 'Allocation Mismatch',
  438: 'Stale Nonce',
  440: 'Address Family not Supported',
  441: 'Wrong Credentials',
  442: 'Unsupported Transport Protocol',
  443: 'Peer Address Family Mismatch',
  486: 'Allocation Quota Reached',
  508: 'Insufficient Capacity',
} as const;
export type TurnErrorCode = keyof typeof REASONS;

/** Signed as the request was, where its sender is known. */
export const succeed = (
  request: StunMessage,
  key: Buffer | undefined,
  attributes: StunAttribute[],
): Buffer =>
  encode({ ...request, class: CLASS.success, attributes }, { key, sha256: isStrong(request) });

export function refuse(
  request: StunMessage,
  code: TurnErrorCode,
  { key, more = [] }: { key?: Buffer | undefined; more?: StunAttribute[] } = {},
): Buffer {
  const value = Buffer.concat([
    Buffer.from([0, 0, Math.floor(code / 100), code % 100]),
    Buffer.from(REASONS[code]),
  ]);
  const attributes: StunAttribute[] = [[ATTRIBUTE.errorCode, value], ...more];
  return encode({ ...request, class: CLASS.error, attributes }, { key, sha256: isStrong(request) });
}

const isStrong = ({ integritySha256At }: StunMessage): boolean => integritySha256At !== -1;

export const lifetime = (seconds: number): StunAttribute => [ATTRIBUTE.lifetime, number32(seconds)];

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export const unknownAttributes = (types: readonly number[]): StunAttribute => {
  const bytes = Buffer.alloc(2 * types.length);
  for (const [n, type] of types.entries()) bytes.writeUInt16BE(type, 2 * n);
  return [ATTRIBUTE.unknownAttributes, bytes];
};

/** What a peer sent, for a client that has bound no channel to it. `transaction`: nobody answers it, so any will do. */
export const dataIndication = (from: Address, data: Buffer, transaction: Buffer): Buffer =>
  encode({
    ...{ method: METHOD.data, class: CLASS.indication, transaction },
    attributes: [
      [ATTRIBUTE.xorPeerAddress, encodeAddress(from, transaction)],
      [ATTRIBUTE.data, data],
    ],
  });

export function channelData(number: number, data: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(4 + data.length);
  frame.writeUInt16BE(number, 0);
  frame.writeUInt16BE(data.length, 2);
  data.copy(frame, 4);
  return frame;
}

export const isChannel = (number: number): boolean =>
  number >= CHANNELS.first && number <= CHANNELS.last;
