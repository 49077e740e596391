import { Writable } from './store.ts';

/**
 * The hits of a search in one chat, while one of them is shown: the search holds them, the chat shows where one is and
 * goes on. `place` from 1, the newest first; `more`: there are older ones than are known.
 */
export type HitWalk = {
  chatId: string;
  place: number;
  count: number;
  more: boolean;
  go(way: 'older' | 'newer'): void;
};

export const hitWalk = new Writable<HitWalk | null>(null);
