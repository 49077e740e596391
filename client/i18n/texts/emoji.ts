/** What leads to the emoji picker; its own texts are in `emoji-picker.ts`. */
export interface EmojiTexts {
  title: string;
  more: string;
}

export const emojiFa: EmojiTexts = { title: 'شکلک‌ها', more: 'شکلک‌های دیگر' };
export const emojiEn: EmojiTexts = { title: 'Emoji', more: 'More emoji' };
