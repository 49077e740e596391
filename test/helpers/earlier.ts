import { Database } from 'bun:sqlite';
import { renameSync, rmSync } from 'node:fs';
import { MIGRATIONS } from '../../db/migrations/index.ts';

type Named = { name: string };

/** What has another name since schema 10. A column of an earlier schema that is not named here has kept its own. */
const TABLES: Record<string, string> = { mark_log: 'receipt_log' };
const COLUMNS: Record<string, string> = {
  'chats.marks': 'receipt_rev',
  'members.list_rev': 'member_rev',
  'messages.note': 'system',
  'invites.note': 'label',
  'audit.act': 'action',
};

/** Makes of a closed data file one of an earlier schema with the same rows, as far as that schema had places for them. */
export function makeEarlier(path: string, version: number): void {
  const earlier = `${path}.earlier`;
  const database = new Database(earlier, { create: true });
  for (const sql of MIGRATIONS.slice(0, version)) database.run(sql);
  database.run(`PRAGMA user_version = ${version}`);
  database.run('ATTACH ? AS later', [path]);
  const tables = database
    .query<Named, []>("select name from main.sqlite_master where type = 'table'")
    .all()
    .filter(({ name }) => !name.startsWith('message_search'));
  for (const { name } of tables) {
    const columns = database
      .query<Named, [string]>('select name from pragma_table_info(?)')
      .all(name)
      .map((column) => column.name);
    const now = columns.map((column) => COLUMNS[`${name}.${column}`] ?? column);
    database.run(
      `insert into main.${name} (${columns}) select ${now} from later.${TABLES[name] ?? name}`,
    );
  }
  if (version < 10) database.run("update main.messages set kind = 'note' where kind = 'system'");
  database.close();
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  renameSync(earlier, path);
}
