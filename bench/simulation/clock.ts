type Due = { at: number; order: number; run: () => void };

/** Time that goes from one thing that happens to the next. What is due at the same moment happens in the order it was asked. */
export class Clock {
  now = 0;
  private heap: Due[] = [];
  private asked = 0;

  after(ms: number, run: () => void): void {
    const { heap } = this;
    heap.push({ at: this.now + ms, order: this.asked++, run });
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfLater(parent, at)) break;
      at = parent;
    }
  }

  runUntil(end: number): void {
    for (let next = this.heap[0]; next !== undefined && next.at <= end; next = this.heap[0]) {
      this.takeFirst();
      this.now = next.at;
      next.run();
    }
    this.now = end;
  }

  private takeFirst(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let first = at;
      for (const child of [left, right]) if (this.isLater(first, child)) first = child;
      if (first === at || !this.swapIfLater(at, first)) return;
      at = first;
    }
  }

  private isLater(one: number, other: number): boolean {
    const [a, b] = [this.heap[one], this.heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.at > b.at || (a.at === b.at && a.order > b.order);
  }

  private swapIfLater(one: number, other: number): boolean {
    const { heap } = this;
    const [a, b] = [heap[one], heap[other]];
    if (a === undefined || b === undefined || !this.isLater(one, other)) return false;
    [heap[one], heap[other]] = [b, a];
    return true;
  }
}
