import type { ServerSettings, ServerSettingsUpdateBody } from '../../protocol/server-settings.ts';
import type { Deps } from '../deps.ts';
import type { CurrentSettings } from './settings.ts';

/** The server's settings, as an administrator changes them. */
export function createServerAdmin(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  instance: CurrentSettings,
) {
  return {
    get: (): ServerSettings => instance.now(),
    async update(actorId: string | null, body: ServerSettingsUpdateBody): Promise<ServerSettings> {
      const now = clock.now();
      return instance.apply(await db.write(() => instance.change(body, { actorId, now })));
    },
  };
}
