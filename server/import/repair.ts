import type { FileRow } from '../../db/stores/files.ts';
import type { ImportContext } from './context.ts';

/** A file that an earlier run has imported: copied again when its bytes are gone or damaged here. */
export function repair(
  { report, store, target, reading }: ImportContext,
  noun: 'files' | 'avatars',
  { name, sha256 }: FileRow,
  source?: string,
): void {
  const whole = store.hash(store.pathOf(sha256)) === sha256;
  const mended = !whole && source !== undefined && reading(() => store.hash(source)) === sha256;
  report.done(noun, mended ? 'brought' : 'known');
  if (whole) return;
  report.odd(mended ? 'file_mended' : 'file_broken', name);
  if (mended && target.write) store.take(source, reading);
}
