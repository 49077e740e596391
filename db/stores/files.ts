import { sql } from 'drizzle-orm';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

/** One file; its bytes lie in the store under `sha256`. */
export type FileRow = {
  id: string;
  ownerId: string;
  sha256: string;
  size: number;
  mime: string;
  name: string;
  createdAt: number;
};

/** What is kept of files: who has which, and which messages hold them. */
export function filesStore() {
  const insert = prepareSql(
    sql`insert into files (id, owner_id, sha256, size, mime, name, created_at)
      values (${p('id')}, ${p('ownerId')}, ${p('sha256')}, ${p('size')}, ${p('mime')}, ${p('name')}, ${p('createdAt')})
      on conflict (id) do nothing`,
  );
  const byId = prepareSql<FileRow>(
    sql`select id, owner_id, sha256, size, mime, name, created_at from files where id = ${p('id')}`,
  );
  // The file is visible to its owner, to members who see a message that holds it, and to all when it is a person's
  // avatar, as profiles are.
  const visible = prepareSql<FileRow>(
    sql`select f.id, f.owner_id, f.sha256, f.size, f.mime, f.name, f.created_at from files f
      where f.id in (${p('key')}, (select o.file_id from old_files o where o.name = ${p('key')}))
      and (f.owner_id = ${p('userId')}
        or exists (select 1 from message_files mf
          join members me on me.chat_id = mf.chat_id and me.user_id = ${p('userId')} and me.left_at is null
          where mf.file_id = f.id and mf.seq > me.cleared_seq and not exists (select 1 from hidden h
            where h.chat_id = mf.chat_id and h.user_id = me.user_id and h.seq = mf.seq))
        or exists (select 1 from users u where u.avatar_file = f.id and u.deleted_at is null))
      order by f.id = ${p('key')} desc limit 1`,
  );
  const attach = prepareSql(
    sql`insert into message_files (chat_id, seq, position, file_id)
      values (${p('chatId')}, ${p('seq')}, ${p('position')}, ${p('fileId')}) on conflict do nothing`,
  );
  const detach = prepareSql(
    sql`delete from message_files where chat_id = ${p('chatId')} and seq = ${p('seq')}`,
    'kept',
  );
  const nameOld = prepareSql(
    sql`insert into old_files (name, file_id) values (${p('name')}, ${p('id')}) on conflict do nothing`,
  );
  // Avatars are read as one list: for each file on its own they would be searched for among all people each time.
  const page = prepareSql<Pick<FileRow, 'id' | 'sha256'> & { orphan: number }>(
    sql`select f.id, f.sha256, f.created_at < ${p('before')}
      and not exists (select 1 from message_files m where m.file_id = f.id)
      and f.id not in (select avatar_file from users where avatar_file is not null) as orphan
      from files f where f.id > ${p('after')} order by f.id limit ${p('limit')}`,
  );
  const setAvatar = prepareSql(
    sql`update users set avatar_file = ${p('id')} where id = ${p('userId')} and avatar_file is ${p('instead')}`,
  );
  const isOld = prepareSql<{ id: string }>(
    sql`select file_id as id from old_files where file_id = ${p('id')} limit 1`,
  );

  return {
    create: (row: FileRow) => run(insert, row),
    byId: (id: string) => one(byId, { id }),
    /** Finds a file by its id, or by its name in the legacy program; the authorisation is in the query. */
    visible: (userId: string, key: string) => one(visible, { userId, key }),
    /** `position`: 0, 1, … among the files of a message. */
    attach: (chatId: string, seq: number, position: number, fileId: string) =>
      run(attach, { chatId, seq, position, fileId }),
    /** A message that is deleted for everyone no longer gives access to its files. */
    detach: (chatId: string, seq: number) => run(detach, { chatId, seq }),
    /** The last part of its address in the older program; the first file that has a name keeps it. */
    nameOld: (id: string, name: string) => run(nameOld, { id, name }),
    /** Ordered by id. `orphan`: older than `before`, and held by no message and no profile. */
    page: (after: string, before: number, limit: number) => all(page, { after, before, limit }),
    /** Whether it came from the older program. */
    *isOld(id: string): Tx<boolean> {
      return (yield* one(isOld, { id })) !== undefined;
    },
    /** Sets the avatar unless the person has another one than `instead` by now. Returns whether it was set. */
    *giveAvatar(userId: string, id: string, instead: string | null): Tx<boolean> {
      return (yield* run(setAvatar, { userId, id, instead })) > 0;
    },
  };
}
