import { eq, type InferSelectModel, sql } from 'drizzle-orm';
import { nameKey } from '../../protocol/names.ts';
import { sortKey } from '../../protocol/order.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { type Builder, p, prepare, prepareSql } from '../engine/query.ts';
import { type CredentialKind, users } from '../schema.ts';
import { peopleStore } from './people.ts';

type Stored = InferSelectModel<typeof users>;
/** An account, without its credential. `usernameKey` and `nameKey` are the folded names. */
export type UserRow = Omit<Stored, 'credentialKind' | 'credentialHash' | 'sortKey'>;
export type NewUser = Pick<
  Stored,
  | 'id'
  | 'username'
  | 'usernameKey'
  | 'displayName'
  | 'about'
  | 'credentialKind'
  | 'credentialHash'
  | 'role'
  | 'createdAt'
> & { invitedBy?: string | null };
type Credentials = { id: string; kind: CredentialKind; hash: string };

const SHOWN = {
  id: users.id,
  username: users.username,
  usernameKey: users.usernameKey,
  displayName: users.displayName,
  nameKey: users.nameKey,
  about: users.about,
  role: users.role,
  createdAt: users.createdAt,
  deletedAt: users.deletedAt,
  whoWrites: users.whoWrites,
  lastSeen: users.lastSeen,
  disabledAt: users.disabledAt,
  invitedBy: users.invitedBy,
  inviteQuota: users.inviteQuota,
  avatarFile: users.avatarFile,
};

/** Accounts, and (`peopleStore`) how people find and know each other. */
export function usersStore(db: Builder) {
  return { ...accountsStore(db), ...peopleStore() };
}

function accountsStore(db: Builder) {
  const insert = prepare(
    db
      .insert(users)
      .values({
        id: p('id'),
        username: p('username'),
        usernameKey: p('usernameKey'),
        displayName: p('displayName'),
        nameKey: p('nameKey'),
        sortKey: p('sortKey'),
        about: p('about'),
        credentialKind: p('credentialKind'),
        credentialHash: p('credentialHash'),
        role: p('role'),
        createdAt: p('createdAt'),
        invitedBy: p('invitedBy'),
      })
      .onConflictDoNothing({ target: users.usernameKey }),
  );
  const shown = () => db.select(SHOWN).from(users);
  const byId = prepare(shown().where(eq(users.id, p('id'))));
  const byIds = prepare(shown().where(sql`id in (select value from json_each(${p('ids')}))`));
  const byKey = prepare(shown().where(eq(users.usernameKey, p('key'))));
  const credentials = prepareSql<Credentials>(
    sql`select id, credential_kind as kind, credential_hash as hash from users
      where username_key = ${p('key')} and deleted_at is null`,
  );
  const setPassword = prepareSql(
    sql`update users set credential_kind = 'password', credential_hash = ${p('hash')}
      where id = ${p('id')}`,
  );
  const bcrypt = prepareSql<{ hash: string }>(
    sql`select credential_hash as hash from users
      where credential_hash glob '$2*' and deleted_at is null limit 1`,
  );
  const count = prepareSql<{ count: number }>(sql`select count(*) as count from users`);

  return {
    /** false: the folded username is taken, whatever its case or letters. */
    *create(row: NewUser): Tx<boolean> {
      return (
        (yield* run(insert, {
          ...row,
          invitedBy: row.invitedBy ?? null,
          nameKey: nameKey(row.displayName),
          sortKey: sortKey(row.displayName),
        })) > 0
      );
    },
    byId: (id: string) => one(byId, { id }),
    byIds: (ids: readonly string[]) => all(byIds, { ids: JSON.stringify(ids) }),
    byKey: (usernameKey: string) => one(byKey, { key: usernameKey }),
    /** None for a deleted account; one that is disabled has its own. */
    credentials: (usernameKey: string) => one(credentials, { key: usernameKey }),
    setPassword: (id: string, hash: string) => run(setPassword, { id, hash }),
    /** A hash of the legacy program's kind, of any account; undefined when all were renewed. */
    *bcrypt(): Tx<string | undefined> {
      return (yield* one(bcrypt, {}))?.hash;
    },
    *count(): Tx<number> {
      return (yield* one(count))?.count ?? 0;
    },
  };
}
