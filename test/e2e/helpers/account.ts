import { answerOf, Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';
import { PASSWORD } from './entering.ts';
import type { Executable } from './executable.ts';

/** Registers by the API, which costs no page; `Device.signIn` enters with it. */
export async function account(
  { url }: Executable,
  username: string,
  displayName: string,
  invite?: string,
): Promise<Caller> {
  const body = { username, displayName, password: PASSWORD, invite };
  const answer = await answerOf(url, 'POST', '/api/auth/register', body);
  if (answer.status >= 300) throw new Error(`register: ${JSON.stringify(answer.body)}`);
  return new Caller(url, answer.body);
}

/** Makes a link that lets one person register. */
export async function invitation(by: Caller): Promise<string> {
  const { status, body } = await by.post('/api/server/invites', {});
  if (status >= 300) throw new Error(`invite: ${JSON.stringify(body)}`);
  return body.invite.code;
}

/** Returns the path of the one-time link of the log. A server responds a moment before it has printed that. */
export async function setupPath(server: Pick<Executable, 'log'>): Promise<string> {
  const findPrinted = () => /\/setup#[\w-]{22,64}/.exec(server.log())?.[0] ?? '';
  return await until(findPrinted, (path) => path !== '');
}

/** Makes the first administrator, by the one-time link that the start prints. */
export async function administrator(
  server: Executable,
  username: string,
  displayName: string,
  instance: object = {},
): Promise<Caller> {
  const secret = (await setupPath(server)).split('#')[1];
  const body = { secret, username, displayName, password: PASSWORD, server: instance };
  const answer = await answerOf(server.url, 'POST', '/api/setup', body);
  if (answer.status >= 300) throw new Error(`setup: ${JSON.stringify(answer.body)}`);
  return new Caller(server.url, answer.body);
}
