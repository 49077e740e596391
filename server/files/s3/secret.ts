import { readFileSync } from 'node:fs';
import { errorCode } from '../../../db/engine/error-codes.ts';
import { UserFacingError } from '../../../db/engine/user-error.ts';
import type { Config } from '../../config.ts';

export type BucketSettings = Pick<
  Config,
  | 's3Endpoint'
  | 's3Bucket'
  | 's3Region'
  | 's3AccessKeyId'
  | 's3SecretAccessKey'
  | 's3SecretFile'
  | 's3Prefix'
>;

/** The secret of the key: the setting, else the first line of its file. Refuses settings of which one is missing. */
export function secretIn(config: BucketSettings): string {
  const secret = config.s3SecretAccessKey || readSecret(config.s3SecretFile);
  const missing = [
    ...(config.s3Endpoint === '' ? ['S3_ENDPOINT'] : []),
    ...(config.s3AccessKeyId === '' ? ['S3_ACCESS_KEY_ID'] : []),
    ...(secret === '' ? ['S3_SECRET_ACCESS_KEY'] : []),
  ];
  if (missing.length === 0) return secret;
  const names = missing.join(' ');
  throw new UserFacingError({
    en: `S3_BUCKET is set, so these have to be too: ${names}`,
    fa: `‏S3_BUCKET تنظیم شده است، پس این‌ها هم لازم است: ‎${names}‎`,
  });
}

function readSecret(file: string): string {
  if (file === '') return '';
  try {
    return readFileSync(file, 'utf8').split('\n')[0]?.trim() ?? '';
  } catch (error) {
    const code = errorCode(error) ?? '';
    throw new UserFacingError({
      en: `The file of S3_SECRET_ACCESS_KEY_FILE cannot be read: ${file} (${code})`,
      fa: `فایل S3_SECRET_ACCESS_KEY_FILE خوانده نمی‌شود: ‎${file}‎ (${code})`,
    });
  }
}
