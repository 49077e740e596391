import { sql } from 'drizzle-orm';
import { all } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';
import type { FileRow } from './files.ts';

/** What one person may take along: the files of messages that they see, and their own. */
export function exportStore() {
  const files = prepareSql<FileRow>(
    sql`select f.id, f.owner_id, f.sha256, f.size, f.mime, f.name, f.created_at from files f
      where f.id > ${p('after')} and (f.owner_id = ${p('userId')} or exists (select 1 from message_files x
        join members me on me.chat_id = x.chat_id and me.user_id = ${p('userId')} and me.left_at is null
        join messages m on m.chat_id = x.chat_id and m.seq = x.seq and m.deleted_at is null
        where x.file_id = f.id and x.seq > me.cleared_seq and not exists (select 1 from hidden h
          where h.chat_id = x.chat_id and h.user_id = me.user_id and h.seq = x.seq)))
      order by f.id limit ${p('limit')}`,
  );
  return {
    /** Ordered by id. */
    filesOf: (userId: string, after: string, limit: number) => all(files, { userId, after, limit }),
  };
}
