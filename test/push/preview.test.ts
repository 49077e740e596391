import { expect, test } from 'bun:test';
import type { FileInfo } from '../../protocol/files.ts';
import type { Message } from '../../protocol/messages.ts';
import { previewOf } from '../../server/push/preview.ts';

const file = (more: Partial<FileInfo>): FileInfo => ({
  ...{ id: 'AAAAAAAAAAA', name: 'گزارش.pdf', size: 1, mime: 'application/pdf' },
  ...more,
});
const saidOf = (more: Partial<Message>, language: 'fa' | 'en' = 'fa'): string =>
  previewOf(
    {
      ...{ chatId: 'AAAAAAAAAAA', seq: 1, senderId: 'BBBBBBBBBBB', clientId: '', kind: 'text' },
      ...{ text: '', createdAt: 0, editedAt: null, deletedAt: null, rev: 0, ...more },
    },
    language,
  );

test('a message stands on one line, with what it holds', () => {
  const voice = file({ kind: 'voice', mime: 'audio/webm', durationMs: 12_400 });
  const picture = file({ kind: 'picture', mime: 'image/jpeg' });
  const video = file({ kind: 'video', mime: 'video/mp4', durationMs: 3_723_000 });
  expect(saidOf({ files: [voice] })).toBe('🎤 پیام صوتی، ۰:۱۲');
  expect(saidOf({ files: [voice] }, 'en')).toBe('🎤 Voice message, 0:12');
  expect(saidOf({ files: [video] })).toBe('🎬 ویدیو، ۱:۰۲:۰۳');
  expect(saidOf({ files: [picture] })).toBe('🖼 عکس');
  expect(saidOf({ files: [picture, picture, picture] })).toBe('🖼 ۳ عکس');
  expect(saidOf({ files: [picture, video] }, 'en')).toBe('🖼 2 pictures and videos');
  expect(saidOf({ files: [picture, voice] })).toBe('📎 ۲ فایل');
  expect(saidOf({ files: [file({})] })).toBe('📎 گزارش.pdf');
  expect(saidOf({ files: [picture], text: 'ببین' })).toBe('🖼 ببین');
  expect(saidOf({ sealed: true })).toBe('پیام رمزشده‌ی نسخه‌ی قبلی');
});

test('what a spoiler hides is hidden, and a long text ends between two letters', () => {
  const entities = [{ type: 'spoiler', offset: 5, length: 6 }] as const;
  expect(saidOf({ text: 'آخرش قاتل\nاوست', entities: [...entities] })).toBe('آخرش ▒▒▒▒ ▒وست');
  const family = '👨‍👩‍👧‍👦';
  const long = saidOf({ text: `${'ا'.repeat(175)}${family}پایان` });
  expect(long).toBe(`${'ا'.repeat(175)}…`);
});
