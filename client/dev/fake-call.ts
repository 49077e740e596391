import type { Account, AccountsReply } from '../../protocol/accounts.ts';
import type { ServerInvite } from '../../protocol/server-invites.ts';
import type { ServerSettings } from '../../protocol/server-settings.ts';
import { type ApiCall, ApiError } from '../core/services.ts';
import { me } from './fake-data.ts';
import {
  ACCOUNTS,
  AUDIT,
  CODE,
  changed,
  INVITES,
  invite,
  OVERVIEW,
  SERVER_SETTINGS,
  STORAGE,
} from './fake-server.ts';
import type { Scene } from './scene.ts';

type Asked = { path: string; query: URLSearchParams; body: Record<string, unknown> };
type Answer = (asked: Asked) => unknown;

/** Replies as the REST API does for the screens of a server; changes are gone when the page is left. */
export function fakeCall(scene: Scene): ApiCall {
  const answers = answersOf(scene);
  return async <T>(method: string, address: string, body: unknown = {}): Promise<T> => {
    const { pathname: path, searchParams: query } = new URL(address, location.origin);
    const found = answers.find(([how, pattern]) => how === method && pattern.test(path));
    if (!found) throw new ApiError('not_found');
    return found[2]({ path, query, body: body as Asked['body'] }) as T;
  };
}

function answersOf(scene: Scene): [method: string, path: RegExp, answer: Answer][] {
  let server: ServerSettings = SERVER_SETTINGS;
  let invites: ServerInvite[] = scene === 'empty' ? [] : INVITES;
  let accounts: Account[] = ACCOUNTS;
  const one = (path: string): Account => {
    const found = accounts.find(({ id }) => path.includes(id));
    if (!found) throw new ApiError('not_found');
    return found;
  };
  const bare = { ...OVERVIEW, backups: [], backupEvery: null, freeBytes: 400_000_000 };
  const link = { path: `/reset#${CODE}`, expiresAt: Date.now() + 86_400_000 };
  const known = (secret: unknown): void => {
    if (secret !== CODE) throw new ApiError('link_invalid');
  };
  return [
    ['GET', /me\/storage$/, () => ({ used: 740_000_000, quota: 2_000_000_000, fileMaxBytes: 1e9 })],
    ['GET', /server\/invites\/state$/, () => ({ mayInvite: true, inviter: null })],
    ['GET', /server\/invites$/, () => ({ invites, left: scene === 'admin' ? null : 3 })],
    [
      'POST',
      /server\/invites$/,
      ({ body }) => {
        const made = invite({
          ...body,
          code: `${CODE.slice(2)}${invites.length}z`,
        } as Partial<ServerInvite>);
        invites = [made, ...invites];
        return { invite: made };
      },
    ],
    [
      'POST',
      /invites\/revoke$/,
      ({ body }) => {
        invites = invites.filter(({ code }) => code !== body.code);
        return {};
      },
    ],
    [
      'POST',
      /invites\/look$/,
      ({ body }) => {
        if (body.code !== CODE) throw new ApiError('invite_invalid');
        return { server: server.name, by: 'رضا کیانی' };
      },
    ],
    [
      'POST',
      /setup\/look$/,
      ({ body }) => {
        known(body.secret);
        return { server: { ...server, fixed: [] } };
      },
    ],
    [
      'POST',
      /reset\/look$/,
      ({ body }) => {
        known(body.secret);
        return { username: me.username };
      },
    ],
    ['POST', /auth\/reset$/, () => ({ username: me.username })],
    ['GET', /admin\/overview$/, () => (scene === 'admin-bare' ? bare : OVERVIEW)],
    ['GET', /admin\/storage$/, () => STORAGE],
    ['GET', /admin\/server$/, () => server],
    [
      'PATCH',
      /admin\/server$/,
      ({ body }) => {
        server = changed(server, body);
        return server;
      },
    ],
    ['GET', /admin\/invites$/, () => ({ invites })],
    ['GET', /admin\/audit$/, () => ({ entries: AUDIT, more: true })],
    [
      'GET',
      /admin\/users$/,
      ({ query }): AccountsReply => {
        const q = query.get('q') ?? '';
        const found = accounts.filter((a) => `${a.username} ${a.displayName}`.includes(q));
        return { accounts: found, more: q === '', total: 128 };
      },
    ],
    ['POST', /admin\/users$/, () => ({ account: accounts[0], link })],
    ['POST', /reset$/, () => link],
    ['POST', /logout$/, () => ({ sessions: 2 })],
    ['GET', /admin\/users\//, ({ path }) => ({ account: one(path) })],
    [
      'PATCH',
      /admin\/users\//,
      ({ path, body: { disabled, ...body } }) => {
        const disabledAt = disabled ? Date.now() : null;
        const account = {
          ...one(path),
          ...body,
          ...(disabled === undefined ? {} : { disabledAt }),
        };
        accounts = accounts.map((a) => (a.id === account.id ? account : a));
        return { account };
      },
    ],
    [
      'DELETE',
      /admin\/users\//,
      ({ path }) => {
        const { id } = one(path);
        accounts = accounts.filter((a) => a.id !== id);
        return {};
      },
    ],
  ];
}
