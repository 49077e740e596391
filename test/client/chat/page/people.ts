import type { User } from '../../../../protocol/users.ts';

const NAMES: [username: string, displayName: string][] = [
  ['me', 'نیما یوشیج'],
  ['sara', 'سارا احمدی'],
  ['reza', 'Reza (رضا) Karimi'],
  ['long', 'شرکت تعاونی چندمنظوره‌ی فرهنگیان و پژوهشگران زبان و ادبیات فارسی استان'],
  ['emma', 'Emma Thompson-Featherstonehaugh of Northumberland & Sons'],
  ['mina', '🌸 مینا'],
];

export const PEOPLE: User[] = NAMES.map(([username, displayName]) => ({
  id: username.padEnd(11, 'A'),
  username,
  displayName,
  about: '',
  createdAt: 1_700_000_000_000,
  deletedAt: null,
}));

export const TEXTS = [
  'سلام! حالت چطوره؟',
  'خوبم، ممنون. تو چطوری؟ می‌خواستم درباره‌ی جلسه‌ی فردا بپرسم که ساعت چند شروع می‌شود و کجا باید بیاییم؛ اگر نشانی دقیق را هم بفرستی خیلی خوب می‌شود.',
  'ok',
  'The build is green on main, but `bun test` still prints one warning about the WebSocket back-pressure limit (1 MB). I will look at it tomorrow morning.',
  'این یک خط فارسی است.\nAnd this one is English.\nو دوباره فارسی با یک English word در میانش.',
  '👍',
  '😀🎉❤️',
  'https://example.test/a/very/long/path/that/never/ends/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  'فهرست خرید:\n  ۱. نان\n  ۲. پنیر\n  ۳. Coffee beans (250 g)\n\n  مجموع: ۴۵۰٬۰۰۰ تومان',
  '12:30',
  'می‌روم',
  'بنفشه‌های کوهستان در باد بهاری می‌رقصیدند و کسی نمی‌دانست که این آخرین روز برف است 🙂',
];
