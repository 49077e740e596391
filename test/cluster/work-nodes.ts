import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQL } from 'bun';
import { PASSWORD } from '../helpers/app.ts';
import { answerOf, Caller } from '../helpers/caller.ts';
import { type Browser, startPushService } from '../helpers/push-service.ts';
import { startPostgres } from '../helpers/services/postgres.ts';
import { bound } from '../helpers/services/process.ts';
import { until } from '../helpers/until.ts';

const CHILD = join(import.meta.dir, 'work-child.ts');
export type Node = { name: string; url: string; child: Bun.Subprocess; said(): string };

/** Nodes in processes of their own over one PostgreSQL, whose pushes go to one service. */
export async function startWorkNodes(queueUrl: string | Promise<string> = '') {
  const postgres = await startPostgres();
  const database = await postgres.createDatabase('work');
  const sql = new SQL(database, { max: 1 });
  const service = startPushService();
  const folder = mkdtempSync(join(tmpdir(), 'payambar-work-'));
  const nodes: Node[] = [];

  async function begin(name: string): Promise<Node> {
    const dataDir = join(folder, name);
    mkdirSync(dataDir);
    const command = [process.execPath, CHILD, name, dataDir, database, service.url, await queueUrl];
    const child = Bun.spawn(bound(command), { stdout: 'pipe', stderr: 'inherit' });
    let text = '';
    void (async () => {
      for await (const bytes of child.stdout) text += new TextDecoder().decode(bytes);
    })();
    const url = await until(
      () => text.split('\n')[0] ?? '',
      (line) => line.startsWith('http'),
    );
    const node = { name, url, child, said: () => text };
    nodes.push(node);
    return node;
  }

  /** The name of the node that does the work now, by the database. */
  async function holderName(): Promise<string> {
    const now = Date.now();
    const [row] = await sql`
      select node from payambar_leases where name = 'work' and until > ${now}`;
    return row?.node.split('.')[0] ?? '';
  }

  /** The name of the node that is at the notifications of a chat. */
  async function ownerName(chatId: string): Promise<string> {
    const [row] = await sql`select owner from push_jobs where chat_id = ${chatId}`;
    return row?.owner.split('.')[0] ?? '';
  }

  /** How many milliseconds the claims of a node last if it is not heard of any more. */
  async function leftOf({ name }: Node): Promise<number> {
    const [row] = await sql`
      select max(until - (extract(epoch from clock_timestamp()) * 1000)::bigint)::int as left
      from payambar_leases where name like 'worker %' and split_part(node, '.', 1) = ${name}`;
    return row.left;
  }

  function placesOf(name: string): { holder: Node; other: Node } {
    const holder = nodes.findLast((node) => node.name === name);
    const other = nodes.findLast((node) => node.name !== name && node.child.exitCode === null);
    if (!holder || !other) throw new Error(`no such node: ${name}`);
    return { holder, other };
  }

  return {
    ...{ sql, service, begin, holderName, leftOf },
    /** The node that works, and one that does not. */
    async places(): Promise<{ holder: Node; other: Node }> {
      return placesOf(await until(holderName, (seen) => seen !== ''));
    },
    /** The node that is at the notifications of a chat, and one that is not. */
    async placesOf(chatId: string): Promise<{ holder: Node; other: Node }> {
      return placesOf(
        await until(
          () => ownerName(chatId),
          (seen) => seen !== '',
        ),
      );
    },
    async kill(node: Node): Promise<void> {
      node.child.kill(9);
      await node.child.exited;
      nodes.splice(nodes.indexOf(node), 1);
    },
    async stop(): Promise<void> {
      for (const { child } of nodes) {
        child.kill(9);
        await child.exited;
      }
      await sql.close();
      await service.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Friend = { who: Caller; browser: Browser; chatId: string };

/** A person with a device, who has a chat with another one. */
export async function befriend(
  { service }: Pick<Awaited<ReturnType<typeof startWorkNodes>>, 'service'>,
  { url }: Node,
  other: Caller,
  username: string,
): Promise<Friend> {
  const who = await enter(url, '/api/auth/register', username);
  const browser = service.browser();
  await who.put('/api/push/subscription', browser.subscription);
  await who.post('/api/chats', { kind: 'direct', userId: other.user.id });
  const made = { kind: 'direct', userId: who.user.id };
  return { who, browser, chatId: (await other.post('/api/chats', made)).body.chat.id };
}

export const enter = async (url: string, path: string, username: string): Promise<Caller> =>
  new Caller(url, (await answerOf(url, 'POST', path, { username, password: PASSWORD })).body);
