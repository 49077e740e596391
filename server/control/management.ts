import { createAccountChanges } from '../accounts/change.ts';
import { createAccountEnds } from '../accounts/end.ts';
import { createEraser } from '../accounts/erase.ts';
import { createExport } from '../accounts/export.ts';
import { createAccountList } from '../accounts/list.ts';
import { createFamiliar } from '../auth/familiar.ts';
import { createPasswords } from '../auth/passwords.ts';
import { createResets } from '../auth/reset.ts';
import { createAuth } from '../auth/service.ts';
import type { Announcer } from '../context.ts';
import type { Deps } from '../deps.ts';
import { createHouseAdmin } from '../instance/admin.ts';
import { createGate } from '../instance/gate.ts';
import { createHouseInvites } from '../instance/invites.ts';
import { createStanding } from '../instance/registration-state.ts';
import { createHouse } from '../instance/settings.ts';
import { createSetup } from '../instance/setup.ts';

export type Management = Awaited<ReturnType<typeof createManagement>>;

/**
 * Who may come in and who runs the house: one set of services for the web, for the control socket, and for a command
 * that opens the data itself because no server runs (`told` then has nobody to tell).
 */
export async function createManagement(deps: Deps, told: Announcer) {
  const passwords = createPasswords();
  const house = await createHouse(deps);
  const gate = createGate(deps, house);
  const familiar = createFamiliar(deps);
  const auth = createAuth(deps, { passwords, gate, familiar });
  const resets = createResets(deps, passwords);
  const eraser = createEraser(deps, told);
  return {
    house,
    gate,
    auth,
    familiar,
    resets,
    eraser,
    houseAdmin: createHouseAdmin(deps, house),
    invites: createHouseInvites(deps, house),
    standing: createStanding(deps, house),
    setup: createSetup(deps, passwords, house),
    list: createAccountList(deps),
    changes: createAccountChanges(deps, { passwords, resets, told }),
    ends: createAccountEnds(deps, { eraser, told, prove: auth.prove }),
    take: createExport(deps),
  };
}
