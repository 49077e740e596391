import type { FindingText } from './entry.ts';

/** The bucket of the files (S3_BUCKET); the start refuses by the same sentences. */
export const BUCKET = {
  's3.ok': {
    level: 'ok',
    en: ['Files on S3: {bucket} answers, {ms} ms'],
    fa: ['فایل‌ها روی S3: ‏{bucket} پاسخ می‌دهد، {ms} میلی‌ثانیه'],
  },
  's3.slow': {
    level: 'warning',
    en: [
      'Files on S3: {bucket} takes {ms} ms for a small file',
      'Choose a service nearer to this machine; people wait that long for each picture.',
    ],
    fa: [
      'فایل‌ها روی S3: ‏{bucket} برای یک فایل کوچک {ms} میلی‌ثانیه وقت می‌برد',
      'سرویس نزدیک‌تری انتخاب کنید؛ کاربران برای هر عکس همین‌قدر منتظر می‌مانند.',
    ],
  },
  's3.settings': {
    level: 'fault',
    en: ['The settings of S3 are not complete: {said}', 'Set what is missing (docs/s3.md).'],
    fa: ['تنظیمات S3 کامل نیست: {said}', 'آنچه را کم است تنظیم کنید (docs/s3.md).'],
  },
  's3.down': {
    level: 'fault',
    en: [
      'The S3 service of {bucket} cannot be reached ({said})',
      'Look at S3_ENDPOINT, and whether this machine reaches it (curl).',
    ],
    fa: [
      'سرویس S3 ِ {bucket} در دسترس نیست ({said})',
      'S3_ENDPOINT را نگاه کنید، و اینکه این دستگاه به آن می‌رسد (curl).',
    ],
  },
  's3.tls': {
    level: 'fault',
    en: [
      'The certificate of {bucket} is not accepted ({said})',
      'Correct S3_ENDPOINT or the certificate; an authority of your own: NODE_EXTRA_CA_CERTS=ca.pem',
    ],
    fa: [
      'گواهی {bucket} پذیرفته نیست ({said})',
      'S3_ENDPOINT یا گواهی را درست کنید؛ مرجع خودتان: NODE_EXTRA_CA_CERTS=ca.pem',
    ],
  },
  's3.key': {
    level: 'fault',
    en: [
      '{bucket} does not take the key, or the key may not read, write, list and delete there ({said})',
      'Look at S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY and the rights of the key.',
    ],
    fa: [
      '{bucket} کلید را نمی‌پذیرد، یا کلید حق خواندن، نوشتن، فهرست و پاک کردن ندارد ({said})',
      'S3_ACCESS_KEY_ID و S3_SECRET_ACCESS_KEY و حقوق کلید را نگاه کنید.',
    ],
  },
  's3.bucket': {
    level: 'fault',
    en: ['There is no bucket {bucket} ({said})', 'Make it, or correct S3_BUCKET.'],
    fa: ['باکتی به نشانی {bucket} نیست ({said})', 'آن را بسازید، یا S3_BUCKET را درست کنید.'],
  },
  's3.region': {
    level: 'fault',
    en: ['{bucket} lies in another region ({said})', 'Correct S3_REGION, and S3_ENDPOINT with it.'],
    fa: ['{bucket} در منطقه‌ی دیگری است ({said})', 'S3_REGION و همراهش S3_ENDPOINT را درست کنید.'],
  },
  's3.clock': {
    level: 'fault',
    en: [
      'The clock of this machine and that of {bucket} differ ({said})',
      'Set the clock (timedatectl).',
    ],
    fa: ['ساعت این دستگاه و {bucket} یکی نیست ({said})', 'ساعت را تنظیم کنید (timedatectl).'],
  },
  's3.range': {
    level: 'fault',
    en: [
      '{bucket} does not answer with parts of a file ({said})',
      'Videos could not be watched: choose a service that knows Range.',
    ],
    fa: [
      '{bucket} بخشی از فایل را جدا نمی‌دهد ({said})',
      'ویدیوها دیده نمی‌شوند: سرویسی انتخاب کنید که Range بداند.',
    ],
  },
  's3.owner': {
    level: 'fault',
    en: [
      'In {bucket} lie the files of another server ({said}): each would delete those of the other',
      'Set another S3_PREFIX or S3_BUCKET; if that server is gone for good, delete the object .payambar-owner there.',
    ],
    fa: [
      'در {bucket} فایل‌های سرور دیگری است ({said})؛ هر کدام فایل‌های دیگری را پاک می‌کرد',
      'S3_PREFIX یا S3_BUCKET دیگری بگذارید؛ اگر آن سرور دیگر نیست، شیء ‎.payambar-owner را آنجا پاک کنید.',
    ],
  },
  's3.refused': {
    level: 'fault',
    en: [
      '{bucket} refuses ({said})',
      'Look up what the service says by that, and at the S3_ settings.',
    ],
    fa: ['{bucket} نمی‌پذیرد ({said})', 'ببینید سرویس با آن چه می‌گوید، و تنظیمات S3_ را نگاه کنید.'],
  },
  's3.left': {
    level: 'fault',
    en: [
      'Files of this server lie in {bucket}, and no S3_BUCKET is set',
      'Set the S3_ settings again; payambar files move --to disk brings the files back.',
    ],
    fa: [
      'فایل‌های این سرور در {bucket} است و S3_BUCKET تنظیم نشده',
      'تنظیمات S3_ را دوباره بگذارید؛ payambar files move --to disk فایل‌ها را برمی‌گرداند.',
    ],
  },
} as const satisfies Record<string, FindingText>;
