import type { TObject, TSchema } from '@sinclair/typebox';

export type Operation = {
  /** `auth.login`, or the type of the socket request whose REST route it is. */
  id: string;
  method: string;
  path: string;
  /** Needs a session. */
  signedIn: boolean;
  params?: TObject;
  query?: TObject;
  body?: TSchema;
  /** Of the request, beside those of every one. */
  headers?: TObject;
  /** Of the body, when it is not JSON. */
  sends?: string;
  reply: TSchema;
  /** Of the reply, when it is not JSON. */
  media?: string;
  statuses: number[];
};

export function openOperation(
  id: string,
  method: string,
  path: string,
  reply: TSchema,
  body?: TSchema,
  statuses = [200],
): Operation {
  return { id, method, path, signedIn: false, reply, statuses, ...(body ? { body } : {}) };
}

export function withOwnFields(
  id: string,
  method: string,
  path: string,
  reply: TSchema,
  rest: Partial<Operation> = {},
): Operation {
  return { id, method, path, signedIn: true, reply, statuses: [200], ...rest };
}
