import type { MovedMark } from '../engine/move-marks.ts';
import type { MoveSource, MoveTarget } from './side.ts';

/** Data as of one moment, while people go on writing to it. */
export type Snapshot = {
  source: MoveSource;
  /** What people call it: a path, or host, port and name. */
  place: string;
  serverId: string;
  /** Where it was moved to before, by a move that perhaps did not come to its end. */
  movedTo: MovedMark | undefined;
  release(): Promise<void>;
};

/** Data to which nobody writes until it is released, or for good when it has been marked. */
export type HeldSource = Snapshot & {
  /** What signs the tokens; undefined: the settings name another. */
  secret: string | undefined;
  /** Says in the data that it was moved. Throws where somebody has written since it was held. */
  mark(mark: MovedMark): Promise<void>;
};

/** An empty place, or one that is half filled; nobody can start on it until it is opened. */
export type FilledTarget = {
  target: MoveTarget;
  place: string;
  /** Gets ready for being served from, as far as that can be done before all rows are there. */
  settle(): Promise<void>;
  /** Makes of the rows what a server needs beside them, and looks whether each has the rows that it belongs to. */
  complete(secret: string | undefined): Promise<void>;
  /** Lets servers start on it. */
  open(): Promise<void>;
  release(): Promise<void>;
};

/** `catchUp`: what was written since `move` began; only then people wait. */
export type MovePhase = 'look' | 'move' | 'compare' | 'catchUp';
/** Runs one part of the work and may show how far it is; `total` in rows. */
export type WatchMove = <T>(
  phase: MovePhase,
  total: number,
  work: (tick: (rows?: number) => void) => Promise<T>,
) => Promise<T>;
