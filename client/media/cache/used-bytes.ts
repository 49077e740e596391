/** Of each kept file: its bytes, and when it was used last. */
type Entry = [bytes: number, usedAt: number];
export type UsedBytesRecord = Record<string, Entry>;

const isThumb = (path: string): boolean => path.endsWith('/thumb');

/** What is kept, and what has to go: the pictures unused for longest first, thumbs after all pictures. */
export class UsedBytes {
  private readonly entries: Map<string, Entry>;

  constructor(record: UsedBytesRecord = {}) {
    this.entries = new Map(Object.entries(record));
  }

  get paths(): Iterable<string> {
    return this.entries.keys();
  }

  has(path: string): boolean {
    return this.entries.has(path);
  }

  add(path: string, bytes: number, at: number): void {
    this.entries.set(path, [bytes, at]);
  }

  touch(path: string, at: number): void {
    const entry = this.entries.get(path);
    if (entry) entry[1] = at;
  }

  remove(path: string): void {
    this.entries.delete(path);
  }

  clear(): void {
    this.entries.clear();
  }

  sum(): { thumbs: number; whole: number } {
    const sum = { thumbs: 0, whole: 0 };
    for (const [path, [bytes]] of this.entries) sum[isThumb(path) ? 'thumbs' : 'whole'] += bytes;
    return sum;
  }

  /** Which to drop, so that `most` bytes are not passed and there is some room again. */
  surplus(most: number): string[] {
    const { thumbs, whole } = this.sum();
    let over = thumbs + whole - most;
    if (over <= 0) return [];
    over += most / 10;
    const oldest = [...this.entries].sort(
      ([one, [, usedAt]], [other, [, otherUsedAt]]) =>
        Number(isThumb(one)) - Number(isThumb(other)) || usedAt - otherUsedAt,
    );
    const dropped: string[] = [];
    for (const [path, [bytes]] of oldest) {
      if (over <= 0) break;
      over -= bytes;
      dropped.push(path);
    }
    return dropped;
  }

  toRecord(): UsedBytesRecord {
    return Object.fromEntries(this.entries);
  }
}
