import { Value } from '@sinclair/typebox/value';
import { Elysia } from 'elysia';
import { LIMITS } from '../../protocol/limits.ts';
import { UP, type UpType } from '../../protocol/up.ts';
import type { Ctx } from '../context.ts';
import { Refusal } from '../errors.ts';
import type { Dispatch } from './dispatch.ts';
import type { Door } from './door.ts';
import type { Hub } from './hub.ts';
import { REST, type Rest } from './rest-table.ts';

type Call = { request: Request; params: Record<string, string> };

/**
 * The REST twins, bound from the same table as the socket's requests. Bodies are read here and not by Elysia, since its
 * parser runs before any guard: whoever is not signed in would make us read their 100 MB first.
 */
export function restRoutes(
  door: Pick<Door, 'enter'>,
  dispatch: Dispatch,
  hub: Hub,
  groupsOf: (userId: string) => Promise<string[]>,
) {
  const app = new Elysia({ name: 'rest' });
  for (const type of Object.keys(REST) as UpType[]) {
    const rest = REST[type] as Rest<UpType>;
    const handler = async (call: Call): Promise<Response> => {
      const { ctx, headers } = await door.enter(call.request);
      const body = await bodyOf(type, rest, call);
      const reply =
        type === 'sync' && body.wait
          ? await awaited(ctx, body, call.request)
          : await dispatch.call(type, ctx, body);
      return Response.json(reply, { status: rest.status?.(reply as never) ?? 200, headers });
    };
    app.route(rest.method, rest.path, handler as never, { parse: 'none' } as never);
  }
  return app;

  /** Long-poll: with nothing new, wait for the next change of this person, then ask once more. Listen first, then read. */
  async function awaited(ctx: Ctx, body: Body, request: Request): Promise<unknown> {
    const seconds = typeof body.wait === 'number' ? Math.min(body.wait, LIMITS.waitMax) : 0;
    const stop = new AbortController();
    const signal = AbortSignal.any([request.signal, stop.signal]);
    const changed = hub.wait(ctx.userId, await groupsOf(ctx.userId), seconds * 1000, signal);
    try {
      const reply = await dispatch.call('sync', ctx, body);
      const { chats, gone } = reply as { chats: unknown[]; gone: unknown[] };
      if (chats.length > 0 || gone.length > 0) return reply;
      await changed;
      return request.signal.aborted ? reply : await dispatch.call('sync', ctx, body);
    } finally {
      stop.abort();
    }
  }
}

type Body = Record<string, unknown>;

/** Path, then query for GET, or the JSON object of the body for the others. Numbers in path and query are text. */
async function bodyOf(type: UpType, rest: Rest<UpType>, call: Call): Promise<Body> {
  const { params, request } = call;
  if (rest.method === 'GET')
    return Value.Convert(UP[type].body, { ...queryOf(request), ...params }) as Body;
  const sent = await jsonOf(request);
  return { ...sent, ...(Value.Convert(UP[type].body, { ...params }) as Body) };
}

/** What stands there more than once is a list. */
function queryOf({ url }: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(url);
  const entries = [...new Set(searchParams.keys())].map((name) => {
    const values = searchParams.getAll(name);
    return [name, values.length > 1 ? values : (values[0] ?? '')] as const;
  });
  return Object.fromEntries(entries);
}

async function jsonOf(request: Request): Promise<object> {
  const size = Number(request.headers.get('content-length') ?? 0);
  if (size > LIMITS.bodyBytes) throw new Refusal('too_large');
  const text = await request.text();
  if (text === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Refusal('invalid', { field: 'body' });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Refusal('invalid', { field: 'body' });
  return parsed;
}
