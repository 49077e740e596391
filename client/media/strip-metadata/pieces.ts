/** What a file consists of afterwards: stretches of the old one, and bytes of ours. */
type Piece = { from: number; to: number } | { bytes: Uint8Array<ArrayBuffer> };

const ZEROS = new Uint8Array(65_536);

/** Puts a file together out of stretches of another: nothing of it is read for that, however large it is. */
export class Pieces {
  private readonly pieces: Piece[] = [];
  private changes = false;

  /** Whether anything is left out or replaced, so that the new file is another one. */
  get changed(): boolean {
    return this.changes;
  }

  keep(from: number, to: number): void {
    const last = this.pieces.at(-1);
    if (last && 'to' in last && last.to === from) last.to = to;
    else if (to > from) this.pieces.push({ from, to });
  }

  drop(): void {
    this.changes = true;
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    this.changes = true;
    this.pieces.push({ bytes });
  }

  addZeros(length: number): void {
    for (let left = length; left > 0; left -= ZEROS.length)
      this.add(left < ZEROS.length ? ZEROS.subarray(0, left) : ZEROS);
  }

  makeBlob(old: Blob): Blob {
    const parts = this.pieces.map((piece) =>
      'bytes' in piece ? piece.bytes : old.slice(piece.from, piece.to),
    );
    return new Blob(parts, { type: old.type });
  }
}
