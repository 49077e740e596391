import type { ApiError } from '../../db/engine/api-error.ts';

/** A request that no route took. `allow`: the methods that there are, for the header of that name. */
export type Missing = { refusal: ApiError; allow?: string };
