import type { KeyObject } from 'node:crypto';
import { keysOf } from './statement.ts';

/** Whose updates this file accepts: written in by the build (`build/update-key.pub`, or `--update-key`). */
export function updateKeys(): KeyObject[] {
  return keysOf(process.env.PAYAMBAR_UPDATE_KEY ?? '');
}
