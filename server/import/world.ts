import type { Stores } from '../../db/database.ts';
import type { Script } from '../../db/engine.ts';
import type { Original } from '../../db/original/reader.ts';
import type { FileInfo } from '../../protocol/files.ts';
import type { FilesStore } from '../files/store.ts';
import type { Identity } from './identity.ts';
import type { Report } from './report.ts';

/** Where it goes to. */
export type Target = Stores & {
  read<T>(script: Script<T>): Promise<T>;
  /** null: nothing is to be written, only reported. */
  write: (<T>(make: () => Script<T>) => Promise<T>) | null;
};

/**
 * A chat of two, or of one with themselves: then both are the same. There may be a hundred thousand of them, so there is
 * nothing in them that need not be. Ids of people are ours, `a` the lower one.
 */
export type Room = {
  id: string;
  a: string;
  b: string;
  createdBy: string;
  createdAt: number;
  known: boolean;
  /** How far they have received and read; 0: nothing. */
  deliveredA: number;
  readA: number;
  deliveredB: number;
  readB: number;
};

export const membersOf = ({ a, b }: Room): string[] => (a === b ? [a] : [a, b]);

/** What the stages of one import share. Maps are by old id. */
export type World = {
  original: Original;
  target: Target;
  identity: Identity;
  report: Report;
  /** Folder of the original's uploads; null: none was found. */
  uploads: string | null;
  store: FilesStore;
  users: Map<string, string>;
  /** By `pairOf` both old ids. */
  rooms: Map<string, Room>;
  /** Of messages: files that were brought, and names of those that could not be. */
  files: Map<string, FileInfo[]>;
  lost: Map<string, string[]>;
  /** So many more rows are done, of those that `workOf` counts. */
  tick(amount: number): void;
};

/** Old ids of both, lowest first, with a colon: what a chat is called in `imported`. */
export function pairOf(a: string, b: string): string {
  const order = Number(a) - Number(b) || (a < b ? -1 : 1);
  return order <= 0 ? `${a}:${b}` : `${b}:${a}`;
}
