import { persianDigits } from '../../../db/engine/user-error.ts';
import type { Reason } from '../../backup/errors.ts';
import { detailsOf } from '../lib/details.ts';
import type { TerminalLanguage } from '../texts.ts';

type Facts = Record<string, string | number>;
type Sentence = (facts: Facts) => string;

/** What went wrong and the way out, each in one or two sentences. */
export const REASONS: Record<TerminalLanguage, Record<Reason, Sentence>> = {
  en: {
    busy: () => 'Another backup of this data is being made. Wait until it is done.',
    noData: ({ path }) => `There is no database at ${path}. Name its folder with --data-dir.`,
    notOurs: ({ path }) => `${path} is not a database of Payambar. Nothing was changed.`,
    newerData: ({ path, schema, known }) =>
      `The data in ${path} was written by a newer Payambar (schema ${schema}; this one knows up to ${known}). Use the newer program.`,
    databaseBroken: ({ path, what }) =>
      `The database ${path} is damaged. No backup was made, and no older one was deleted. Restore the newest good one.${detailsOf(what, 'en')}`,
    diskFull: ({ path }) =>
      `There is not enough space on the disk of ${path}. Nothing was changed. Free some, or choose another disk.`,
    exists: ({ path }) => `${path} is there already. Choose another name.`,
    othersFolder: ({ path, owner, claim }) =>
      `Another server, whose data is in ${owner}, keeps its backups in ${path}. Give each a folder of its own (BACKUP_DIR); ` +
      `if that server is no more, delete ${path}/${claim}.`,
    unreadable: ({ path, code }) => `${path} cannot be read: ${code}.`,
    unwritable: ({ path, code }) => `${path} cannot be written: ${code}. Nothing was changed.`,
    notABackup: () => 'This is not a backup of Payambar. Nothing was changed.',
    damaged: ({ what }) =>
      `The backup is damaged: it is cut off or was changed. Nothing was changed. Use another one.${detailsOf(what, 'en')}`,
    listLong: ({ size, most }) =>
      `The backup's list of files has ${size} MB; more than ${most} MB (some 380,000 files) is not read, for want of memory. Nothing was changed.`,
    newerFormat: ({ app }) =>
      `The backup was made by Payambar ${app}, in a form that this one does not know. Nothing was changed. Restore it with that version or a newer one.`,
    newerSchema: ({ app, schema, known }) =>
      `The backup was made by Payambar ${app} (schema ${schema}; this one knows up to ${known}). Nothing was changed. Restore it with that version or a newer one.`,
    needPassphrase: () =>
      'The backup is encrypted with a passphrase. Give it with --passphrase-file, or call this in a terminal.',
    needIdentity: () =>
      'The backup is encrypted for a public key. Give the private key with --identity-file.',
    wrongKey: () => 'This passphrase or private key does not open the backup. Nothing was changed.',
    badRecipient: ({ recipient }) => `${recipient} is not a public key as age-keygen prints it.`,
    badIdentity: () => 'The file holds no private key as age-keygen writes it.',
    notEmpty: ({ path }) =>
      `${path} holds data already. Nothing was changed. Choose another --data-dir, or use --replace: what is there is then kept aside.`,
    running: ({ path, stop }) =>
      `A server is running on ${path}. Nothing was changed. Stop it first (${stop}).`,
    interrupted: () => 'Stopped half way. Nothing was changed.',
  },
  fa: {
    busy: () => 'پشتیبان دیگری از همین داده در حال ساخت است. تا پایان آن صبر کنید.',
    noData: ({ path }) => `پایگاه داده‌ای در ${path} نیست. پوشه‌اش را با ‎--data-dir بنویسید.`,
    notOurs: ({ path }) => `${path} پایگاه داده‌ی پیام‌بر نیست. چیزی تغییر نکرد.`,
    newerData: ({ path, schema, known }) =>
      `داده‌ی ${path} را پیام‌بر تازه‌تری نوشته است (ساختار ${schema}؛ این یکی تا ${known} را می‌شناسد). برنامه‌ی تازه‌تر را به کار ببرید.`,
    databaseBroken: ({ path, what }) =>
      `پایگاه داده‌ی ${path} خراب است. پشتیبانی ساخته نشد و هیچ پشتیبان قدیمی‌تری پاک نشد. تازه‌ترین پشتیبان سالم را برگردانید.${detailsOf(what, 'fa')}`,
    diskFull: ({ path }) =>
      `دیسک ${path} فضای کافی ندارد. چیزی تغییر نکرد. کمی فضا باز کنید یا دیسک دیگری انتخاب کنید.`,
    othersFolder: ({ path, owner, claim }) =>
      `سرور دیگری، که داده‌اش در ${owner} است، نسخه‌های پشتیبانش را در ${path} نگه می‌دارد. برای هر کدام پوشه‌ای جدا بگذارید (BACKUP_DIR)؛ ` +
      `اگر آن سرور دیگر نیست، ${path}/${claim} را پاک کنید.`,
    exists: ({ path }) => `${path} از قبل هست. نام دیگری انتخاب کنید.`,
    unreadable: ({ path, code }) => `${path} خوانده نمی‌شود: ${code}.`,
    unwritable: ({ path, code }) => `در ${path} نمی‌توان نوشت: ${code}. چیزی تغییر نکرد.`,
    notABackup: () => 'این فایل پشتیبان پیام‌بر نیست. چیزی تغییر نکرد.',
    damaged: ({ what }) =>
      `پشتیبان خراب است: بریده شده یا دستکاری شده است. چیزی تغییر نکرد. پشتیبان دیگری به کار ببرید.${detailsOf(what, 'fa')}`,
    listLong: ({ size = '', most = '' }) =>
      `فهرست فایل‌های پشتیبان ${persianDigits(size)} مگابایت است؛ بیش از ${persianDigits(most)} مگابایت (حدود ۳۸۰٬۰۰۰ فایل) خوانده نمی‌شود تا حافظه پر نشود. چیزی تغییر نکرد.`,
    newerFormat: ({ app }) =>
      `پشتیبان را پیام‌بر ${app} ساخته است، به شکلی که این نسخه نمی‌شناسد. چیزی تغییر نکرد. با همان نسخه یا تازه‌تر برگردانید.`,
    newerSchema: ({ app, schema, known }) =>
      `پشتیبان را پیام‌بر ${app} ساخته است (ساختار ${schema}؛ این یکی تا ${known} را می‌شناسد). چیزی تغییر نکرد. با همان نسخه یا تازه‌تر برگردانید.`,
    needPassphrase: () =>
      'پشتیبان با گذرواژه رمز شده است. آن را با ‎--passphrase-file بدهید یا فرمان را در ترمینال اجرا کنید.',
    needIdentity: () =>
      'پشتیبان برای یک کلید عمومی رمز شده است. کلید خصوصی را با ‎--identity-file بدهید.',
    wrongKey: () => 'این گذرواژه یا کلید خصوصی پشتیبان را باز نمی‌کند. چیزی تغییر نکرد.',
    badRecipient: ({ recipient }) => `${recipient} کلید عمومی نیست، به شکلی که age-keygen می‌نویسد.`,
    badIdentity: () => 'در این فایل کلید خصوصی نیست، به شکلی که age-keygen می‌نویسد.',
    notEmpty: ({ path }) =>
      `در ${path} داده هست. چیزی تغییر نکرد. ‎--data-dir دیگری انتخاب کنید، یا با ‎--replace آنچه هست کنار گذاشته می‌شود.`,
    running: ({ path, stop }) =>
      `سروری روی ${path} در حال اجراست. چیزی تغییر نکرد. ابتدا آن را متوقف کنید (${stop}).`,
    interrupted: () => 'در نیمه‌ی راه متوقف شد. چیزی تغییر نکرد.',
  },
};
