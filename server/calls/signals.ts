import { ApiError } from '../../db/engine/api-error.ts';
import type { UpBody } from '../../protocol/up.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';

/**
 * Carries what two devices in a call say to each other. That both are in it is asked at each word; those of one device leave in
 * the order in which they came, though the database may answer in another.
 */
export function createSignals({ db }: Pick<Deps, 'db'>) {
  const last = new Map<string, Promise<unknown>>();

  async function carry(
    { userId, sessionId }: Ctx,
    body: UpBody<'call.signal'>,
    before: Promise<unknown> | undefined,
  ): Promise<Outcome<object>> {
    const { chatId, callId, device, to, data } = body;
    const at = { chatId, callId, userId, sessionId, device };
    const found = db.read(db.calls.addressee({ ...at, toUser: to.userId, toDevice: to.device }));
    const [session] = await Promise.all([found, before?.catch(() => {})]);
    if (session === undefined) throw new ApiError('not_found');
    const signal = { chatId, callId, from: { userId, device }, to: to.device, data };
    const event = { type: 'call.signalled', body: signal } as const;
    return { reply: {}, changes: [{ to: [to.userId], session, event }] };
  }

  return (ctx: Ctx, body: UpBody<'call.signal'>): Promise<Outcome<object>> => {
    const key = `${ctx.sessionId} ${body.device}`;
    const done = carry(ctx, body, last.get(key));
    last.set(key, done);
    const forget = (): void => {
      if (last.get(key) === done) last.delete(key);
    };
    done.then(forget, forget);
    return done;
  };
}
