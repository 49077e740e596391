import { createAccountChanges } from '../accounts/change.ts';
import { createAccountEnds } from '../accounts/end.ts';
import { createEraser } from '../accounts/erase.ts';
import { createExport } from '../accounts/export.ts';
import { createAccountList } from '../accounts/list.ts';
import { createKnownDevices } from '../auth/known-devices.ts';
import { createPasswords } from '../auth/passwords.ts';
import { createResets } from '../auth/reset.ts';
import { createAuth } from '../auth/service.ts';
import type { Announcer } from '../context.ts';
import type { Deps } from '../deps.ts';
import { createServerAdmin } from '../instance/admin.ts';
import { createServerInvites } from '../instance/invites.ts';
import { createRegistrationPolicy } from '../instance/registration-policy.ts';
import { createInvitationState } from '../instance/registration-state.ts';
import { createServerSettings } from '../instance/settings.ts';
import { createSetup } from '../instance/setup.ts';

export type Management = Awaited<ReturnType<typeof createManagement>>;

/**
 * Who may register and who runs the server: one set of services for the web, for the control socket, and for a command
 * that opens the data itself because no server runs (`told` then has no sockets).
 */
export async function createManagement(deps: Deps, told: Announcer) {
  const passwords = createPasswords();
  const instance = await createServerSettings(deps);
  const gate = createRegistrationPolicy(deps, instance);
  const familiar = createKnownDevices(deps);
  const auth = createAuth(deps, { passwords, gate, familiar });
  const resets = createResets(deps, passwords);
  const eraser = createEraser(deps, told);
  return {
    instance,
    gate,
    auth,
    familiar,
    resets,
    eraser,
    serverAdmin: createServerAdmin(deps, instance),
    invites: createServerInvites(deps, instance),
    standing: createInvitationState(deps, instance),
    setup: createSetup(deps, passwords, instance),
    list: createAccountList(deps),
    changes: createAccountChanges(deps, { passwords, resets, told }),
    ends: createAccountEnds(deps, { eraser, told, prove: auth.prove }),
    take: createExport(deps),
  };
}
