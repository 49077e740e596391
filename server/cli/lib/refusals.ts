import type { ErrorCode } from '../../../protocol/errors.ts';
import type { TerminalLanguage } from '../texts.ts';

type Refusals = {
  noData(dataDir: string): string;
  notOwner(dataDir: string): string;
  sentence(code: ErrorCode): string;
};

const EN: Partial<Record<ErrorCode, string>> = {
  not_found: 'There is no account with that name.',
  username_taken: 'This username is taken.',
  username_invalid: 'A username is 3 to 32 characters: a to z, digits, dot and underscore.',
  name_empty: 'The name is empty.',
  name_long: 'The name has more than 64 characters.',
  name_invalid: 'The name has invisible characters.',
  password_short: 'A password needs at least 8 characters.',
  password_long: 'The password is too long.',
  last_admin:
    'This is the only administrator who can sign in. First make someone else an administrator: payambar user role NAME admin',
  registration_closed: 'Registration is closed (REGISTRATION), so no invite link would work.',
  invalid: 'A value is not allowed.',
  busy: 'The server is busy. Try again.',
  shutting_down: 'The server is stopping. Try again.',
  storage_full: 'The disk is full.',
};
const FA: typeof EN = {
  not_found: 'حسابی با این نام نیست.',
  username_taken: 'این نام کاربری گرفته شده است.',
  username_invalid: 'نام کاربری باید ۳ تا ۳۲ نویسه از a تا z، عدد، نقطه و خط زیر (_) باشد.',
  name_empty: 'نام خالی است.',
  name_long: 'نام بیش از ۶۴ نویسه است.',
  name_invalid: 'نام نویسه‌های ناپیدا دارد.',
  password_short: 'گذرواژه باید دست‌کم ۸ نویسه باشد.',
  password_long: 'گذرواژه بیش از حد بلند است.',
  last_admin:
    'این تنها مدیری است که می‌تواند وارد شود. ابتدا فرد دیگری را مدیر سرور کنید: payambar user role NAME admin',
  registration_closed: 'ثبت‌نام بسته است (REGISTRATION)، پس هیچ پیوند دعوتی کار نمی‌کند.',
  invalid: 'یکی از مقدارها پذیرفته نیست.',
  busy: 'سرور شلوغ است. دوباره تلاش کنید.',
  shutting_down: 'سرور در حال توقف است. دوباره تلاش کنید.',
  storage_full: 'دیسک پر است.',
};

/** What a refusal of a service is called on the command line. */
export const REFUSALS: Record<TerminalLanguage, Refusals> = {
  en: {
    noData: (dataDir) =>
      `There is no data in ${dataDir}. Start the server once, or name its folder with --data-dir.`,
    notOwner: (dataDir) =>
      `Only the owner of ${dataDir} may do this. Run it as that user, or with sudo.`,
    sentence: (code) => EN[code] ?? `The server could not do that (${code}). Its log says why.`,
  },
  fa: {
    noData: (dataDir) =>
      `در ${dataDir} داده‌ای نیست. سرور را یک بار اجرا کنید، یا پوشه‌ی آن را با ‎--data-dir نام ببرید.`,
    notOwner: (dataDir) =>
      `این کار فقط از مالک ${dataDir} برمی‌آید. با همان کاربر یا با sudo اجرایش کنید.`,
    sentence: (code) => FA[code] ?? `سرور نتوانست انجامش دهد (${code})؛ گزارش آن می‌گوید چرا.`,
  },
};
