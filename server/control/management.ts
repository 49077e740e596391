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
import { createFileEnds } from '../files/ends.ts';
import { openFilePlace } from '../files/place.ts';
import { createServerAdmin } from '../instance/admin.ts';
import { createServerInvites } from '../instance/invites.ts';
import { createRegistrationPolicy } from '../instance/registration-policy.ts';
import { createInvitationState } from '../instance/registration-state.ts';
import { createServerSettings } from '../instance/settings.ts';
import { createSetup } from '../instance/setup.ts';
import { createJobAdministration } from '../jobs/administration.ts';
import { createJobs } from '../jobs/jobs.ts';

export type Management = Awaited<ReturnType<typeof createManagement>>;

/**
 * Who may register and who runs the server: one set of services for the web, for the control socket, and for a command
 * that opens the data itself because no server runs (`told` then has no sockets).
 */
export async function createManagement(deps: Deps, announcer: Announcer) {
  const passwords = createPasswords();
  const instance = await createServerSettings(deps);
  const gate = createRegistrationPolicy(deps, instance);
  const familiar = createKnownDevices(deps);
  const auth = createAuth(deps, { passwords, gate, familiar });
  const resets = createResets(deps, passwords);
  const { blobs, parts, removeLeft, s3 } = await openFilePlace(deps);
  const fileEnds = createFileEnds(deps, { blobs, parts });
  const jobs = createJobs(deps);
  const eraser = createEraser(deps, jobs, announcer, fileEnds);
  return {
    instance,
    gate,
    auth,
    familiar,
    resets,
    eraser,
    jobs,
    jobAdministration: createJobAdministration(deps, jobs),
    blobs,
    parts,
    removeLeft,
    s3,
    fileEnds,
    serverAdmin: createServerAdmin(deps, instance),
    invites: createServerInvites(deps, instance),
    invitationState: createInvitationState(deps, instance),
    setup: createSetup(deps, passwords, instance),
    list: createAccountList(deps),
    changes: createAccountChanges(deps, { passwords, resets, announcer }),
    ends: createAccountEnds(deps, { eraser, announcer, prove: auth.prove }),
    take: createExport(deps, blobs),
  };
}
