import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import type { LocalizedText } from '../../db/engine/user-error.ts';
import { isHalfRestored } from '../backup/in-place.ts';
import { toUserFacing } from '../cli/failure.ts';
import { isShut } from '../cli/lib/owner.ts';
import { controlPath } from '../control/socket.ts';
import { StartError } from './listener.ts';

/** What has to be true of a data folder before a server touches what lies there. */
export async function makeReady(dataDir: string): Promise<void> {
  makeFolder(dataDir);
  if (isHalfRestored(dataDir)) throw new StartError(halfRestored(dataDir));
  needRoom(dataDir);
  await mustBeAlone(dataDir);
}

/** Starting would begin an empty server there, and people would think that all is lost. */
const halfRestored = (dataDir: string): LocalizedText => ({
  en:
    `A restore into ${dataDir} was interrupted. Nothing is lost: finish it with “payambar restore FILE --replace”, ` +
    'or move back what lies in the folder named before-restore.',
  fa:
    `بازگرداندن به ${dataDir} نیمه‌کاره مانده است. چیزی از دست نرفته: با «payambar restore FILE --replace» تمامش کنید، ` +
    'یا آنچه را در پوشه‌ی before-restore است به جایش برگردانید.',
});

/** Only its owner may look inside. */
function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch {
    throw new StartError({
      en: `The data folder ${dataDir} cannot be made. Choose another with --data-dir.`,
      fa: `پوشه‌ی داده‌ی ${dataDir} ساخته نمی‌شود. با ‎--data-dir پوشه‌ی دیگری انتخاب کنید.`,
    });
  }
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (!isShut(error)) throw error;
    throw new StartError({
      en: `The data folder ${dataDir} is somebody else's. Start the server as its owner, or choose another with --data-dir.`,
      fa: `پوشه‌ی داده‌ی ${dataDir} از آنِ کاربر دیگری است. سرور را با همان کاربر اجرا کنید، یا با ‎--data-dir پوشه‌ی دیگری انتخاب کنید.`,
    });
  }
}

/** Below it SQLite cannot even make its index of the log, and the kernel ends the process in the middle of a write (SIGBUS). */
const LEAST_BYTES = 1 << 20;

/** The lock may have been deleted under a server that goes on; its socket can still be reached. */
async function mustBeAlone(dataDir: string): Promise<void> {
  const unix = controlPath(dataDir);
  if (!existsSync(unix)) return;
  try {
    await fetch('http://payambar/', { unix, signal: AbortSignal.timeout(2000) });
  } catch {
    return;
  }
  throw new StartError({
    en: `The data in ${dataDir} is in use by another Payambar. Stop that one first, or choose another data directory.`,
    fa: `داده‌های ${dataDir} در دست پیام‌بر دیگری است. ابتدا آن را متوقف کنید، یا پوشه‌ی داده‌ی دیگری انتخاب کنید.`,
  });
}

function needRoom(dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir);
  if (bavail * bsize >= LEAST_BYTES) return;
  throw toUserFacing(Object.assign(new Error('full'), { code: 'ENOSPC' }), dataDir);
}
