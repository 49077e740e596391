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
import { FILE_OPERATIONS } from './files.ts';
import { type Operation, openOperation, withOwnFields } from './operation.ts';
import { SERVER_SETTINGS } from './server.ts';

/** REST routes of socket requests, as the realtime layer binds them; it stands above this file. */
export type RestRoutes = { readonly [T in UpType]?: OperationRoute };
type OperationRoute = { method: string; path: string; status?: unknown };

const Health = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('degraded'), Type.Literal('failed')]),
  why: Type.Optional(Type.String()),
});

const Ready = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('not_ready')]),
  why: Type.Optional(Type.Array(Type.String())),
});

const ACCOUNTS: Operation[] = [
  openOperation('auth.register', 'POST', '/api/auth/register', AuthReply, RegisterBody, [201]),
  openOperation('auth.login', 'POST', '/api/auth/login', AuthReply, LoginBody),
  withOwnFields('auth.renew', 'POST', '/api/auth/renew', AuthReply),
  withOwnFields('auth.logout', 'POST', '/api/auth/logout', Empty),
  withOwnFields('auth.password', 'POST', '/api/auth/password', Empty, { body: PasswordBody }),
  withOwnFields('session.list', 'GET', '/api/sessions', SessionsReply),
  withOwnFields('session.revokeOthers', 'DELETE', '/api/sessions', Empty),
  withOwnFields('session.revoke', 'DELETE', '/api/sessions/:id', Empty, {
    params: Type.Object({ id: Id }),
  }),
  {
    ...openOperation('user.get', 'GET', '/api/users/:username', UserReply),
    params: Type.Object({ username: Username }),
  },
  openOperation('server.get', 'GET', '/api/server', ServerInfo),
  openOperation('health', 'GET', '/health', Health),
  openOperation('ready', 'GET', '/ready', Ready),
];

/** Everything that the server serves over HTTP, from the same tables that its routes are bound from. */
export function operations(table: RestRoutes): Operation[] {
  const twins = (Object.keys(table) as UpType[]).map((type) =>
    toRoute(type, table[type] as OperationRoute),
  );
  return [...ACCOUNTS, ...SERVER_SETTINGS, ...FILE_OPERATIONS, ...twins];
}

/** Fields of a request that stand in its path are path parameters; the others are the query of a GET, or the body. */
function toRoute(id: UpType, { method, path, status }: OperationRoute): Operation {
  const body: TObject = UP[id].body;
  const inPath = Object.keys(body.properties).filter((field) => path.includes(`:${field}`));
  const operation = withOwnFields(id, method, path, UP[id].reply);
  if (status) operation.statuses = [200, 201];
  if (inPath.length > 0) operation.params = Type.Pick(body, inPath);
  const others = Type.Omit(body, inPath);
  if (Object.keys(others.properties).length === 0) return operation;
  return method === 'GET' ? { ...operation, query: others } : { ...operation, body: others };
}
