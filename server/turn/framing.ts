import { CHANNELS } from './attributes.ts';
import { COOKIE, HEADER_BYTES, padding } from './stun.ts';

/** Longer than any datagram could be: nothing of ours is. */
const LONGEST = 65_535 + HEADER_BYTES;

/**
 * Cuts a stream into messages of STUN and ChannelData, which is filled up to four bytes there (RFC 8656 §12.5).
 * `undefined`: neither begins here, and nobody knows where the next would.
 */
export class Framing {
  private rest: Buffer = Buffer.alloc(0);

  /** Whether the next byte begins a message. */
  get isBetween(): boolean {
    return this.rest.length === 0;
  }

  push(chunk: Buffer): Buffer[] | undefined {
    let left = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const frames: Buffer[] = [];
    while (left.length >= 4) {
      const size = sizeOf(left);
      if (size === undefined) return undefined;
      const whole = size + padding(size);
      if (left.length < whole) break;
      frames.push(left.subarray(0, size));
      left = left.subarray(whole);
    }
    // A copy: what lies in the socket's buffer is overwritten by what comes next.
    this.rest = Buffer.from(left);
    return frames;
  }
}

function sizeOf(bytes: Buffer): number | undefined {
  const type = bytes.readUInt16BE(0);
  const length = bytes.readUInt16BE(2);
  if (type < 0x4000) {
    const size = HEADER_BYTES + length;
    if (bytes.length >= 8 && bytes.readUInt32BE(4) !== COOKIE) return undefined;
    return length % 4 === 0 && size <= LONGEST ? size : undefined;
  }
  return type >= CHANNELS.first && type <= CHANNELS.last ? 4 + length : undefined;
}

/** Of a stream that carries ChannelData each piece is filled up. */
export function padded(frame: Buffer): Buffer {
  const missing = padding(frame.length);
  return missing === 0 ? frame : Buffer.concat([frame, Buffer.alloc(missing)]);
}
