import { idOf, legacyText, type OldUser } from '../../db/legacy/rows.ts';
import type { FileRow } from '../../db/stores/files.ts';
import { contentOfFile } from '../files/content.ts';
import { detectKind, isImage } from '../files/kind.ts';
import { drawThumb } from '../files/thumbs.ts';
import type { ImportContext } from './context.ts';
import { addressOf, lastOf, locate } from './locate.ts';
import { repair } from './repair.ts';

/** Where the legacy program serves uploads; an avatar at any other address is on a foreign server. */
const ADDRESS = /^(?:https?:\/\/[^/]+)?\/?api\/files\/(.+)$/;

/**
 * Avatars of people. Their ids are apart from those of files: an image that all may see must never open a message's
 * file.
 */
export async function importAvatars(context: ImportContext): Promise<void> {
  const { original, report } = context;
  const rows = original.users().filter((row) => legacyText(row.avatar_url).trim() !== '');
  report.found('avatars', rows.length);
  for (const row of rows) await importOne(context, row);
}

async function importOne(context: ImportContext, row: OldUser): Promise<void> {
  const { target, identity, report, users, uploads, store, original, reading } = context;
  const old = idOf(row.id);
  const ownerId = users.get(old) ?? '';
  const address = legacyText(row.avatar_url).trim();
  const id = identity.id('avatar', `${old}/${address}`);
  const kept = await target.read(target.files.byId(id));
  const [, written] = ADDRESS.exec(address.replace(/[?#].*/, '')) ?? [];
  const found =
    written === undefined ? 'missing' : reading(() => locate(lastOf(decoded(written)), uploads));
  if (kept) {
    repair(context, 'avatars', kept, typeof found === 'string' ? undefined : found.path);
    await makeSmall(context, kept);
    return await give(context, { old, ownerId, id }, true);
  }
  if (written === undefined) return report.odd('avatar_foreign', `${old}: ${address.slice(0, 80)}`);
  if (typeof found === 'string') return report.odd('avatar_missing', `${old}: ${written}`);
  const { mime } = await reading(() => detectKind(contentOfFile(found.path), ''));
  if (!isImage(mime)) return report.odd('avatar_unfit', `${old}: ${written}`);
  report.done('avatars', 'brought');
  if (!target.write) return;
  const file = { id, ownerId, ...store.take(found.path, reading), mime, name: lastOf(found.name) };
  await target.write(function* () {
    yield* target.files.create({ ...file, avatar: 1, createdAt: original.changedAt });
    yield* target.files.nameOld(id, addressOf(decoded(written)));
  });
  await makeSmall(context, file);
  await give(context, { old, ownerId, id }, false);
}

/** What cannot be drawn again is shown as it is, in lists too. */
async function makeSmall(
  { target, store }: ImportContext,
  { id, sha256, mime }: Pick<FileRow, 'id' | 'sha256' | 'mime'>,
): Promise<void> {
  if (!target.write || (await target.read(target.files.thumbOf(id)))) return;
  const made = await drawThumb(contentOfFile(store.pathOf(sha256)), mime);
  if (!made) return;
  const thumb = { sha256: await store.put(made.bytes), size: made.bytes.length, mime: made.mime };
  await target.write(() => target.files.putThumb({ fileId: id, ...thumb }));
}

/** An avatar that was chosen here stays, and so does its absence, when this one was imported before. */
async function give(
  { target, report }: ImportContext,
  { old, ownerId, id }: { old: string; ownerId: string; id: string },
  known: boolean,
): Promise<void> {
  const [person] = await target.read(target.users.byIds([ownerId]));
  const now = person?.avatarFile ?? null;
  if (now === id || (known && now === null)) return;
  if (now !== null && !(await target.read(target.files.isOld(now))))
    return report.odd('avatar_own', old);
  await target.write?.(() => target.files.giveAvatar(ownerId, id, now));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
