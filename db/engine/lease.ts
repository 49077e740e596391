import type { Tx } from './engine.ts';

/** The time in which one process of all does the work that no request asks for. It ends once, and for good. */
export type LeaseTerm = {
  /** The name of the term, which no other has. */
  readonly holder: string;
  /** Whether it lasts, as far as can be told here: what leaves the machine asks this first. */
  isHeld(): boolean;
  /** The command, which is refused with `LeaseLost` where the term has ended: the database decides, in its transaction. */
  guard<T>(make: () => Tx<T>): () => Tx<T>;
};

/**
 * By one lease one process of those that share the data does the work that no request asks for. By another, that each has for
 * itself, the rest sees whether it lives and goes on with what it has claimed.
 */
export type Lease = {
  /** Whether other processes may share the data. */
  readonly isShared: boolean;
  /** The term of this process; undefined: it has none now. */
  term(): LeaseTerm | undefined;
  /** Begins work with each term of this process. Returns a function that ends that. */
  onTerm(begin: (term: LeaseTerm) => void): () => void;
  /** Wants terms from now on, and resolves when it was asked for one. A command that only opens the data does not. */
  seek(): Promise<void>;
  /** Ends the term, so that another process goes on at once. What it began must have ended. */
  release(): Promise<void>;
};

/** Another process does the work now. */
export class LeaseLost extends Error {}

/** Of a process that has the data for itself. */
export function makeSoleLease(holder: string): Lease {
  const always: LeaseTerm = { holder, isHeld: () => true, guard: (make) => make };
  return {
    isShared: false,
    term: () => always,
    onTerm(begin) {
      begin(always);
      return () => {};
    },
    seek: () => Promise.resolve(),
    release: () => Promise.resolve(),
  };
}
