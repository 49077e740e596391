import { Refusal as LowestRefusal } from '../db/engine/api-error.ts';

/** A refusal that the asker may see. Everything else that is thrown becomes `internal` with a logged reference. */
export const Refusal = LowestRefusal;
export type Refusal = LowestRefusal;
