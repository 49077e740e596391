import { eq, getTableColumns, type InferSelectModel } from 'drizzle-orm';
import type { NotificationSettings } from '../../protocol/push.ts';
import { insertInto, paramsOf, select } from '../engine/builder.ts';
import { one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { notificationSettings } from '../schema.ts';

/** What holds for a person who has changed nothing. */
export const NOTIFIED: NotificationSettings = {
  people: true,
  groups: 'all',
  mentions: true,
  reactions: true,
  quiet: null,
};
type Row = Omit<InferSelectModel<typeof notificationSettings>, 'userId'>;

export function notificationSettingsStore() {
  const get = prepare(() =>
    select(getTableColumns(notificationSettings))
      .from(notificationSettings)
      .where(eq(notificationSettings.userId, p('userId'))),
  );
  const { userId: _, ...change } = paramsOf(notificationSettings);
  const set = prepare(
    () =>
      insertInto(notificationSettings)
        .values(paramsOf(notificationSettings))
        .onConflictDoUpdate({ target: notificationSettings.userId, set: change }),
    'kept',
  );
  return {
    *get(userId: string): Tx<NotificationSettings> {
      const row = yield* one(get, { userId });
      return row ? toSettings(row) : NOTIFIED;
    },
    set: (userId: string, { people, groups, mentions, reactions, quiet }: NotificationSettings) =>
      run(set, {
        userId,
        people: Number(people),
        groups,
        mentions: Number(mentions),
        reactions: Number(reactions),
        quietFrom: quiet?.from ?? null,
        quietTo: quiet?.to ?? null,
        timeZone: quiet?.timeZone ?? null,
      }),
  };
}

function toSettings(row: Row): NotificationSettings {
  const { people, groups, mentions, reactions, quietFrom: from, quietTo: to, timeZone } = row;
  const quiet = from === null || to === null || timeZone === null ? null : { from, to, timeZone };
  return {
    people: people === 1,
    groups,
    mentions: mentions === 1,
    reactions: reactions === 1,
    quiet,
  };
}
