import type { Refusal } from '../errors.ts';

/** A request that no route took. `allow`: the methods that there are, for the header of that name. */
export type Missing = { refusal: Refusal; allow?: string };
