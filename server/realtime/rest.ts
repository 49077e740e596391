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

type Call = { request: Request; params: Record<string, string>; query: Record<string, string> };

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
      const reply = await dispatch.call(type, ctx, body);
      const shown = type === 'sync' ? await awaited(reply, ctx, body, call.request) : reply;
      return Response.json(shown, { status: rest.status?.(reply as never) ?? 200, headers });
    };
    app.route(rest.method, rest.path, handler as never, { parse: 'none' } as never);
  }
  return app;

  /** Long-poll: with nothing new, wait for the next change of this person, then ask once more. */
  async function awaited(reply: unknown, ctx: Ctx, body: Body, request: Request): Promise<unknown> {
    const seconds = typeof body.wait === 'number' ? Math.min(body.wait, LIMITS.waitMax) : 0;
    const { chats, gone } = reply as { chats: unknown[]; gone: unknown[] };
    if (seconds === 0 || chats.length > 0 || gone.length > 0) return reply;
    const groups = await groupsOf(ctx.userId);
    await hub.wait(ctx.userId, groups, seconds * 1000, request.signal);
    return request.signal.aborted ? reply : dispatch.call('sync', ctx, body);
  }
}

type Body = Record<string, unknown>;

/** Path, then query for GET, or the JSON object of the body for the others. Numbers in path and query are text. */
async function bodyOf(type: UpType, rest: Rest<UpType>, call: Call): Promise<Body> {
  const { params, query, request } = call;
  if (rest.method === 'GET') return Value.Convert(UP[type].body, { ...query, ...params }) as Body;
  const sent = await jsonOf(request);
  return { ...sent, ...(Value.Convert(UP[type].body, { ...params }) as Body) };
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
