/** Rows of a queue, in their order. */
export class Rows<R extends { order: number }> {
  all: readonly R[] = [];
  /** A notice of a row may arrive after the notice of its end. */
  private readonly ended = new Set<string>();

  constructor(private readonly id: (row: R) => string) {}

  clear(): void {
    this.all = [];
  }

  apply(changed: readonly R[], ended: readonly string[]): void {
    if (changed.length === 0 && ended.length === 0) return;
    for (const id of ended) this.ended.add(id);
    const rows = new Map(this.all.map((row) => [this.id(row), row]));
    for (const row of changed) rows.set(this.id(row), row);
    this.all = [...rows.values()]
      .filter((row) => !this.ended.has(this.id(row)))
      .sort((a, b) => a.order - b.order);
  }
}
