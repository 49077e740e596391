import { stat } from 'node:fs/promises';
import type { FileRow } from '../../db/files.ts';
import { idOf, type OldFile, textOf } from '../../db/original/rows.ts';
import type { FileInfo } from '../../protocol/files.ts';
import { lookAt } from '../files/kind.ts';
import { fileNameOf, type Located, lastOf, locate } from './locate.ts';
import { timeOf } from './times.ts';
import type { World } from './world.ts';

const BATCH = 50;

type Plan = { row: OldFile; owner: string; messageId: string; name: string };
type Brought = { row: FileRow; stored: string };
/** By what they are called below the uploads folder: ids of files brought before, and of those of this run. */
type Known = { before: ReadonlyMap<string, string>; now: Set<string> };

/** Files of messages: copied in first, so that no message ever refers to bytes that are not there. */
export async function bringFiles(world: World): Promise<void> {
  const { original, report, target, identity } = world;
  const { source } = identity;
  const rows = original.files();
  report.found('files', rows.length);
  const before = await target.read(target.imported.known(source, 'file'));
  const known = { before, now: new Set<string>() };
  for (let at = 0; at < rows.length; at += BATCH) {
    const brought: Brought[] = [];
    for (const plan of plansOf(world, rows.slice(at, at + BATCH)))
      brought.push(...(await bringOne(world, plan, known)));
    await target.write?.(function* () {
      for (const { row, stored } of brought) {
        yield* target.files.create(row);
        yield* target.files.nameOld(row.id, lastOf(stored));
        yield* target.imported.note(source, 'file', stored, row.id);
      }
    });
    world.tick(Math.min(BATCH, rows.length - at));
  }
}

/** Those whose message is there: a file of nobody's message is nobody's (original #16). */
function plansOf({ original, users, report }: World, rows: readonly OldFile[]): Plan[] {
  const ids = [...new Set(rows.map((row) => Number(idOf(row.message_id))))];
  const senders = new Map(
    original
      .messages(ids)
      .map((row) => [
        idOf(row.id),
        users.has(idOf(row.receiver_id)) ? users.get(idOf(row.sender_id)) : undefined,
      ]),
  );
  return rows.flatMap((row) => {
    const messageId = idOf(row.message_id);
    const owner = senders.get(messageId);
    const name = fileNameOf(textOf(row.file_name), textOf(row.file_path));
    if (owner === undefined) report.odd('file_orphan', `${idOf(row.id)}: ${name}`);
    return owner === undefined ? [] : [{ row, owner, messageId, name }];
  });
}

/** None: it is there already, or cannot be brought; its message is told either way. */
async function bringOne(world: World, plan: Plan, known: Known): Promise<Brought[]> {
  const { report, uploads } = world;
  const written = textOf(plan.row.file_path);
  const found = locate(written, uploads);
  if (typeof found === 'string') return await withoutBytes(world, plan, known, found);
  const { row, info } = await fileOf(world, plan, found);
  push(world.files, plan.messageId, info);
  const again = known.now.has(found.name);
  known.now.add(found.name);
  if (again) report.odd('file_shared', `${idOf(plan.row.id)}: ${found.name}`);
  // An account that was erased took its files along.
  const kept =
    known.before.has(found.name) &&
    (await world.target.read(world.target.files.byId(info.id))) !== undefined;
  report.done('files', kept ? 'known' : 'brought');
  if (kept || again || !world.target.write) return [];
  const { sha256 } = world.store.take(found.path);
  return [{ row: { ...row, sha256 }, stored: found.name }];
}

async function fileOf({ identity, original }: World, plan: Plan, found: Located) {
  const looked = await lookAt(found.path, textOf(plan.row.content_type));
  const { size } = await stat(found.path);
  const createdAt = timeOf(plan.row.created_at, original.changedAt) ?? original.changedAt;
  const { mime, ...pixels } = looked;
  const { owner: ownerId, name } = plan;
  const id = identity.id('file', found.name);
  const row: FileRow = { id, ownerId, sha256: '', size, mime, name, createdAt };
  const info: FileInfo = { id, name, size, mime, ...pixels };
  return { row, info };
}

/** Its source may be gone since it was brought; else its message says what it was called. */
async function withoutBytes(
  { target, report, files, lost }: World,
  { row, messageId, name }: Plan,
  { before }: Known,
  why: 'missing' | 'outside',
): Promise<Brought[]> {
  const written = textOf(row.file_path);
  const id = before.get(lastOf(written));
  const kept = id === undefined ? undefined : await target.read(target.files.byId(id));
  if (kept) {
    report.done('files', 'known');
    push(files, messageId, { id: kept.id, name, size: kept.size, mime: kept.mime });
    return [];
  }
  report.odd(why === 'missing' ? 'file_missing' : 'file_outside', `${idOf(row.id)}: ${written}`);
  push(lost, messageId, name);
  return [];
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
