import { idOf, legacyText, type OldUser } from '../../db/legacy/rows.ts';
import type { NewUser } from '../../db/stores/users.ts';
import type { ImportContext } from './context.ts';
import { displayNameOf, usernamesFor } from './names.ts';
import { toTime } from './times.ts';

type Planned = NewUser & { old: string };

/** Names that are compared at once. */
const NAMES = 1000;
/** What bcrypt writes; `Bun.password.verify` throws at what it does not know. */
const BCRYPT = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/;

/** All people in one transaction: who gets which name must not depend on where a run was broken off. */
export async function importPeople(context: ImportContext): Promise<void> {
  const { original, target, identity, report, users } = context;
  const { source } = identity;
  const rows = original.users();
  report.found('users', rows.length);
  const known = await target.read(target.imported.known(source, 'user'));
  for (const [old, id] of known) users.set(old, id);
  context.again = known.size > 0;
  await compareNames(rows, known, context);
  const fresh = sortByTime(rows, context).filter(({ old }) => !known.has(old));
  report.done('users', 'known', rows.length - fresh.length);
  const planned = await plan(fresh, context);
  for (const { old, id } of planned) users.set(old, id);
  report.done('users', 'brought', planned.length);
  await target.write?.(function* () {
    yield* target.settings.set(seedKey(source), identity.seed);
    for (const { old, ...row } of planned) {
      if (!(yield* target.users.create(row))) throw new Error(`a name was taken: ${row.username}`);
      yield* target.imported.note(source, 'user', old, row.id);
    }
  });
  context.tick(rows.length);
}

/**
 * People whose name here is another than there: which of the two they changed last is unknown, so the one here stays.
 */
async function compareNames(
  rows: readonly OldUser[],
  known: ReadonlyMap<string, string>,
  { target, report }: ImportContext,
): Promise<void> {
  for (let at = 0; at < rows.length; at += NAMES) {
    const part = rows.slice(at, at + NAMES);
    const ids = part.flatMap((row) => known.get(idOf(row.id)) ?? []);
    const here = new Map((await target.read(target.users.byIds(ids))).map((row) => [row.id, row]));
    for (const row of part) {
      const person = here.get(known.get(idOf(row.id)) ?? '');
      if (!person || person.deletedAt !== null) continue;
      const there = shownNameOf(row, person.username);
      if (person.displayName !== there)
        report.odd('name_differs', `${person.username}: ${there} ≠ ${person.displayName}`);
    }
  }
}

const shownNameOf = (row: OldUser, username: string): string =>
  displayNameOf(legacyText(row.display_name).trim() || legacyText(row.username), username);

/** Where the secret of a source's ids is kept: its first person may have gone when it is imported again. */
export const seedKey = (source: string): string => `import.${source}`;

type Ordered = { old: string; row: OldUser; createdAt: number };

/** The oldest account first. An account without a time of its own takes that of the one before it. */
function sortByTime(rows: readonly OldUser[], { original, report }: ImportContext): Ordered[] {
  let last = original.changedAt;
  const timed = rows.map((row) => {
    const at = toTime(row.created_at, original.changedAt);
    if (at === null) report.odd('time_unknown', `users ${idOf(row.id)}`);
    last = at ?? last;
    return { old: idOf(row.id), row, createdAt: last };
  });
  return timed.sort((a, b) => a.createdAt - b.createdAt || Number(a.old) - Number(b.old));
}

async function plan(fresh: readonly Ordered[], context: ImportContext): Promise<Planned[]> {
  const { target, identity, report } = context;
  const here = new Set(await target.read(target.imported.usernames()));
  const wanted = fresh.map(({ row }) => legacyText(row.username));
  const names = usernamesFor(wanted, (name) => here.has(name));
  return fresh.map(({ old, row, createdAt }, i) => {
    const { username, why } = names[i] ?? { username: `user_${old}` };
    if (why) {
      report.odd(why, `${wanted[i]} → ${username}`);
      report.renamed.push({ old: wanted[i] ?? '', now: username });
    }
    const hash = legacyText(row.password_hash);
    if (!BCRYPT.test(hash)) report.odd('password_unusable', username);
    const called = legacyText(row.display_name).trim();
    const displayName = shownNameOf(row, username);
    if (called !== '' && displayName !== called.normalize('NFC'))
      report.odd('name_cleaned', username);
    return {
      ...{ old, id: identity.id('user', old), username, usernameKey: username, displayName },
      ...{ about: '', credentialKind: 'password' as const, role: 'user', createdAt },
      // '' is the hash of no password: such a person needs a link for a new one.
      credentialHash: BCRYPT.test(hash) ? hash : '',
    };
  });
}
