import init from './0001_init.sql' with { type: 'text' };
import rooms from './0002_rooms.sql' with { type: 'text' };
import forget from './0003_forget.sql' with { type: 'text' };
import house from './0004_house.sql' with { type: 'text' };
import bounds from './0005_bounds.sql' with { type: 'text' };
import find from './0006_find.sql' with { type: 'text' };
import contacts from './0007_contacts.sql' with { type: 'text' };
import groupAccounts from './0008_group_accounts.sql' with { type: 'text' };
import words from './0009_words.sql' with { type: 'text' };

/** In order; only ever added to. The number of one is its place, from 1, and the database's `user_version` after it. */
export const MIGRATIONS: readonly string[] = [
  init,
  rooms,
  forget,
  house,
  bounds,
  find,
  contacts,
  groupAccounts,
  words,
];
