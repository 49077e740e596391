/**
 * The pictures of the README show an afternoon of a family that is going away for the weekend. It uses the two emoji
 * that every font has: a machine that makes pictures need not have one for all.
 */
/** `bold`: the part of the text that is bold. `reply`: the earlier line that this one is a reply to. */
export type Line = {
  from: string;
  text: string;
  minutesAgo: number;
  react?: string;
  reply?: number;
  bold?: string;
};
export type Talk = { with: string; lines: Line[]; unread?: number };

export const PEOPLE: Record<string, string> = {
  sara: 'سارا کیانی',
  ali: 'علی رضایی',
  maryam: 'مریم کیانی',
  reza: 'رضا کیانی',
  nima: 'نیما احمدی',
  laleh: 'لاله موسوی',
};
export const GROUP = { title: 'خانواده‌ی کیانی', about: 'قرارهای آخر هفته و عکس‌های قدیمی' };

const line = (from: string, minutesAgo: number, text: string, more: Partial<Line> = {}): Line => ({
  from,
  minutesAgo,
  text,
  ...more,
});

export const TALKS: Talk[] = [
  {
    with: 'laleh',
    lines: [
      line('laleh', 3_000, 'کتابی را که گفته بودی تمام کردم. عالی بود!'),
      line('sara', 2_990, 'خوشحالم که خوشت آمد'),
    ],
  },
  {
    with: 'nima',
    lines: [
      line('nima', 310, 'جلسه‌ی فردا ساعت ۱۰ است یا ۱۱؟'),
      line('sara', 305, 'ساعت ۱۰، همان جای همیشگی'),
      line('nima', 300, 'عالی. گزارش را هم می‌آورم'),
    ],
  },
  {
    with: 'maryam',
    unread: 2,
    lines: [
      line('sara', 60, 'مامان، نان گرفتم'),
      line('maryam', 42, 'دستت درد نکند عزیزم'),
      line('maryam', 41, 'پنیر هم یادت نرود'),
    ],
  },
  {
    with: 'ali',
    lines: [
      line('ali', 1_500, 'سلام سارا! برنامه‌ی جمعه هنوز سر جایش است؟'),
      line('sara', 1_490, 'سلام، بله! ساعت ۷ صبح حرکت می‌کنیم که به ترافیک نخوریم.', {
        bold: 'ساعت ۷ صبح',
      }),
      line('ali', 1_485, 'چه چیزهایی بیاورم؟'),
      line('sara', 1_480, 'فهرستش این است:\n۱. زیرانداز\n۲. چای و قند\n۳. اسپیکر Bluetooth'),
      line('ali', 75, 'همه را دارم. هوا چطور است؟'),
      line('sara', 70, 'پیش‌بینی می‌گوید آفتابی، ۲۴ درجه ☀️', { react: '❤️' }),
      line('ali', 8, 'پس می‌بینمت! اگر چیزی عوض شد خبر بده: 0912 345 6789', { reply: 2 }),
      line('sara', 6, 'حتماً. شب می‌نویسم که کجا همدیگر را ببینیم.'),
    ],
  },
];

export const GROUP_LINES: Line[] = [
  line('reza', 130, 'بچه‌ها، عکس‌های شمال را پیدا کردم!', { react: '❤️' }),
  line('maryam', 120, 'وای، چند سال گذشته…'),
  line('sara', 118, 'جمعه همه را روی دیوار می‌اندازیم'),
  line('reza', 20, 'من زنگ می‌زنم به دایی که او هم بیاید'),
];
