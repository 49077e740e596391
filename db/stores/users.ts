import { eq, type InferSelectModel, isNull, like } from 'drizzle-orm';
import { nameKey } from '../../protocol/names.ts';
import { sortKey } from '../../protocol/order.ts';
import { and, insertInto, params, select, updateTable } from '../engine/builder.ts';
import { isAmong } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { users } from '../schema.ts';
import { peopleStore } from './people.ts';
import { USER_COLUMNS } from './user-row.ts';

type Stored = InferSelectModel<typeof users>;
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

/** Accounts, and (`peopleStore`) how people find and know each other. */
export function usersStore() {
  return { ...accountsStore(), ...peopleStore() };
}

function accountsStore() {
  const insert = prepare(() =>
    insertInto(users)
      .values(
        params(
          'id',
          'username',
          'usernameKey',
          'displayName',
          'nameKey',
          'sortKey',
          'about',
          'credentialKind',
          'credentialHash',
          'role',
          'createdAt',
          'invitedBy',
        ),
      )
      .onConflictDoNothing({ target: users.usernameKey }),
  );
  const shown = () => select(USER_COLUMNS).from(users);
  const byId = prepare(() => shown().where(eq(users.id, p('id'))));
  const byIds = prepare(() => shown().where(isAmong(users.id, 'ids')));
  const byKey = prepare(() => shown().where(eq(users.usernameKey, p('key'))));
  const credentials = prepare(() =>
    select({ id: users.id, kind: users.credentialKind, hash: users.credentialHash })
      .from(users)
      .where(and(eq(users.usernameKey, p('key')), isNull(users.deletedAt))),
  );
  const setPassword = prepare(() =>
    updateTable(users)
      .set({ credentialKind: 'password', credentialHash: p('hash') })
      .where(eq(users.id, p('id'))),
  );
  const bcrypt = prepare(() =>
    select({ hash: users.credentialHash })
      .from(users)
      .where(and(like(users.credentialHash, '$2%'), isNull(users.deletedAt)))
      .limit(1),
  );

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
  };
}
