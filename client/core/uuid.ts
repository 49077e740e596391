const COUNTER_BITS = 12;

let last = 0;
let counter = 0;

/**
 * A time-ordered id (RFC 9562, version 7): 48 bits of milliseconds, a counter in `rand_a` that keeps those of one
 * millisecond and of a clock set back in order (section 6.2, method 1), and 62 bits of chance. Own code, for the package
 * is 1.3 KB of the first load for parsing and formats that a client has no use for; `crypto.randomUUID` is neither
 * ordered nor there over plain HTTP.
 */
export function uuidv7(now = Date.now()): string {
  counter = now > last ? (randomBits(1)[0] ?? 0) & 0x7f : counter + 1;
  last = Math.max(now, last);
  if (counter >= 1 << COUNTER_BITS) {
    last += 1;
    counter = 0;
  }
  const time = last.toString(16).padStart(12, '0');
  const [variant = 0, ...rest] = randomBits(8);
  const tail = [0x80 | (variant & 0x3f), ...rest].map((byte) => hex(byte, 2)).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** When an id of `uuidv7` was made, in ms. */
export function timeOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function randomBits(bytes: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(bytes));
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
