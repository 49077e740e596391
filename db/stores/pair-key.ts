import { type SQL, sql } from 'drizzle-orm';
import { type Expression, firstByBytes, lastByBytes } from '../engine/dialect.ts';

/** The key of the direct chat of two people, whichever of them is named first. */
export const pairKey = (one: Expression, other: Expression): SQL<string> =>
  sql`${firstByBytes(one, other)} || ':' || ${lastByBytes(one, other)}`;
