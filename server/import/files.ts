import { stat } from 'node:fs/promises';
import { idOf, legacyText, type OldFile } from '../../db/legacy/rows.ts';
import type { NewFile } from '../../db/stores/files.ts';
import type { FileInfo } from '../../protocol/files.ts';
import { kindOfMime } from '../../protocol/rules/files.ts';
import { contentOfFile } from '../files/content.ts';
import { detectKind } from '../files/kind.ts';
import type { ImportContext } from './context.ts';
import { clientIdOf, findPositions } from './known.ts';
import { addressOf, fileNameOf, type Located, lastOf, locate } from './locate.ts';
import { repair } from './repair.ts';
import { toTime } from './times.ts';

const BATCH = 50;

/** `there`: its message was imported before. `sender`, `receiver`: old ids. */
type Plan = {
  row: OldFile;
  owner: string;
  messageId: string;
  name: string;
  sender: string;
  receiver: string;
  there: boolean;
};
type ImportedFile = { row: NewFile; stored: string };
/** By their names below the uploads folder: ids of files imported before, and those of this run. */
type Known = { before: ReadonlyMap<string, string>; now: Set<string> };

/** Files of messages: copied in first, so that no message ever refers to bytes that are not there. */
export async function importFiles(context: ImportContext): Promise<void> {
  const { original, report, target, identity } = context;
  const { source } = identity;
  const rows = original.files();
  report.found('files', rows.length);
  const before = await target.read(target.imported.known(source, 'file'));
  const known = { before, now: new Set<string>() };
  for (let at = 0; at < rows.length; at += BATCH) {
    const brought: ImportedFile[] = [];
    for (const plan of await plansOf(context, rows.slice(at, at + BATCH)))
      brought.push(...(await importOne(context, plan, known)));
    await target.write?.(function* () {
      for (const { row, stored } of brought) {
        yield* target.files.create(row);
        yield* target.files.nameOld(row.id, addressOf(stored));
        yield* target.imported.note(source, 'file', stored, row.id);
      }
    });
    context.tick(Math.min(BATCH, rows.length - at));
  }
}

/** Plans the import of the files whose message is there: a file without a message has no readers. */
async function plansOf(context: ImportContext, rows: readonly OldFile[]): Promise<Plan[]> {
  const { original, users, report } = context;
  const ids = [...new Set(rows.map((row) => Number(idOf(row.message_id))))];
  const messages = new Map(original.messages(ids).map((row) => [idOf(row.id), row]));
  const asked = new Map<string, Plan>();
  const plans = rows.flatMap((row) => {
    const messageId = idOf(row.message_id);
    const message = messages.get(messageId);
    const name = fileNameOf(legacyText(row.file_name), legacyText(row.file_path));
    const [sender, receiver] = [message?.sender_id ?? null, message?.receiver_id ?? null].map(idOf);
    const owner = users.has(receiver ?? '') ? users.get(sender ?? '') : undefined;
    if (!message || !sender || !receiver || owner === undefined) {
      report.odd('file_orphan', `${idOf(row.id)}: ${name}`);
      return [];
    }
    const plan: Plan = { row, owner, messageId, name, sender, receiver, there: false };
    asked.set(clientIdOf(context, message), plan);
    return [plan];
  });
  if (context.again) {
    const there = new Set(
      [...(await findPositions(context, asked)).keys()].map((plan) => plan.messageId),
    );
    for (const plan of plans) plan.there = there.has(plan.messageId);
  }
  return plans;
}

/** Undefined: the file is there already, or cannot be imported; its message says so in either case. */
async function importOne(
  context: ImportContext,
  plan: Plan,
  known: Known,
): Promise<ImportedFile[]> {
  const { report, uploads, target, store, reading } = context;
  const written = legacyText(plan.row.file_path);
  const found = reading(() => locate(written, uploads));
  if (typeof found === 'string') return await withoutBytes(context, plan, known, found);
  const { row, info } = await fileOf(context, plan, found);
  push(context.files, plan.messageId, info);
  const kept = known.before.has(found.name)
    ? await target.read(target.files.byId(info.id))
    : undefined;
  const again = known.now.has(found.name);
  if (again) report.odd('file_shared', `${idOf(plan.row.id)}: ${found.name}`);
  else if (kept) {
    known.now.add(found.name);
    repair(context, 'files', kept, found.path);
    return [];
  }
  // What was deleted here since with its message, or its sender's account, does not come back.
  const stays = kept !== undefined || (known.before.has(found.name) && plan.there);
  report.done('files', stays ? 'known' : 'brought');
  if (stays) return [];
  known.now.add(found.name);
  if (again || !target.write) return [];
  const { sha256 } = store.take(found.path, reading);
  return [{ row: { ...row, sha256 }, stored: found.name }];
}

async function fileOf({ identity, original, reading }: ImportContext, plan: Plan, found: Located) {
  const claimed = legacyText(plan.row.content_type);
  const looked = await reading(() => detectKind(contentOfFile(found.path), claimed));
  const { size } = await reading(() => stat(found.path));
  const createdAt = toTime(plan.row.created_at, original.changedAt) ?? original.changedAt;
  const { mime, ...pixels } = looked;
  const { owner: ownerId, name } = plan;
  const id = identity.id('file', found.name);
  const row: NewFile = { id, ownerId, sha256: '', size, mime, name, createdAt, ...pixels };
  const info: FileInfo = { id, name, size, mime, kind: kindOfMime(mime), ...pixels };
  return { row, info };
}

/** Its source may have gone since it was imported; otherwise its message says what it was called. */
async function withoutBytes(
  context: ImportContext,
  { row, messageId, name }: Plan,
  { before }: Known,
  why: 'missing' | 'outside',
): Promise<ImportedFile[]> {
  const { target, report, files, lost } = context;
  const written = legacyText(row.file_path);
  const id = before.get(addressOf(written)) ?? before.get(lastOf(written));
  const kept = id === undefined ? undefined : await target.read(target.files.byId(id));
  if (kept) {
    repair(context, 'files', kept);
    const { id, size, mime } = kept;
    push(files, messageId, { id, name, size, mime, kind: kindOfMime(mime) });
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
