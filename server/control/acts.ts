import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Account, HouseInvite, OneTimeLink } from '../../protocol/house.ts';
import type { Doctor, Seen, Told } from '../doctor/watch.ts';
import { Refusal } from '../errors.ts';
import type { Management } from './management.ts';
import { ACTS, type ActBody, type ActName } from './schema.ts';

export type ActReply = {
  'user.list': { accounts: Account[] };
  'user.create': { account: Account; link?: OneTimeLink };
  'user.password': { account: Account };
  'user.link': { account: Account; link: OneTimeLink };
  'user.update': { account: Account };
  'user.logout': { account: Account; sessions: number };
  'user.delete': { account: Account };
  'setup.link': { link: OneTimeLink | null };
  'invite.create': { invite: HouseInvite };
  'invite.list': { invites: HouseInvite[] };
  'invite.revoke': { invite: HouseInvite };
  'doctor.open': { secret: string; told: Told };
  'doctor.seen': { requests: Seen[] };
  'doctor.release': object;
  'doctor.close': object;
};
/** Does one act and answers when it is on disk. Throws a `Refusal` like every service. */
export type Act = <N extends ActName>(name: N, body: ActBody<N>) => Promise<ActReply[N]>;

/** Of the log: nobody who is signed in, but whoever owns the data folder. */
const OWNER = null;
const PAGE = 200;

type Acts = { [N in ActName]: (body: ActBody<N>) => Promise<ActReply[N]> };

/** What the command line may ask of the house, by the same services as the administrator's page. */
export function createActs(
  { list, changes, ends, setup, invites }: Management,
  doctor?: Doctor,
): Act {
  const acts: Acts = {
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
      const account = await list.named(username);
      await changes.setPassword(OWNER, account.id, password);
      return { account };
    },
    async 'user.link'({ username }) {
      const account = await list.named(username);
      return { account, link: await changes.resetLink(OWNER, account.id) };
    },
    async 'user.update'({ username, ...body }) {
      const { id } = await list.named(username);
      return { account: await changes.update(OWNER, id, body) };
    },
    async 'user.logout'({ username }) {
      const account = await list.named(username);
      return { account, sessions: await changes.logout(OWNER, account.id) };
    },
    async 'user.delete'({ username, data }) {
      const account = await list.named(username);
      await ends.remove(OWNER, account.id, data);
      return { account };
    },
    'setup.link': async () => ({ link: (await setup.link()) ?? null }),
    'invite.create': async (body) => ({ invite: await invites.create(OWNER, body) }),
    'invite.list': async () => ({ invites: await invites.all() }),
    'invite.revoke': async ({ code }) => ({ invite: await invites.revoke(OWNER, code) }),
    'doctor.open': async () => watching(doctor).open(),
    'doctor.seen': async ({ secret }) => ({ requests: watching(doctor).seen(secret) }),
    'doctor.release': async ({ secret }) => watching(doctor).release(secret) ?? {},
    'doctor.close': async ({ secret }) => watching(doctor).close(secret) ?? {},
  };
  return async (name, body) => {
    const act = Object.hasOwn(ACTS, name) ? acts[name] : undefined;
    if (!act) throw new Refusal('unknown_type');
    if (!TypeCompiler.Compile(ACTS[name]).Check(body)) throw new Refusal('invalid');
    return await act(body);
  };
}

/** Without a server there is nothing to watch. */
function watching(doctor: Doctor | undefined): Doctor {
  if (!doctor) throw new Refusal('unknown_type');
  return doctor;
}
