const KIB = 1024;
const PART_LEAST = 64 * KIB;
const PART_MOST = 8192 * KIB;
/** Of a line that is not known yet. What is no larger goes with the request that creates the upload. */
export const PART_FIRST = 256 * KIB;

/** A part takes about so long: what a cut line loses at most, and how often the server acknowledges. */
const PART_MS = 2000;
const GROWTH = 4;

/** How much is sent at once, by how fast the line has been. */
export class UploadParts {
  private size = PART_FIRST;
  private most = PART_MOST;

  next(left: number): number {
    return Math.min(left, this.size);
  }

  arrived(bytes: number, ms: number): void {
    const wanted = (bytes / Math.max(1, ms)) * PART_MS;
    this.size = clamp(Math.min(wanted, this.size * GROWTH), this.most);
  }

  failed(): void {
    this.size = clamp(this.size / 2, this.most);
  }

  /** A proxy refuses parts of this size; returns false when there are no smaller ones. */
  tooLarge(): boolean {
    if (this.size <= PART_LEAST) return false;
    this.most = Math.max(PART_LEAST, this.size / 2);
    this.failed();
    return true;
  }
}

function clamp(bytes: number, most: number): number {
  return Math.round(Math.max(PART_LEAST, Math.min(most, bytes)));
}
