import { eq, exists, getTableColumns, gt, isNull, sql } from 'drizzle-orm';
import { and, or, rowsOf, select } from '../engine/builder.ts';
import { all } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { files, members, messageFiles, messages } from '../schema.ts';
import { isUnhidden } from './message-visibility.ts';

/** What one person may take along: the files of messages that they see, and their own. */
export function exportStore() {
  const isInTheirs = exists(
    rowsOf(messageFiles)
      .innerJoin(
        members,
        and(
          eq(members.chatId, messageFiles.chatId),
          eq(members.userId, p('userId')),
          isNull(members.leftAt),
        ),
      )
      .innerJoin(
        messages,
        and(
          eq(messages.chatId, messageFiles.chatId),
          eq(messages.seq, messageFiles.seq),
          isNull(messages.deletedAt),
        ),
      )
      .where(
        and(
          eq(messageFiles.fileId, files.id),
          gt(messageFiles.seq, members.clearedSeq),
          isUnhidden(members.userId, messageFiles),
        ),
      ),
  );
  const page = prepare(() =>
    select(getTableColumns(files))
      .from(files)
      .where(and(gt(files.id, p('after')), or(eq(files.ownerId, p('userId')), isInTheirs)))
      .orderBy(files.id)
      .limit(sql.placeholder('limit')),
  );
  return {
    /** Ordered by id. */
    filesOf: (userId: string, after: string, limit: number) => all(page, { userId, after, limit }),
  };
}
