import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

interface AvatarTexts {
  choose: string;
  change: string;
  remove: string;
  removeAsk: string;
  see(name: string): string;
  crop: string;
  window: string;
  keys: string;
  zoom: string;
  turn: string;
  use: string;
  noPicture: string;
  tooSmall: string;
}

const fa: AvatarTexts = {
  choose: 'انتخاب عکس',
  change: 'تغییر عکس',
  remove: 'حذف عکس',
  removeAsk: 'عکس حذف شود؟',
  see: (name) => `دیدن عکس ${name}`,
  crop: 'برش عکس',
  window: 'بخشی از عکس که دیده می‌شود',
  keys: 'عکس را بکشید؛ با کلیدهای جهت هم جابه‌جا می‌شود.',
  zoom: 'بزرگ‌نمایی',
  turn: 'چرخاندن',
  use: 'انتخاب',
  noPicture: 'این فایل عکسی نیست که این مرورگر بشناسد.',
  tooSmall: 'این عکس کوچک‌تر یا باریک‌تر از آن است که نمایه شود.',
};

const en: AvatarTexts = {
  choose: 'Choose a picture',
  change: 'Change picture',
  remove: 'Remove picture',
  removeAsk: 'Remove the picture?',
  see: (name) => `See the picture of ${name}`,
  crop: 'Crop the picture',
  window: 'The part of the picture that is shown',
  keys: 'Drag the picture, or move it with the arrow keys.',
  zoom: 'Zoom',
  turn: 'Turn',
  use: 'Use it',
  noPicture: 'This file is no picture that this browser knows.',
  tooSmall: 'This picture is too small or too narrow.',
};

export const AVATAR_TEXTS = isolateBoth({ fa, en });
/** Works as `t()`, for what is not in the first load. */
export const avatarWords = (): AvatarTexts => AVATAR_TEXTS[language()];
