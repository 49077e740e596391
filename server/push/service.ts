import { createECDH } from 'node:crypto';
import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type {
  NotificationSettings,
  PushReply,
  PushSettingsBody,
  PushSubscribeBody,
  PushTestReply,
} from '../../protocol/push.ts';
import { isTimeZone } from '../../protocol/rules/quiet.ts';
import type { Empty } from '../../protocol/shapes.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { type Deliver, deliverTest } from './deliver.ts';
import { originOfEndpoint } from './endpoints.ts';
import type { Sign } from './payload.ts';

type Part = { publicKey: string; deliver: Deliver; sign: () => Sign };

/** What a person says about their notifications: on this device, and on all. */
export function createPushSettings(deps: Pick<Deps, 'db' | 'clock' | 'config'>, part: Part) {
  const { db, clock, config } = deps;

  function* read({ userId, sessionId }: Ctx): Tx<PushReply> {
    const row = yield* db.pushSubscriptions.ofSession(sessionId);
    const device = row ? { language: row.language, content: row.content } : null;
    const settings = yield* db.notifications.get(userId);
    return { publicKey: part.publicKey, device, settings };
  }

  return {
    async get(ctx: Ctx): Promise<Outcome<PushReply>> {
      return { reply: await db.read(read(ctx)), changes: [] };
    },

    async subscribe(ctx: Ctx, body: PushSubscribeBody): Promise<Outcome<Empty>> {
      const { userId, sessionId } = ctx;
      if (!originOfEndpoint(body.endpoint, config.pushHosts))
        throw new ApiError('push_service_unknown', { field: 'endpoint' });
      if (!isPoint(body.p256dh)) throw new ApiError('invalid', { field: 'p256dh' });
      const createdAt = clock.now();
      const { endpoint, p256dh, auth, language, content } = body;
      const row = { endpoint, p256dh, auth, language, content, userId, sessionId, createdAt };
      const isBound = await db.write(() =>
        db.pushSubscriptions.subscribe({ ...row, userAgent: '' }),
      );
      if (!isBound) throw new ApiError('forbidden', { field: 'endpoint' });
      return { reply: {}, changes: [] };
    },

    async unsubscribe({ sessionId }: Ctx): Promise<Outcome<Empty>> {
      await db.write(() => db.pushSubscriptions.unsubscribe(sessionId));
      return { reply: {}, changes: [] };
    },

    async change(ctx: Ctx, body: PushSettingsBody): Promise<Outcome<PushReply>> {
      if (body.quiet && !isTimeZone(body.quiet.timeZone))
        throw new ApiError('invalid', { field: 'quiet' });
      return await db.write(function* () {
        const before = yield* db.notifications.get(ctx.userId);
        const settings: NotificationSettings = { ...before, ...body };
        yield* db.notifications.set(ctx.userId, settings);
        return { reply: yield* read(ctx), changes: [] };
      });
    },

    /** Sends a notification to the asking device alone, and says what became of it. */
    async test({ sessionId }: Ctx): Promise<Outcome<PushTestReply>> {
      const device = await db.read(db.pushSubscriptions.ofSession(sessionId));
      if (!device) return { reply: { result: 'none', status: null }, changes: [] };
      return { reply: await deliverTest(part.deliver, device, part.sign()), changes: [] };
    },
  };
}

/** Whether a public key lies on the curve: with one that does not nothing can be encrypted. */
function isPoint(p256dh: string): boolean {
  try {
    const pair = createECDH('prime256v1');
    pair.generateKeys();
    pair.computeSecret(p256dh, 'base64url');
    return true;
  } catch {
    return false;
  }
}
