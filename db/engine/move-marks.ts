import type { Database } from 'bun:sqlite';
import type { LocalizedText } from './user-error.ts';

/** Settings that say where a move stands; each belongs to one database and never goes along. */
const PREFIX = 'move.';
/** In data that was moved away: where to, and when. Nobody writes to it any more. */
export const MOVED_TO = `${PREFIX}to`;
/** In a database that is being filled: the server id of the data that it is filled from. */
export const MOVED_FROM = `${PREFIX}from`;
/** In a PostgreSQL database that is being filled: its foreign keys, which would forbid most orders of the rows. */
export const MOVED_LATER = `${PREFIX}later`;
/** The secret of all nodes of a PostgreSQL database; on one machine it is a file. */
export const SHARED_SECRET = 'auth.secret';

/** What each database has for itself: the marks, the secret, and how far its search index has come. */
const OWN = [SHARED_SECRET, 'search.indexed'];

/** The rows of `settings` that go along, as both engines say it. */
export const MOVED_SETTINGS = `"key" not like '${PREFIX}%' and "key" not in (${OWN.map((key) => `'${key}'`).join(', ')})`;

export type MovedMark = { place: string; at: number };

/** Where the data in an open file was moved to. */
export function movedMarkIn(database: Database): MovedMark | undefined {
  const row = database
    .query<{ value: string }, [string]>('select value from settings where key = ?')
    .get(MOVED_TO);
  return row === null ? undefined : toMark(row.value);
}

export const toMark = (value: string): MovedMark => JSON.parse(value) as MovedMark;

const dateOf = ({ at }: MovedMark, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

/** Two servers on two copies would each go on with its own. */
export const wasMoved = (path: string, mark: MovedMark): LocalizedText => ({
  en:
    `The data in ${path} was moved to ${mark.place} on ${dateOf(mark, 'en')}, and what was written since is only there. ` +
    'Let the settings name that place (DATABASE_URL). To go on with this older copy all the same: payambar move --reopen',
  fa:
    `داده‌های ${path} در ${dateOf(mark, 'fa')} به ${mark.place} منتقل شده است و آنچه از آن پس نوشته شده فقط آنجاست. ` +
    'در تنظیمات همان را نام ببرید (DATABASE_URL). برای ادامه با همین نسخه‌ی قدیمی: payambar move --reopen',
});
