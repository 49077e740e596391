import { type TObject, Type } from '@sinclair/typebox';
import {
  AuthReply,
  LoginBody,
  PasswordBody,
  RegisterBody,
  ServerInfo,
  SessionsReply,
} from '../../protocol/auth.ts';
import { Empty, Id, Username } from '../../protocol/shapes.ts';
import { UP, type UpType } from '../../protocol/up.ts';
import { UserReply } from '../../protocol/users.ts';
import { HOUSE } from './house.ts';
import { type Operation, open, own } from './operation.ts';

/** REST twins of socket requests, as the realtime layer binds them; it stands above this file. */
export type Twins = { readonly [T in UpType]?: Twin };
type Twin = { method: string; path: string; status?: unknown };

const Health = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('degraded'), Type.Literal('failed')]),
  why: Type.Optional(Type.String()),
});

const ACCOUNTS: Operation[] = [
  open('auth.register', 'POST', '/api/auth/register', AuthReply, RegisterBody, [201]),
  open('auth.login', 'POST', '/api/auth/login', AuthReply, LoginBody),
  own('auth.renew', 'POST', '/api/auth/renew', AuthReply),
  own('auth.logout', 'POST', '/api/auth/logout', Empty),
  own('auth.password', 'POST', '/api/auth/password', Empty, { body: PasswordBody }),
  own('session.list', 'GET', '/api/sessions', SessionsReply),
  own('session.revokeOthers', 'DELETE', '/api/sessions', Empty),
  own('session.revoke', 'DELETE', '/api/sessions/:id', Empty, { params: Type.Object({ id: Id }) }),
  {
    ...open('user.get', 'GET', '/api/users/:username', UserReply),
    params: Type.Object({ username: Username }),
  },
  open('server.get', 'GET', '/api/server', ServerInfo),
  open('health', 'GET', '/health', Health),
];

/** All that the server answers over HTTP, from the same tables that its routes are bound from. */
export function operations(table: Twins): Operation[] {
  const twins = (Object.keys(table) as UpType[]).map((type) => twinOf(type, table[type] as Twin));
  return [...ACCOUNTS, ...HOUSE, ...twins];
}

/** Fields of a request that stand in its path are path parameters; the others are the query of a GET, or the body. */
function twinOf(id: UpType, { method, path, status }: Twin): Operation {
  const body: TObject = UP[id].body;
  const inPath = Object.keys(body.properties).filter((field) => path.includes(`:${field}`));
  const operation = own(id, method, path, UP[id].reply);
  if (status) operation.statuses = [200, 201];
  if (inPath.length > 0) operation.params = Type.Pick(body, inPath);
  const others = Type.Omit(body, inPath);
  if (Object.keys(others.properties).length === 0) return operation;
  return method === 'GET' ? { ...operation, query: others } : { ...operation, body: others };
}
