import type { MovePhase } from '../../../db/move/held.ts';
import type { TerminalLanguage } from '../texts.ts';

type Texts = {
  move: string;
  to: string;
  toFile: string;
  reopen: string;
  phases: Record<MovePhase, string>;
  nowhere: string;
  badPlace: string;
  noFile(path: string): string;
  interrupted: string;
  moved(from: string, to: string): string;
  holds(rows: string, tables: string): string;
  tables(counts: string): string;
  compared: string;
  nextPostgres: string;
  nextSqlite(dataDir: string): string;
  /** What lies on the disk of this machine, and belongs to what was moved. */
  files(count: string, size: string, dataDir: string): string;
  filesToBucket: string;
  filesWithout: string;
  filesBack: string;
  inBucket(bucket: string): string;
  held(seconds: string): string;
  kept(from: string): string;
  seen: string;
  reopened(place: string): string;
  wasOpen(place: string): string;
};

export const MOVE_TEXTS: Record<TerminalLanguage, Texts> = {
  en: {
    move: 'Move the data of a server, even a running one, between SQLite and PostgreSQL',
    to: 'postgres://user@host:5432/name, or sqlite (in DATA_DIR)',
    toFile: 'File whose first line is that place: no other user of the machine sees the password',
    reopen: 'Let people write again to data that was moved away',
    phases: {
      look: 'Reading what is there already',
      move: 'Moving, while people go on writing',
      compare: 'Comparing',
      catchUp: 'Catching up, while people only read',
    },
    nowhere: 'Where to? --to-file FILE, or --to postgres://… or --to sqlite',
    badPlace: 'The place has to be postgres://user:password@host:5432/name or the word sqlite.',
    noFile: (path) => `${path} cannot be read, or its first line is empty.`,
    interrupted:
      'Interrupted. People write to the data as before; the same command goes on where this one stopped.',
    moved: (from, to) => `Moved from ${from} to ${to}.`,
    holds: (rows, tables) => `Rows: ${rows}, in ${tables} tables`,
    tables: (counts) => `  ${counts}`,
    compared: 'Compared row by row: every table has the same hashes on both sides.',
    nextPostgres:
      'Now put the address into the settings (DATABASE_URL=postgres://…) and restart the server: {restart}. ' +
      'Until then it answers reads only.',
    nextSqlite: (dataDir) =>
      `Now stop all nodes, take DATABASE_URL and REDIS_URL out of the settings, and start one server on ${dataDir}: {restart}. ` +
      'Until then they answer reads only.',
    files: (count, size, dataDir) =>
      `Files of people are not moved with it: ${count} (${size}) lie in ${dataDir}/files.`,
    filesToBucket:
      'Bring them into the bucket before a second node starts: payambar files move --to s3',
    filesWithout:
      'A node with this DATA_DIR has them, no other has. So for several nodes, and for another DATA_DIR: set a bucket (S3_…), ' +
      'then payambar files move --to s3. For one node elsewhere, copy the folder there.',
    filesBack:
      'The server finds them where they are; what lies on other machines has to be copied to this folder.',
    inBucket: (bucket) =>
      `The other files stay in the bucket ${bucket}: leave the S3_ settings, or bring them here by payambar files move --to disk.`,
    held: (seconds) => `People could only read for ${seconds} seconds.`,
    kept: (from) =>
      `${from} is as it was, marked as moved, so that no server starts on it by mistake (payambar move --reopen takes the mark away).`,
    seen: 'The password stood on the command line, where other users of this machine may have seen it. --to-file avoids that.',
    reopened: (place) => `People can write to ${place} again.`,
    wasOpen: (place) => `${place} is not marked as moved.`,
  },
  fa: {
    move: 'انتقال داده‌های سرور، هنگام اجرا هم، میان SQLite و PostgreSQL',
    to: '‎postgres://user@host:5432/name‎ یا sqlite (در DATA_DIR)',
    toFile: 'فایلی که سطر اولش همان نشانی است: کاربران دیگر این دستگاه گذرواژه را نمی‌بینند',
    reopen: 'اجازه‌ی نوشتن دوباره در داده‌هایی که منتقل شده‌اند',
    phases: {
      look: 'خواندن آنچه در مقصد هست',
      move: 'انتقال، همراه با کار کاربران',
      compare: 'در حال مقایسه',
      catchUp: 'انتقال آنچه تازه نوشته شده؛ اکنون فقط خواندن ممکن است',
    },
    nowhere: 'به کجا؟ ‎--to-file FILE‎، یا ‎--to postgres://…‎ یا ‎--to sqlite‎',
    badPlace: 'مقصد باید ‎postgres://user:password@host:5432/name‎ باشد یا واژه‌ی sqlite.',
    noFile: (path) => `${path} خوانده نمی‌شود، یا سطر اولش خالی است.`,
    interrupted:
      'در نیمه‌ی راه متوقف شد. نوشتن در داده‌ها مانند پیش ادامه دارد؛ همین فرمان از همان‌جا ادامه می‌دهد.',
    moved: (from, to) => `از ${from} به ${to} منتقل شد.`,
    holds: (rows, tables) => `${rows} سطر در ${tables} جدول`,
    tables: (counts) => `  ${counts}`,
    compared: 'سطر به سطر مقایسه شد: هش همه‌ی جدول‌ها در دو سو یکی است.',
    nextPostgres:
      'اکنون نشانی را در تنظیمات بگذارید (DATABASE_URL=postgres://…) و سرور را دوباره اجرا کنید: {restart}. ' +
      'تا آن هنگام فقط خواندن ممکن است.',
    nextSqlite: (dataDir) =>
      `اکنون همه‌ی گره‌ها را متوقف کنید، DATABASE_URL و REDIS_URL را از تنظیمات بردارید و یک سرور را روی ${dataDir} اجرا کنید: {restart}. ` +
      'تا آن هنگام فقط خواندن ممکن است.',
    files: (count, size, dataDir) =>
      `فایل‌های کاربران با این کار منتقل نمی‌شوند: ${count} فایل (${size}) در ${dataDir}/files است.`,
    filesToBucket: 'پیش از اجرای گره‌ی دوم آن‌ها را به باکت ببرید: payambar files move --to s3',
    filesWithout:
      'گره‌ای با همین DATA_DIR آن‌ها را دارد و هیچ گره‌ی دیگری ندارد. پس برای چند گره، یا DATA_DIR دیگر: باکتی تنظیم کنید (S3_…)، ' +
      'سپس payambar files move --to s3. برای یک گره در جای دیگر، پوشه را آنجا کپی کنید.',
    filesBack:
      'سرور آن‌ها را همین‌جا پیدا می‌کند؛ آنچه روی دستگاه‌های دیگر است باید به همین پوشه کپی شود.',
    inBucket: (bucket) =>
      `فایل‌های دیگر در باکت ${bucket} می‌ماند: تنظیمات S3_ را نگه دارید، یا با payambar files move --to disk آن‌ها را به اینجا بیاورید.`,
    held: (seconds) => `کاربران ${seconds} ثانیه فقط می‌توانستند بخوانند.`,
    kept: (from) =>
      `${from} همان‌طور که بود ماند و نشان انتقال دارد تا سروری به اشتباه روی آن اجرا نشود (payambar move --reopen نشان را برمی‌دارد).`,
    seen: 'گذرواژه در خط فرمان بود و شاید کاربران دیگر این دستگاه آن را دیده باشند. ‎--to-file‎ راه بهتری است.',
    reopened: (place) => `نوشتن در ${place} دوباره ممکن است.`,
    wasOpen: (place) => `${place} نشان انتقال ندارد.`,
  },
};
