import { answerOf, Caller } from './caller.ts';
import { startProgram, tempDir } from './program.ts';
import { Socket } from './socket.ts';

export type Instance = Awaited<ReturnType<typeof startInstance>>;

/**
 * Starts the program as people have it, in a process and folder of its own, with its usual limits unless `env` says
 * otherwise.
 */
export async function startInstance(env: Record<string, string> = {}) {
  const folder = tempDir();
  const open = { DATA_DIR: folder.path, REGISTRATION: 'open', AUTH_LIMIT: '100000' };
  const program = await startProgram([], { ...open, ...env });
  const { url } = program;
  return {
    ...program,
    folder: folder.path,
    async register(username: string): Promise<Caller> {
      const body = { username, password: 'گذرواژهٔ دراز ۱۲' };
      const answer = await answerOf(url, 'POST', '/api/auth/register', body);
      if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
      return new Caller(url, answer.body);
    },
    connect: (who: Caller) => Socket.open(url, who.token),
    /** Reads what /metrics counts under this name, with labels exactly as they stand there. */
    async readCounter(name: string): Promise<number> {
      const { body } = await answerOf(url, 'GET', '/metrics');
      const line = String(body)
        .split('\n')
        .find((one) => one.startsWith(`${name} `));
      return Number(line?.split(' ').at(-1) ?? 0);
    },
    /** Reads the resident memory of the process, MB (proc(5), statm). */
    async residentMb(): Promise<number> {
      const [, pages = '0'] = (await Bun.file(`/proc/${program.pid}/statm`).text()).split(' ');
      return (Number(pages) * 4096) / 1e6;
    },
    async stop(): Promise<void> {
      await program.stop();
      folder[Symbol.dispose]();
    },
  };
}

/** Makes formatting as large as the server once accepted: a hundred different links of full length. */
export const manyLinks = (count: number, letters = 2048) =>
  Array.from({ length: count }, (_, offset) => ({
    ...{ type: 'link', offset, length: 1 },
    url: `https://example.org/${offset}/`.padEnd(letters, 'x'),
  }));

export async function group(owner: Caller, ...others: Caller[]): Promise<string> {
  const userIds = others.map(({ user }) => user.id);
  const body = { kind: 'group', title: 'گروه', clientId: Bun.randomUUIDv7(), userIds };
  return (await owner.post('/api/chats', body)).body.chat.id;
}
