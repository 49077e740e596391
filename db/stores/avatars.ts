import { eq, notExists } from 'drizzle-orm';
import { and, rowsOf, select } from '../engine/builder.ts';
import { all, one, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, files, users } from '../schema.ts';

/** Of `files`: no person and no group has it as their picture. */
export const isNoAvatar = () =>
  and(
    notExists(rowsOf(users).where(eq(users.avatarFile, files.id))),
    notExists(rowsOf(chats).where(eq(chats.avatarFile, files.id))),
  );

/** Pictures that were made to stand for a person or a group. */
export function avatarsStore() {
  const isOwn = and(eq(files.ownerId, p('userId')), eq(files.avatar, 1));
  const own = prepare(() =>
    select({ id: files.id })
      .from(files)
      .where(and(eq(files.id, p('id')), isOwn)),
  );
  const waiting = prepare(() =>
    select({ id: files.id }).from(files).where(and(isOwn, isNoAvatar())),
  );
  return {
    /** Whether the person has made it, and may give it to themselves or to a group. */
    *isOwn(userId: string, id: string): Tx<boolean> {
      return (yield* one(own, { userId, id })) !== undefined;
    },
    /** Those that the person has made and given to nobody. */
    *waiting(userId: string): Tx<string[]> {
      return (yield* all(waiting, { userId })).map(({ id }) => id);
    },
  };
}
