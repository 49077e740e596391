import { OpenError } from '../engine/lock.ts';
import type { LocalizedText } from '../engine/user-error.ts';

/** Why data cannot be moved. Nothing is changed then. */
export class MoveRefused extends OpenError {}

type Sentence = (place: string) => LocalizedText;

export const hasPeople: Sentence = (place) => ({
  en: `${place} holds the data of people already. Nothing was changed. Name a place that is empty.`,
  fa: `در ${place} داده‌های کاربران هست. چیزی تغییر نکرد. جایی خالی را نام ببرید.`,
});

export const nodeRuns = (place: string, nodes: readonly string[]): LocalizedText => ({
  en:
    `A server runs on ${place} (${nodes.join(', ')}). Nothing was changed. Stop every server that has it in its settings, ` +
    'then try again; one that was killed is forgotten after ten seconds.',
  fa:
    `سروری روی ${place} در حال اجراست (${nodes.join('، ')}). چیزی تغییر نکرد. هر سروری را که در تنظیماتش آن را دارد متوقف کنید ` +
    'و از نو تلاش کنید؛ آن که ناگهان کشته شده پس از ده ثانیه فراموش می‌شود.',
});

export const fromOthers: Sentence = (place) => ({
  en:
    `${place} holds an unfinished move of other data. Nothing was changed. Finish that one, ` +
    'or name a place that is empty (DROP DATABASE and CREATE DATABASE empty this one).',
  fa:
    `در ${place} انتقال ناتمامی از داده‌های دیگری هست. چیزی تغییر نکرد. همان را تمام کنید، ` +
    'یا جایی خالی را نام ببرید (DROP DATABASE و CREATE DATABASE این یکی را خالی می‌کند).',
});

export const samePlace: Sentence = (place) => ({
  en: `The data is in ${place} already.`,
  fa: `داده‌ها همین حالا در ${place} است.`,
});

export const movedBefore = (place: string, to: string): LocalizedText => ({
  en: `The data of ${place} was moved to ${to} already. To move this older copy all the same: payambar move --reopen`,
  fa: `داده‌های ${place} پیش‌تر به ${to} منتقل شده است. برای انتقال همین نسخه‌ی قدیمی: payambar move --reopen`,
});

export const noData: Sentence = (place) => ({
  en: `There is no data in ${place}.`,
  fa: `در ${place} داده‌ای نیست.`,
});

export const otherVersion: Sentence = (place) => ({
  en: `The server that runs on ${place} is of another version. Restart it with this one, then try again.`,
  fa: `سروری که روی ${place} در حال اجراست نسخه‌ی دیگری است. آن را با همین نسخه دوباره اجرا کنید و از نو تلاش کنید.`,
});

export const isOpenAgain: Sentence = (place) => ({
  en: `While the data was copied, ${place} was written to: this machine was stopped for too long. Nothing is lost. Start the same command again.`,
  fa: `هنگام کپی در ${place} نوشته شد، چون این دستگاه مدتی از کار ایستاده بود. چیزی از دست نرفته است. همین فرمان را دوباره بدهید.`,
});

export const busyWriter: Sentence = (place) => ({
  en: `Another program has been writing to ${place} for a minute. Try again when it has ended.`,
  fa: `برنامه‌ی دیگری یک دقیقه است که در ${place} می‌نویسد. پس از پایان کار آن دوباره تلاش کنید.`,
});

export const hasNul = (place: string, table: string, key: string): LocalizedText => ({
  en: `Row ${key} of the table ${table} has a text with a NUL character, which ${place} cannot hold. Nothing was changed in the source.`,
  fa: `سطر ${key} از جدول ${table} متنی با نویسه‌ی NUL دارد که در ${place} جا نمی‌گیرد. در داده‌های مبدأ چیزی تغییر نکرد.`,
});

export const differs = (place: string, table: string): LocalizedText => ({
  en: `The table ${table} did not arrive in ${place} as it was. Nothing was changed in the source. Start the same command again.`,
  fa: `جدول ${table} آن‌گونه که بود به ${place} نرسید. در داده‌های مبدأ چیزی تغییر نکرد. همین فرمان را دوباره بدهید.`,
});

export const orphans = (place: string, what: string): LocalizedText => ({
  en: `Some rows lack the row that they belong to (${what}), so ${place} does not take them. See: payambar verify`,
  fa: `برخی سطرها سطر اصلی خود را ندارند (${what})، پس ${place} آن‌ها را نمی‌پذیرد. ببینید: payambar verify`,
});
