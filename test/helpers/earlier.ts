import { Database } from 'bun:sqlite';
import { renameSync, rmSync } from 'node:fs';
import { MIGRATIONS } from '../../db/migrations/index.ts';

type Named = { name: string };

/** Makes of a closed data file one of an earlier schema with the same rows, as far as that schema had places for them. */
export function madeEarlier(path: string, version: number): void {
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
    const columns = database.query<Named, [string]>('select name from pragma_table_info(?)');
    const list = columns.all(name).map((column) => column.name);
    database.run(`insert into main.${name} (${list}) select ${list} from later.${name}`);
  }
  database.close();
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  renameSync(earlier, path);
}
