import type { Tx } from './engine.ts';

/** The time in which one process of all does the work that no request asks for. It ends once, and for good. */
export type LeaseTerm = {
  /** Whether it lasts, as far as can be told here: what leaves the machine asks this first. */
  isHeld(): boolean;
  /** The command, which is refused with `LeaseLost` where the term has ended: the database decides, in its transaction. */
  guard<T>(make: () => Tx<T>): () => Tx<T>;
};

/** By it one process of those that share the data does the work that no request asks for. */
export type Lease = {
  /** Whether other processes may share the data. */
  readonly isShared: boolean;
  /** The term of this process; undefined: the work is another's now. */
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

const ALWAYS: LeaseTerm = { isHeld: () => true, guard: (make) => make };

/** Of a process that has the data for itself. */
export const SOLE_LEASE: Lease = {
  isShared: false,
  term: () => ALWAYS,
  onTerm(begin) {
    begin(ALWAYS);
    return () => {};
  },
  seek: () => Promise.resolve(),
  release: () => Promise.resolve(),
};
