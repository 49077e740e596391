import { Elysia } from 'elysia';
import { LIMITS } from '../../protocol/limits.ts';
import { UP, type UpType } from '../../protocol/up.ts';
import type { Ctx } from '../context.ts';
import { readJson, toTyped } from '../http/body.ts';
import type { Authenticator } from './authenticator.ts';
import type { Ceilings } from './ceilings.ts';
import type { Dispatch } from './dispatch.ts';
import type { Hub } from './hub.ts';
import { REST_COMMANDS, type Rest } from './rest-table.ts';

/** What a long-poll needs. */
type Polling = {
  hub: Hub;
  ceilings: Ceilings;
  groupsOf: (userId: string) => Promise<string[]>;
};
type Call = { request: Request; params: Record<string, string> };

/**
 * The REST routes, bound from the same table as the socket's requests. Bodies are read here and not by Elysia, since
 * its parser runs before any guard: a client without a session would make the server read its 100 MB first.
 */
export function restRoutes(
  door: Pick<Authenticator, 'enter' | 'addressOf'>,
  dispatch: Dispatch,
  { hub, ceilings, groupsOf }: Polling,
) {
  const app = new Elysia({ name: 'rest' });
  for (const type of Object.keys(REST_COMMANDS) as UpType[]) {
    const rest = REST_COMMANDS[type] as Rest<UpType>;
    const handler = async (call: Call): Promise<Response> => {
      const { ctx, headers } = await door.enter(call.request);
      const { body, size } = await bodyOf(type, rest, call);
      const reply =
        type === 'sync' && body.wait
          ? await waitForChange(ctx, body, call.request)
          : await dispatch.call(type, ctx, body, size);
      return new Response(dispatch.text(ctx, reply), {
        status: rest.status?.(reply as never) ?? 200,
        headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
      });
    };
    app.route(rest.method, rest.path, handler as never, { parse: 'none' } as never);
  }
  return app;

  /**
   * Long-poll: with nothing new, wait for the next change of this person, then ask once more. It listens first, then
   * reads. The session may have ended meanwhile, so the request is authenticated again.
   */
  async function waitForChange(ctx: Ctx, body: Body, request: Request): Promise<unknown> {
    const seconds =
      typeof body.wait === 'number' ? Math.max(0, Math.min(body.wait, LIMITS.waitMax)) : 0;
    const groups = await groupsOf(ctx.userId);
    const stop = new AbortController();
    const place = ceilings.enterPoll({ userId: ctx.userId, address: door.addressOf(request) });
    const signal = AbortSignal.any([request.signal, stop.signal, place.signal]);
    const changed = hub.wait(ctx, groups, seconds * 1000, signal);
    try {
      const reply = await dispatch.call('sync', ctx, body);
      const { chats, gone } = reply as { chats: unknown[]; gone: unknown[] };
      if (chats.length > 0 || gone.length > 0) return reply;
      await changed;
      if (request.signal.aborted) return reply;
      const { ctx: still } = await door.enter(request);
      return await dispatch.call('sync', still, body);
    } finally {
      place.leave();
      stop.abort();
    }
  }
}

type Body = Record<string, unknown>;

/** Path, then query for GET, or the JSON object of the body for the others. Numbers in path and query are text. */
async function bodyOf(type: UpType, rest: Rest<UpType>, call: Call) {
  const { params, request } = call;
  if (rest.method === 'GET') {
    const asked = { ...queryOf(request), ...params };
    return { body: toTyped(asked, UP[type].body) as Body, size: 0 };
  }
  const { sent, size } = await readJson(request, {});
  return { body: { ...sent, ...(toTyped(params, UP[type].body) as Body) }, size };
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
