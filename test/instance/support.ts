import type { Account } from '../../protocol/accounts.ts';
import { type Caller, type Server, startServer } from '../helpers/app.ts';

/** Starts a server with an administrator and three members. */
export async function startInstance(overrides: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer({ given: [], ...overrides });
  const boss = await server.setUp('boss');
  const [sara, ali, reza] = [
    await server.register('sara'),
    await server.register('ali'),
    await server.register('reza'),
  ];
  return { server, boss, sara, ali, reza };
}
export type Instance = Awaited<ReturnType<typeof startInstance>>;

export async function accountOf(boss: Caller, username: string): Promise<Account | undefined> {
  const { accounts } = (await boss.get(`/api/admin/users?q=${username}`)).body;
  return accounts.find((account: Account) => account.username === username);
}

export const change = (boss: Caller, { user }: Caller, body: object) =>
  boss.patch(`/api/admin/users/${user.id}`, body);

/** Makes a second administrator. */
export async function promote(boss: Caller, who: Caller): Promise<void> {
  await change(boss, who, { role: 'admin' });
}

export const actsOf = async (boss: Caller): Promise<string[]> =>
  (await boss.get('/api/admin/audit?limit=200')).body.entries.map(
    ({ action, target }: { action: string; target: string | null }) => `${action} ${target ?? '-'}`,
  );

/** Resolves when nothing is left to be erased. */
export async function untilErased(server: Server): Promise<void> {
  const { db } = server.deps;
  while ((await db.read(db.jobs.all())).length > 0) await new Promise((turn) => setImmediate(turn));
}
