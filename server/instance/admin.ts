import type { House, HouseUpdateBody } from '../../protocol/house.ts';
import type { Deps } from '../deps.ts';
import type { HouseSettings } from './settings.ts';

/** The house's settings, as an administrator changes them. */
export function createHouseAdmin({ db, clock }: Pick<Deps, 'db' | 'clock'>, house: HouseSettings) {
  return {
    get: (): House => house.now(),
    async update(actorId: string | null, body: HouseUpdateBody): Promise<House> {
      const now = clock.now();
      return house.apply(await db.write(() => house.change(body, { actorId, now })));
    },
  };
}
