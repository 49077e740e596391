import type { Header } from './frame.ts';

export type Neighbour = {
  name: string;
  /** As its administrator calls it. */
  node: string;
  n: number;
  heardAt: number;
  /** Its clock against this node's, the shortest way of the bus included; milliseconds. */
  clockMs: number;
};

/** Runs of nodes; each start is another one. */
const REMEMBERED = 1000;

/**
 * `next`: nothing is missing. `gap`: frames of it are. `past`: it was heard before. `joined`: it is heard for the first time.
 */
type Verdict = 'next' | 'gap' | 'past' | 'joined';

/** Which nodes are heard, and whether all they say is. One that has begun anew is another one. */
export class Neighbours {
  private readonly byName = new Map<string, Neighbour>();
  /** Those that fell silent: they may live, and come back with more to say. */
  private readonly cutOff = new Set<string>();

  get size(): number {
    return this.byName.size;
  }

  list(): Neighbour[] {
    return [...this.byName.values()];
  }

  hear({ name, node, n, sentAt, isBeat }: Header, now: number, clock: number): Verdict {
    const clockMs = sentAt - clock;
    const known = this.byName.get(name);
    if (!known) {
      const wasCutOff = this.cutOff.delete(name);
      this.byName.set(name, { name, node, n, heardAt: now, clockMs });
      return wasCutOff ? 'gap' : 'joined';
    }
    const before = known.n;
    known.heardAt = now;
    known.clockMs = clockMs;
    if (n > before) known.n = n;
    if (isBeat) return n > before ? 'gap' : 'next';
    if (n <= before) return 'past';
    return n === before + 1 ? 'next' : 'gap';
  }

  /** Time that cannot be held against them: nothing was heard by this node's own fault. */
  excuse(now: number): void {
    for (const neighbour of this.byName.values()) neighbour.heardAt = now;
  }

  /** Takes out those that have been silent for `ms`. */
  takeSilent(now: number, ms: number): string[] {
    const silent = this.list().filter(({ heardAt }) => now - heardAt > ms);
    for (const { name } of silent) {
      this.byName.delete(name);
      if (this.cutOff.size < REMEMBERED) this.cutOff.add(name);
    }
    return silent.map(({ name }) => name);
  }

  forget(name: string): void {
    this.byName.delete(name);
  }
}
