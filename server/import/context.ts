import type { Tx } from '../../db/engine/engine.ts';
import type { LegacyData } from '../../db/legacy/reader.ts';
import type { LegacyMessageHeader } from '../../db/legacy/rows.ts';
import type { Stores } from '../../db/stores.ts';
import type { FileInfo } from '../../protocol/files.ts';
import type { FilesStore } from '../files/store.ts';
import type { Identity } from './identity.ts';
import type { Report } from './report.ts';

/** Where it goes to. */
export type Target = Stores & {
  read<T>(script: Tx<T>): Promise<T>;
  /** null: nothing is to be written, only reported. */
  write: (<T>(make: () => Tx<T>) => Promise<T>) | null;
};

/**
 * A chat of two, or of one with themselves: then both are the same. There may be a hundred thousand of them, so there is
 * nothing in them that need not be. Ids of people are ours, `a` the lower one.
 */
export type DirectChat = {
  id: string;
  a: string;
  b: string;
  createdBy: string;
  createdAt: number;
  known: boolean;
} & PairReceipts;

/** How far both have received and read; 0: nothing. */
export type PairReceipts = { deliveredA: number; readA: number; deliveredB: number; readB: number };

/**
 * What is known of two people's messages before any is imported; `receipts`: of those that are there already.
 */
export type LegacyPair = {
  count: number;
  first: number;
  firstSender: string;
  receipts?: PairReceipts;
};
/** One message, by its row; people by their old ids. `said`: when, or what is taken for it where its time says nothing. */
export type LegacyMessage = {
  row: LegacyMessageHeader;
  sender: string;
  receiver: string;
  said: number;
  pair: LegacyPair;
};

export const membersOf = ({ a, b }: DirectChat): string[] => (a === b ? [a] : [a, b]);

/** What the stages of one import share. Maps are by old id. */
export type ImportContext = {
  /** Runs what reads the legacy uploads, which may be unreadable to the owner of the data. */
  reading<T>(work: () => T): T;
  original: LegacyData;
  target: Target;
  identity: Identity;
  report: Report;
  /** Folder of the legacy uploads; null: none was found. */
  uploads: string | null;
  store: FilesStore;
  users: Map<string, string>;
  /** Whether people of this source were here before: else nothing of it was. */
  again: boolean;
  /** By `pairOf` both old ids. */
  rooms: Map<string, DirectChat>;
  /** For each message: files that were imported, and names of those that could not be. */
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

/** What a chat of two people, or of one with themselves, is unique by: as server/chats/service.ts makes it. By our ids. */
export function directKeyOf(a: string, b: string): string {
  if (a === b) return a;
  return a < b ? `${a}:${b}` : `${b}:${a}`;
}
