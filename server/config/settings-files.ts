import { setting } from './setting.ts';
import { choice, nonEmpty, optionalOrigin } from './values.ts';

const optional = (text: string): string => text.trim();

/** Where files lie when it is not the disk of the data folder; the reasons are in docs/s3.md. */
export const FILE_SETTINGS = {
  s3Endpoint: setting({
    env: 'S3_ENDPOINT',
    fallback: '',
    allowed: {
      en: 'an address such as https://s3.example.org, without a path, or nothing (then files lie in DATA_DIR)',
      fa: 'نشانی‌ای مانند https://s3.example.org، بدون مسیر، یا خالی (آنگاه فایل‌ها در DATA_DIR است)',
    },
    en: 'S3 service that keeps the files',
    fa: 'سرویس S3 که فایل‌ها را نگه می‌دارد',
    parse: optionalOrigin,
  }),
  s3Bucket: setting({
    env: 'S3_BUCKET',
    fallback: '',
    allowed: { en: 'the name of a bucket, or nothing', fa: 'نام یک bucket، یا خالی' },
    en: 'Bucket of the files; it must exist',
    fa: 'باکت (bucket) فایل‌ها؛ باید از پیش ساخته شده باشد',
    parse: (text) => (/^[A-Za-z0-9._-]*$/.test(text.trim()) ? text.trim() : undefined),
  }),
  s3Region: setting({
    env: 'S3_REGION',
    fallback: 'us-east-1',
    allowed: { en: 'the name of a region', fa: 'نام یک region' },
    en: 'Region of the bucket',
    fa: 'منطقه‌ی (region) باکت',
    parse: nonEmpty,
  }),
  s3AccessKeyId: setting({
    env: 'S3_ACCESS_KEY_ID',
    fallback: '',
    allowed: { en: 'the id of a key, or nothing', fa: 'شناسه‌ی یک کلید، یا خالی' },
    en: 'Id of the key that opens the bucket',
    fa: 'شناسه‌ی کلیدی که باکت را باز می‌کند',
    parse: optional,
  }),
  s3SecretAccessKey: setting({
    env: 'S3_SECRET_ACCESS_KEY',
    fallback: '',
    allowed: { en: 'the secret of the key, or nothing', fa: 'رمز همان کلید، یا خالی' },
    en: 'Secret of the key',
    fa: 'رمز کلید',
    parse: optional,
  }),
  s3SecretFile: setting({
    env: 'S3_SECRET_ACCESS_KEY_FILE',
    fallback: '',
    allowed: { en: 'a path of a file, or nothing', fa: 'مسیر یک فایل، یا خالی' },
    en: 'File whose first line is the secret of the key',
    fa: 'فایلی که سطر اولش رمز کلید است',
    parse: optional,
  }),
  s3Prefix: setting({
    env: 'S3_PREFIX',
    fallback: '',
    allowed: {
      en: 'letters, digits, dots, hyphens and slashes, such as chat/, or nothing',
      fa: 'حروف لاتین، رقم، نقطه، خط تیره و /، مانند chat/، یا خالی',
    },
    en: 'What all names in the bucket begin with',
    fa: 'آنچه همه‌ی نام‌های درون باکت با آن شروع می‌شوند',
    parse: (text) => {
      const prefix = text.trim().replace(/^\/+|\/+$/g, '');
      if (!/^[A-Za-z0-9._/-]{0,200}$/.test(prefix)) return undefined;
      return prefix === '' ? '' : `${prefix}/`;
    },
  }),
  s3Direct: setting({
    env: 'S3_DIRECT',
    fallback: 'off',
    allowed: { en: 'on or off', fa: 'on یا off' },
    en: 'Whether whole downloads are sent to the S3 service by a link that is good for a minute',
    fa: 'آیا دانلودِ کامل با پیوندی یک‌دقیقه‌ای به خود سرویس S3 سپرده شود',
    parse: choice('on', 'off'),
  }),
};
