import init from './0001_init.sql' with { type: 'text' };
import rooms from './0002_rooms.sql' with { type: 'text' };
import forget from './0003_forget.sql' with { type: 'text' };
import house from './0004_house.sql' with { type: 'text' };
import bounds from './0005_bounds.sql' with { type: 'text' };
import find from './0006_find.sql' with { type: 'text' };
import contacts from './0007_contacts.sql' with { type: 'text' };
import groupAccounts from './0008_group_accounts.sql' with { type: 'text' };
import words from './0009_words.sql' with { type: 'text' };
import wireWords from './0010_wire_words.sql' with { type: 'text' };
import uploads from './0011_uploads.sql' with { type: 'text' };
import fileNames from './0012_file_names.sql' with { type: 'text' };
import sharedLinks from './0013_shared_links.sql' with { type: 'text' };
import avatars from './0014_avatars.sql' with { type: 'text' };
import push from './0015_push.sql' with { type: 'text' };
import played from './0016_played.sql' with { type: 'text' };
import jobs from './0017_jobs.sql' with { type: 'text' };
import calls from './0018_calls.sql' with { type: 'text' };
import claims from './0019_claims.sql' with { type: 'text' };

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
  wireWords,
  uploads,
  fileNames,
  sharedLinks,
  avatars,
  push,
  played,
  jobs,
  calls,
  claims,
];
