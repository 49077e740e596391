import type { Tx } from '../../db/engine/engine.ts';
import type { PushJob } from '../../db/stores/push-jobs.ts';
import { notifiedOf } from '../../protocol/rules/notifications.ts';
import { isQuiet } from '../../protocol/rules/quiet.ts';
import type { Deps } from '../deps.ts';
import type { News } from './payload.ts';

/** Whom a job is asked for, and from which message on. */
export type Asked = Pick<PushJob, 'userId' | 'chatId' | 'kind' | 'seq'>;

/**
 * What a person is to be told now; undefined: nothing. It is asked for when it is about to be sent, so that what was
 * read, deleted, muted or left meanwhile is not told.
 */
export function* readNews(db: Deps['db'], asked: Asked, now: number): Tx<News | undefined> {
  const { userId, chatId, kind, seq: from } = asked;
  const place = { userId, chatId };
  const row = yield* db.pushWords.hearer(place);
  if (!row) return undefined;
  const settings = yield* db.notifications.get(userId);
  if (isQuiet(settings.quiet, now)) return undefined;
  const isMuted = row.mutedUntil !== null && row.mutedUntil > now;
  const scope = notifiedOf(kind, settings, { kind: row.kind, isMuted });
  if (scope === 'none') return undefined;
  const found = yield* find();
  if (!found) return undefined;
  const title = row.kind === 'group' ? (row.title ?? '') : null;
  const badge = yield* db.pushWords.badge(userId, now);
  return { ...found, chatId, title, isRequest: row.request === 1, badge };

  function* find() {
    if (kind === 'added') {
      const adder = yield* db.pushWords.adder({ ...place, from });
      return adder && { kind, ...adder };
    }
    if (kind === 'reaction') {
      const reaction = yield* db.pushWords.reaction({ ...place, from });
      return reaction && { kind, ...reaction };
    }
    if (kind === 'call') {
      const ring = yield* db.pushWords.ring({ ...place, now });
      return ring && { kind, ...ring };
    }
    if (kind === 'missed') {
      const missed = yield* db.pushWords.missed({ ...place, read: row?.read ?? 0, from });
      return missed && { kind, ...missed };
    }
    const unread = { ...place, read: row?.read ?? 0 };
    const isMention = scope === 'addressed';
    const message = yield* db.pushWords.newest({ ...unread, from }, isMention);
    const count = message && !isMention ? yield* db.pushWords.unreadCount(unread) : 1;
    return message && { kind, ...message, count, isMention };
  }
}
