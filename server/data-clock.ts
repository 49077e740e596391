import type { Db } from '../db/stores.ts';
import type { Clock } from './deps.ts';

/** The time of the data: this machine's, unless the data's own server has another, which all nodes then go by. */
export const clockOf = (db: Pick<Db, 'clockAheadMs'>, machine: Clock): Clock => ({
  now: () => machine.now() - (db.clockAheadMs?.() ?? 0),
  machine: machine.now,
});

/** The machine's own time, for comparing it with others'. */
export const machineTime = ({ machine, now }: Clock): number => (machine ?? now)();
