import { isolateBoth } from '../isolate.ts';
import { language } from '../locale.ts';

/** A picture that is cut, turned and covered before it is sent. */
interface EditingTexts {
  title: string;
  modes: Record<'crop' | 'area' | 'brush', string>;
  hints: Record<'crop' | 'area' | 'brush', string>;
  sides: Record<'top' | 'right' | 'bottom' | 'left', string>;
  turn: string;
  undo: string;
  addArea: string;
  covered(which: string): string;
  /** What keys do with an area that is covered. */
  keys: string;
  done: string;
}

const fa: EditingTexts = {
  title: 'برش و پوشاندن',
  modes: { crop: 'برش', area: 'پوشاندن با کادر', brush: 'پوشاندن با قلم' },
  hints: {
    crop: 'لبه‌ها یا گوشه‌ها را بکشید.',
    area: 'روی آنچه نباید دیده شود بکشید؛ در عکسی که ارسال می‌شود نمی‌ماند.',
    brush: 'روی آنچه نباید دیده شود بکشید؛ در عکسی که ارسال می‌شود نمی‌ماند.',
  },
  sides: { top: 'لبه‌ی بالا', right: 'لبه‌ی راست', bottom: 'لبه‌ی پایین', left: 'لبه‌ی چپ' },
  turn: 'چرخاندن',
  undo: 'برگرداندن',
  addArea: 'افزودن کادر',
  covered: (which) => `ناحیه‌ی پوشیده ${which}`,
  keys: 'کلیدهای جهت آن را جابه‌جا می‌کنند، با Shift اندازه‌اش را؛ Delete برش می‌دارد.',
  done: 'تأیید',
};

const en: EditingTexts = {
  title: 'Crop and cover',
  modes: { crop: 'Crop', area: 'Cover an area', brush: 'Cover with a brush' },
  hints: {
    crop: 'Drag the sides or the corners.',
    area: 'Drag over what nobody should see. It is not in the picture that is sent.',
    brush: 'Draw over what nobody should see. It is not in the picture that is sent.',
  },
  sides: { top: 'Upper side', right: 'Right side', bottom: 'Lower side', left: 'Left side' },
  turn: 'Turn',
  undo: 'Undo',
  addArea: 'Add an area',
  covered: (which) => `Covered area ${which}`,
  keys: 'Arrow keys move it, with Shift they change its size. Delete removes it.',
  done: 'Done',
};

const EDITING_TEXTS = isolateBoth({ fa, en });
/** As `t()`, for what is not in the first load. */
export const editingWords = (): EditingTexts => EDITING_TEXTS[language()];
