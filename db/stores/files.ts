import {
  desc,
  eq,
  exists,
  getTableColumns,
  gt,
  type InferSelectModel,
  isNull,
  lt,
  sql,
} from 'drizzle-orm';
import type { MediaKind } from '../../protocol/files.ts';
import {
  and,
  deleteFrom,
  insertInto,
  or,
  paramsOf,
  rowsOf,
  select,
  selectDistinct,
  updateTable,
} from '../engine/builder.ts';
import { isSame } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, files, members, messageFiles, oldFiles, storage, users } from '../schema.ts';
import { fileEndStore } from './files-end.ts';
import { isUnhidden } from './message-visibility.ts';

/** One file; its bytes lie in the store under `sha256`. `width`, `height`: pixels, where the server has read them. */
export type FileRow = InferSelectModel<typeof files>;
type Optional = 'width' | 'height' | 'cipher' | 'avatar';
export type NewFile = Omit<FileRow, Optional> & Partial<Pick<FileRow, Optional>>;

type KindRequest = {
  userId: string;
  chatId: string;
  kind: MediaKind;
  before: number;
  limit: number;
};

/** What is kept of files: who has which, which messages hold them, and how they end. */
export function filesStore() {
  return { ...rowsStore(), ...heldStore(), ...fileEndStore() };
}

function rowsStore() {
  const insert = prepare(
    () => insertInto(files).values(paramsOf(files)).onConflictDoNothing({ target: files.id }),
    'kept',
  );
  const add = prepare(
    () =>
      insertInto(storage)
        .values({ ownerId: p('ownerId'), bytes: p('size') })
        .onConflictDoUpdate({
          target: storage.ownerId,
          set: { bytes: sql`${storage.bytes} + ${p('size')}` },
        }),
    'kept',
  );
  const ofOwner = prepare(() =>
    select(getTableColumns(files))
      .from(files)
      .where(and(eq(files.id, p('id')), eq(files.ownerId, p('userId')))),
  );
  const byId = prepare(() =>
    select(getTableColumns(files))
      .from(files)
      .where(eq(files.id, p('id'))),
  );
  // The file is visible to its owner and to members who see a message that holds it. An avatar is visible to whoever sees
  // whose it is: a person's to all, as profiles are, a group's to its members.
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
      .where(
        and(
          eq(messageFiles.fileId, files.id),
          gt(messageFiles.seq, members.clearedSeq),
          isUnhidden(members.userId, messageFiles),
        ),
      ),
  );
  const isOfPerson = exists(
    rowsOf(users).where(and(eq(users.avatarFile, files.id), isNull(users.deletedAt))),
  );
  const isOfTheirGroup = exists(
    rowsOf(chats)
      .crossJoin(members)
      .where(
        and(
          eq(chats.avatarFile, files.id),
          eq(members.chatId, chats.id),
          eq(members.userId, p('userId')),
          isNull(members.leftAt),
        ),
      ),
  );
  const isAvatar = and(eq(files.avatar, 1), or(isOfPerson, isOfTheirGroup));
  const byOldName = select({ id: oldFiles.fileId })
    .from(oldFiles)
    .where(eq(oldFiles.name, p('key')));
  const visible = prepare(() =>
    select(getTableColumns(files))
      .from(files)
      .where(
        and(
          sql`${files.id} in (${p('key')}, ${byOldName})`,
          or(eq(files.ownerId, p('userId')), isInTheirs, isAvatar),
        ),
      )
      .orderBy(desc(eq(files.id, p('key'))))
      .limit(1),
  );
  const nameOld = prepare(() =>
    insertInto(oldFiles)
      .values({ name: p('name'), fileId: p('id') })
      .onConflictDoNothing(),
  );
  const setAvatar = prepare(() =>
    updateTable(users)
      .set({ avatarFile: p('id') })
      .where(and(eq(users.id, p('userId')), isSame(users.avatarFile, p('instead')))),
  );
  const isOld = prepare(() =>
    select({ id: oldFiles.fileId })
      .from(oldFiles)
      .where(eq(oldFiles.fileId, p('id')))
      .limit(1),
  );

  return {
    /** Nothing happens when the id is taken. Counts for its owner. */
    *create(file: NewFile): Tx<void> {
      const row = { width: null, height: null, cipher: null, avatar: 0, ...file };
      const isNew = (yield* run(insert, row)) > 0;
      if (isNew) yield* run(add, { ownerId: row.ownerId, size: row.size });
    },
    /** None: it is another person's, or not there. */
    ofOwner: (userId: string, id: string) => one(ofOwner, { userId, id }),
    byId: (id: string) => one(byId, { id }),
    /** Finds a file by its id, or by its name in the legacy program; the authorisation is in the query. */
    visible: (userId: string, key: string) => one(visible, { userId, key }),
    /** The last part of its address in the older program; the first file that has a name keeps it. */
    nameOld: (id: string, name: string) => run(nameOld, { id, name }),
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

/** Which messages hold which files. */
function heldStore() {
  const attach = prepare(
    () => insertInto(messageFiles).values(paramsOf(messageFiles)).onConflictDoNothing(),
    'kept',
  );
  const ofMessage = and(eq(messageFiles.chatId, p('chatId')), eq(messageFiles.seq, p('seq')));
  const detach = prepare(() => deleteFrom(messageFiles).where(ofMessage), 'kept');
  const held = prepare(() =>
    selectDistinct({ id: messageFiles.fileId })
      .from(messageFiles)
      .where(eq(messageFiles.chatId, p('chatId'))),
  );
  // The walk along the index of one kind ends at the limit, however many files the chat has.
  const seqsOf = prepare(() =>
    selectDistinct({ seq: messageFiles.seq })
      .from(members)
      .innerJoin(messageFiles, eq(messageFiles.chatId, members.chatId))
      .where(
        and(
          eq(members.chatId, p('chatId')),
          eq(members.userId, p('userId')),
          isNull(members.leftAt),
          eq(messageFiles.kind, p('kind')),
          lt(messageFiles.seq, p('before')),
          gt(messageFiles.seq, members.clearedSeq),
          isUnhidden(members.userId, messageFiles),
        ),
      )
      .orderBy(desc(messageFiles.seq))
      .limit(sql.placeholder('limit')),
  );
  return {
    /** The newest messages that hold a file of a kind and that this person sees, below `before`. */
    *seqsOf(asked: KindRequest): Tx<number[]> {
      return (yield* all(seqsOf, asked)).map(({ seq }) => seq);
    },
    /** `position`: 0, 1, … among the files of a message. */
    attach: (file: InferSelectModel<typeof messageFiles>) => run(attach, file),
    /** A message that is deleted for everyone no longer gives access to its files. */
    detach: (chatId: string, seq: number) => run(detach, { chatId, seq }),
    /** The files of all messages of a chat. */
    *heldIn(chatId: string): Tx<string[]> {
      return (yield* all(held, { chatId })).map(({ id }) => id);
    },
  };
}
