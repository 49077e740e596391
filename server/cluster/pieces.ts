/** A payload of NOTIFY has fewer than 8000 bytes; a letter has three at most, and what is outside of the first plane two letters. */
const MOST_BYTES = 7900;
const LETTERS = 2600;

const HIGH_SURROGATE = /[\ud800-\udbff]$/;

/** Cuts a frame into payloads: `~<name>#<count> <place> <of>\n` and a part of it, or the frame as it is. */
export function cutFrame(frame: string, id: string): string[] {
  if (Buffer.byteLength(frame) <= MOST_BYTES) return [frame];
  const parts: string[] = [];
  for (let at = 0; at < frame.length; ) {
    let part = frame.slice(at, at + LETTERS);
    if (HIGH_SURROGATE.test(part)) part = part.slice(0, -1);
    parts.push(part);
    at += part.length;
  }
  return parts.map((part, n) => `~${id} ${n} ${parts.length}\n${part}`);
}

type Begun = { id: string; parts: string[] };

/** Puts the payloads of each node together. They come in order; a frame of which one is missing is dropped, which is a gap. */
export class FrameAssembler {
  private readonly begun = new Map<string, Begun>();

  /** Returns the frame that this payload completes. */
  take(payload: string): string | undefined {
    if (!payload.startsWith('~')) return payload;
    const end = payload.indexOf('\n');
    const [id = '', place, of] = payload.slice(1, end).split(' ');
    const from = id.slice(0, id.lastIndexOf('#'));
    const begun = Number(place) === 0 ? { id, parts: [] } : this.begun.get(from);
    if (begun?.id !== id || begun.parts.length !== Number(place)) {
      this.begun.delete(from);
      return undefined;
    }
    begun.parts.push(payload.slice(end + 1));
    if (begun.parts.length < Number(of)) {
      this.begun.set(from, begun);
      return undefined;
    }
    this.begun.delete(from);
    return begun.parts.join('');
  }
}
