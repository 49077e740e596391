import type { Me, User } from '../../protocol/users.ts';
import { FILE_LINES } from './fake-files.ts';
import type { Line } from './fake-line.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
export const now = Date.now();

function person(id: string, username: string, displayName: string, about = ''): User {
  return {
    id: id.padEnd(11, '0'),
    username,
    displayName,
    about,
    createdAt: now - 90 * DAY,
    deletedAt: null,
  };
}

export const me: Me = {
  ...person('me', 'sara.m', 'سارا محمدی', 'معمار، دوستدار کاشی‌های فیروزه‌ای'),
  role: 'user',
  privacy: { whoWrites: 'everyone', lastSeen: 'everyone' },
};

export const PEOPLE = {
  reza: person('reza', 'reza', 'رضا کیانی', 'همیشه با قهوه ☕️'),
  ada: {
    ...person(
      'ada',
      'ada',
      'Ada Lovelace',
      'Analyst, Metaphysician, and Founder of Scientific Computing',
    ),
    avatar: 'picture-512-512-260',
  },
  nima: person('nima', 'nima_y', 'نیما یوشیج', 'می‌تراود مهتاب'),
  parvin: { ...person('parvin', 'parvin', 'پروین اعتصامی'), avatar: 'missing-parvin' },
  flower: person('flower', 'shop.gol', '🌸 گل‌فروشی بهار'),
  mahsa: person('mahsa', 'mahsa', 'مهسا نیک‌زاد'),
  grace: person('grace', 'grace_h', 'Grace Hopper'),
  long: person('long', 'a_very_long_name_here', 'عبدالرحمان سیف‌الدین شهاب‌الدین‌زاده‌ی خراسانی اصل'),
  sender: person('sender', 'shirin', 'شیرین کاظمی'),
  gone: { ...person('gone', 'gone', 'deleted'), deletedAt: now - DAY },
};

const file = (name: string, mime: string, size: number, more = {}) => ({
  files: [{ id: 'picture0000', name, mime, size, ...more }],
});
/** These lines were imported from the older program. */
const OLD_LINES: Line[] = [
  ['<', 31 * 1440, '', { sealed: true }],
  ['>', 30 * 1440 + 50, 'شعر تازه‌ات را خواندم، بسیار زیبا بود.'],
  ['<', 30 * 1440 + 40, '', file('کاشی.png', 'image/png', 48_300, { width: 512, height: 512 })],
  [
    '>',
    30 * 1440 + 30,
    'این هم متن کامل',
    file('دیوان پروین اعتصامی، چاپ دوم با حاشیه.pdf', 'application/pdf', 2_430_000),
  ],
  ['<', 30 * 1440 + 20, '', { kind: 'call', call: { media: 'audio', seconds: 135 } }],
  ['>', 30 * 1440 + 10, '', { kind: 'call', call: { media: 'audio', seconds: 3723 } }],
  ['>', 30 * 1440 + 8, '', { kind: 'call', call: { media: 'audio', seconds: null } }],
  ['<', 30 * 1440, '', { kind: 'call', call: { media: 'audio', seconds: null } }],
];

export const TALKS: { with: keyof typeof PEOPLE | 'self'; unread?: number; lines: Line[] }[] = [
  {
    with: 'reza',
    unread: 2,
    lines: [
      ['<', 3 * 1440 + 200, 'سلام سارا جان، خوبی؟'],
      ['>', 3 * 1440 + 190, 'سلام رضا! ممنون، تو چطوری؟'],
      ['<', 3 * 1440 + 188, 'عالی. نقشه‌های خانه‌ی طباطبایی را دیدی؟'],
      [
        '>',
        1440 + 400,
        'بله، دیشب نگاهشان کردم. چند نکته دارم:\n۱. ورودی باید رو به شمال باشد\n۲. نور حیاط کم است\n۳. ارتفاع ایوان را دوباره حساب کنیم',
      ],
      ['<', 1440 + 390, 'درست می‌گویی 👌'],
      [
        '<',
        1440 + 389,
        'The structural report says the load on the eastern wall is 12% over the limit, so we should look at it again before Monday.',
      ],
      ['>', 1440 + 380, 'باشد، report را برایم بفرست تا شب نگاه کنم.'],
      ['<', 42, 'فرستادم. فردا ساعت ۱۰ جلسه داریم، می‌آیی؟'],
      ['>', 40, 'حتماً می‌آیم.'],
      ['<', 3, 'عالی! راستی کتابی که گفته بودی را پیدا کردم'],
      ['<', 2, 'https://example.com/persian-architecture این هم نشانی‌اش'],
    ],
  },
  {
    with: 'ada',
    lines: [
      ['<', 200, 'Did you get the notes on the Analytical Engine?'],
      ['>', 190, 'Yes! They are wonderful. خیلی ممنون 🙏'],
      ['<', 188, 'Good. Let us talk tomorrow.'],
      ['>', 61, 'See you at ten.'],
    ],
  },
  {
    with: 'self',
    lines: [
      ['>', 300, 'شماره‌ی پلاک: ۱۲ الف ۳۴۵ ایران ۶۶'],
      ['>', 260, 'خرید: نان، پنیر، سبزی'],
    ],
  },
  {
    with: 'flower',
    unread: 14,
    lines: [['<', 700, 'سفارش شما آماده است. تا ساعت ۸ شب منتظرتان هستیم 🌷']],
  },
  {
    with: 'nima',
    lines: [
      [
        '<',
        1440 + 90,
        'می‌تراود مهتاب\nمی‌درخشد شب‌تاب\nنیست یک‌دم شکند خواب به چشم کس و لیک\nغم این خفته‌ی چند\nخواب در چشم ترم می‌شکند',
      ],
      ['>', 1440 + 60, '❤️'],
    ],
  },
  { with: 'mahsa', unread: 1000, lines: [['<', 3 * 1440, 'عکس‌ها را دیدی؟']] },
  { with: 'sender', lines: FILE_LINES },
  {
    with: 'long',
    lines: [
      [
        '>',
        5 * 1440,
        'سپاس از لطف شما. پاسخ نامه را تا پایان هفته خدمتتان می‌فرستم و اگر لازم شد تماس می‌گیرم.',
      ],
    ],
  },
  {
    with: 'grace',
    lines: [['<', 12 * 1440, 'It is easier to ask forgiveness than it is to get permission.']],
  },
  { with: 'parvin', lines: OLD_LINES },
  { with: 'gone', lines: [['<', 400 * 1440, 'خداحافظ']] },
];

export const ago = (minutes: number) => now - minutes * MINUTE;
