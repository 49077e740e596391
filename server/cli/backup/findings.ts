import type { BackupFinding } from '../../backup/verify.ts';
import { detailsOf } from '../lib/details.ts';
import type { TerminalLanguage } from '../texts.ts';

type Sentence = (subject: string, facts: BackupFinding['facts']) => string;

/** One line for each thing that verify finds. */
export const FINDINGS: Record<TerminalLanguage, Record<BackupFinding['check'], Sentence>> = {
  en: {
    broken: (_, { what }) => `The database is damaged.${detailsOf(what, 'en')}`,
    missing: (file) => `file ${file}: is not there`,
    changed: (file) => `file ${file}: is not what its name says`,
    gap: (chat, { last, found, newest }) =>
      `chat ${chat}: numbers have gaps (last ${last}, newest ${newest}, found ${found})`,
    rev: (chat, { last, newest, seq }) =>
      `chat ${chat}: the counter of changes is behind (${last}; a message has ${newest}, messages ${seq})`,
    watermark: (chat, { user, delivered, read, joined, last }) =>
      `chat ${chat}, member ${user}: marks are out of range (read ${read}, delivered ${delivered}, joined ${joined}, last ${last})`,
    cleared: (chat, { user, cleared, last }) =>
      `chat ${chat}, member ${user}: cleared up to ${cleared}, last ${last}`,
    sender: (chat, { seq, user }) => `chat ${chat}, message ${seq}: ${user} was never a member`,
    owner: (chat, { owners, members }) =>
      `group ${chat}: ${owners} owners among ${members} members, must be 1`,
    direct: (chat, { members }) => `chat ${chat} of two: has ${members} members`,
    reply: (chat, { seq, answered }) =>
      `chat ${chat}, message ${seq}: answers ${answered}, which is not there`,
    attached: (chat, { seq, file }) =>
      `chat ${chat}: file ${file} hangs on message ${seq}, which is not there`,
    unindexed: (chat, { seq }) => `chat ${chat}, message ${seq}: search does not know it`,
    overindexed: (chat, { row }) =>
      `chat ${chat}: search knows message row ${row}, which nobody may find`,
  },
  fa: {
    broken: (_, { what }) => `پایگاه داده خراب است.${detailsOf(what, 'fa')}`,
    missing: (file) => `فایل ${file}: نیست`,
    changed: (file) => `فایل ${file}: آن نیست که نامش می‌گوید`,
    gap: (chat, { last, found, newest }) =>
      `گفتگوی ${chat}: شماره‌ها جاافتادگی دارند (آخرین ${last}، تازه‌ترین ${newest}، تعداد ${found})`,
    rev: (chat, { last, newest, seq }) =>
      `گفتگوی ${chat}: شمارنده‌ی تغییرها عقب است (${last}؛ پیامی ${newest} دارد، پیام‌ها ${seq})`,
    watermark: (chat, { user, delivered, read, joined, last }) =>
      `گفتگوی ${chat}، عضو ${user}: نشانه‌ها بیرون از بازه‌اند (خوانده ${read}، رسیده ${delivered}، ورود ${joined}، آخرین ${last})`,
    cleared: (chat, { user, cleared, last }) =>
      `گفتگوی ${chat}، عضو ${user}: تا ${cleared} پاک شده، آخرین ${last}`,
    sender: (chat, { seq, user }) => `گفتگوی ${chat}، پیام ${seq}: ${user} هرگز عضو نبوده است`,
    owner: (chat, { owners, members }) =>
      `گروه ${chat}: ${owners} مالک میان ${members} عضو، باید ۱ باشد`,
    direct: (chat, { members }) => `گفتگوی دونفره‌ی ${chat}: ${members} عضو دارد`,
    reply: (chat, { seq, answered }) =>
      `گفتگوی ${chat}، پیام ${seq}: پاسخ به ${answered} است که نیست`,
    attached: (chat, { seq, file }) => `گفتگوی ${chat}: فایل ${file} به پیام ${seq} پیوسته که نیست`,
    unindexed: (chat, { seq }) => `گفتگوی ${chat}، پیام ${seq}: جستجو آن را نمی‌شناسد`,
    overindexed: (chat, { row }) =>
      `گفتگوی ${chat}: جستجو سطر پیام ${row} را می‌شناسد که نباید پیدا شود`,
  },
};
