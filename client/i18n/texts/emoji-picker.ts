import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** The emoji picker, loaded with it; the names of the emoji themselves come with their data (client/emoji). */
interface PickerTexts {
  title: string;
  search: string;
  recent: string;
  groups: Record<
    | 'smileys'
    | 'people'
    | 'animals'
    | 'food'
    | 'travel'
    | 'activities'
    | 'objects'
    | 'symbols'
    | 'flags',
    string
  >;
  found(count: string): string;
  none: string;
  tone: string;
  /** The names run from the emoji's own yellow to the darkest. */
  tones: [string, string, string, string, string, string];
}

const fa: PickerTexts = {
  title: 'شکلک‌ها',
  search: 'جستجوی شکلک',
  recent: 'اخیر',
  groups: {
    smileys: 'چهره‌ها و احساس‌ها',
    people: 'افراد و بدن',
    animals: 'جانوران و طبیعت',
    food: 'خوردنی و نوشیدنی',
    travel: 'سفر و جاها',
    activities: 'سرگرمی‌ها',
    objects: 'چیزها',
    symbols: 'نمادها',
    flags: 'پرچم‌ها',
  },
  found: (count) => `${count} شکلک`,
  none: 'شکلکی پیدا نشد',
  tone: 'رنگ پوست',
  tones: ['زرد', 'روشن', 'نسبتاً روشن', 'میانه', 'نسبتاً تیره', 'تیره'],
};

const en: PickerTexts = {
  title: 'Emoji',
  search: 'Search emoji',
  recent: 'Recent',
  groups: {
    smileys: 'Faces and feelings',
    people: 'People and body',
    animals: 'Animals and nature',
    food: 'Food and drink',
    travel: 'Travel and places',
    activities: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols',
    flags: 'Flags',
  },
  found: (count) => `${count} emoji`,
  none: 'No emoji found',
  tone: 'Skin tone',
  tones: ['Yellow', 'Light', 'Medium light', 'Medium', 'Medium dark', 'Dark'],
};

const PICKER_TEXTS = isolateBoth({ fa, en });
export const pickerWords = (): PickerTexts => PICKER_TEXTS[language()];
