import { ApiError } from '../../db/engine/api-error.ts';
import type { Account, OneTimeLink } from '../../protocol/accounts.ts';
import type { CallServersReply } from '../../protocol/call-servers.ts';
import type { ServerInvite } from '../../protocol/server-invites.ts';
import { checkSchema } from '../check-schema.ts';
import type { ClusterState } from '../cluster/cluster.ts';
import type { Doctor, DoctorSettings, SeenRequest } from '../doctor/watch.ts';
import type { ShownJob } from '../jobs/administration.ts';
import type { QueueState } from '../jobs/queue/queue.ts';
import type { createPushAdministration } from '../push/administration.ts';
import type { createTurnServers } from '../turn/servers.ts';
import type { TurnState } from '../turn-state.ts';
import type { Management } from './management.ts';
import { CONTROL_COMMANDS, type ControlCommandBody, type ControlCommandName } from './schema.ts';

type PushAdministration = ReturnType<typeof createPushAdministration>;
/** What only a running server has. */
type Running = {
  doctor?: Doctor;
  cluster?: () => ClusterState | undefined;
  queue?: () => QueueState | undefined;
  turn?: Pick<ReturnType<typeof createTurnServers>, 'serversFor'> & { state?: () => TurnState };
};
type ControlReply = {
  'user.list': { accounts: Account[] };
  'user.create': { account: Account; link?: OneTimeLink };
  'user.password': { account: Account };
  'user.link': { account: Account; link: OneTimeLink };
  'user.update': { account: Account };
  'user.logout': { account: Account; sessions: number };
  'user.delete': { account: Account };
  'setup.link': { link: OneTimeLink | null };
  'invite.create': { invite: ServerInvite };
  'invite.list': { invites: ServerInvite[] };
  'invite.revoke': { invite: ServerInvite };
  'push.keys': ReturnType<PushAdministration['keys']>;
  'push.list': Awaited<ReturnType<PushAdministration['list']>>;
  'push.test': Awaited<ReturnType<PushAdministration['test']>>;
  'push.prune': Awaited<ReturnType<PushAdministration['prune']>>;
  'job.list': { jobs: ShownJob[] };
  'job.retry': { count: number };
  'job.drop': object;
  /** null: this server is alone. */
  'cluster.state': { state: ClusterState | null };
  /** null: no broker is set. */
  'queue.state': { state: QueueState | null };
  /** The relay of calls, with credentials of nobody’s. `state`: null where it is not this server’s own. */
  'turn.servers': CallServersReply & { state: TurnState | null };
  'doctor.open': { secret: string; told: DoctorSettings };
  'doctor.seen': { requests: SeenRequest[] };
  'doctor.release': object;
  'doctor.close': object;
};
/** Runs one command and returns when it is on the disk. Throws an `ApiError` like every service. */
export type ControlCommand = <N extends ControlCommandName>(
  name: N,
  body: ControlCommandBody<N>,
) => Promise<ControlReply[N]>;

/** The actor in the audit log: no signed-in person, but the owner of the data folder. */
const OWNER = null;
const PAGE = 200;

type ControlCommands = {
  [N in ControlCommandName]: (body: ControlCommandBody<N>) => Promise<ControlReply[N]>;
};

/** What the command line may ask of the server, by the same services as the administrator's page. */
export function createControlCommands(
  { list, changes, ends, setup, invites, jobAdministration }: Management,
  push: PushAdministration,
  { doctor, cluster, queue, turn }: Running = {},
): ControlCommand {
  const acts: ControlCommands = {
    async 'user.list'({ q }) {
      const accounts: Account[] = [];
      for (let more = true; more; ) {
        const page = await list.page({ q, after: accounts.at(-1)?.id, limit: PAGE });
        accounts.push(...page.accounts);
        more = page.more;
      }
      return { accounts };
    },
    'user.create': (body) => changes.create(OWNER, body),
    async 'user.password'({ username, password }) {
      const account = await list.getByName(username);
      await changes.setPassword(OWNER, account.id, password);
      return { account };
    },
    async 'user.link'({ username }) {
      const account = await list.getByName(username);
      return { account, link: await changes.resetLink(OWNER, account.id) };
    },
    async 'user.update'({ username, ...body }) {
      const { id } = await list.getByName(username);
      return { account: await changes.update(OWNER, id, body) };
    },
    async 'user.logout'({ username }) {
      const account = await list.getByName(username);
      return { account, sessions: await changes.logout(OWNER, account.id) };
    },
    async 'user.delete'({ username, data }) {
      const account = await list.getByName(username);
      await ends.remove(OWNER, account.id, data);
      return { account };
    },
    'setup.link': async () => ({ link: (await setup.link()) ?? null }),
    'invite.create': async (body) => ({ invite: await invites.create(OWNER, body) }),
    'invite.list': async () => ({ invites: await invites.all() }),
    'invite.revoke': async ({ code }) => ({ invite: await invites.revoke(OWNER, code) }),
    'push.keys': async () => push.keys(),
    'push.list': () => push.list(),
    'push.test': async ({ username }) => push.test((await list.getByName(username)).id),
    'push.prune': () => push.prune(),
    'job.list': () => jobAdministration.list(),
    'job.retry': ({ one }) => jobAdministration.retry(OWNER, one),
    'job.drop': (one) => jobAdministration.drop(OWNER, one),
    'cluster.state': async () => ({ state: cluster?.() ?? null }),
    'queue.state': async () => ({ state: queue?.() ?? null }),
    async 'turn.servers'() {
      if (!turn) throw new ApiError('unknown_type');
      return { ...turn.serversFor('doctor'), state: turn.state?.() ?? null };
    },
    'doctor.open': async () => watching(doctor).open(),
    'doctor.seen': async ({ secret }) => ({ requests: watching(doctor).seen(secret) }),
    'doctor.release': async ({ secret }) => watching(doctor).release(secret) ?? {},
    'doctor.close': async ({ secret }) => watching(doctor).close(secret) ?? {},
  };
  return async (name, body) => {
    const act = Object.hasOwn(CONTROL_COMMANDS, name) ? acts[name] : undefined;
    if (!act) throw new ApiError('unknown_type');
    return await act(checkSchema(CONTROL_COMMANDS[name], body) as typeof body);
  };
}

/** Without a server there is nothing to watch. */
function watching(doctor: Doctor | undefined): Doctor {
  if (!doctor) throw new ApiError('unknown_type');
  return doctor;
}
