import type { MovedMark } from '../engine/move-marks.ts';
import type { MoveSource, MoveTarget } from './side.ts';

/** Data to which nobody writes until it is released, or for good when it has been marked. */
export type HeldSource = {
  source: MoveSource;
  /** What people call it: a path, or host, port and name. */
  place: string;
  serverId: string;
  /** What signs the tokens; undefined: the settings name another. */
  secret: string | undefined;
  /** Where it was moved to before, by a move that perhaps did not come to its end. */
  movedTo: MovedMark | undefined;
  /** Says in the data that it was moved. Throws where somebody has written since it was held. */
  mark(mark: MovedMark): Promise<void>;
  release(): Promise<void>;
};

/** An empty place, or one that is half filled; nobody can start on it until it is opened. */
export type FilledTarget = {
  target: MoveTarget;
  place: string;
  /** Makes of the rows what a server needs beside them, and looks whether each has the rows that it belongs to. */
  complete(secret: string | undefined): Promise<void>;
  /** Lets servers start on it. */
  open(): Promise<void>;
  release(): Promise<void>;
};

export type MovePhase = 'move' | 'compare';
/** Runs one part of the work and may show how far it is; `total` in rows. */
export type WatchMove = <T>(
  phase: MovePhase,
  total: number,
  work: (tick: (rows?: number) => void) => Promise<T>,
) => Promise<T>;
