import { beforeEach, describe, expect, test } from 'bun:test';
import type { TimelineMessage } from '../../../client/core/services.ts';
import { setLanguage } from '../../../client/i18n/locale.ts';
import { messagePreview } from '../../../client/views/message-preview.ts';
import { line } from './helpers.ts';

const call = (seconds: number | null, mine = false) =>
  line({ seq: 1, text: '', kind: 'call', call: { media: 'audio', seconds }, mine });
const files = [{ id: 'fileAAAAAAA', name: 'نقشه.pdf', size: 1, mime: 'application/pdf' }];
const previewOf = (message: TimelineMessage): string => messagePreview(message, message.mine);

describe('a message on one line', () => {
  beforeEach(() => setLanguage('fa'));

  test('says what it holds where it has no words', () => {
    expect(previewOf(line({ seq: 1, text: '', sealed: true }))).toBe(
      'پیام رمزشده‌ی نسخه‌ی قبلی (اینجا باز نمی‌شود)',
    );
    expect(previewOf(line({ seq: 1, text: '', files }))).toBe('📎 نقشه.pdf');
    expect(previewOf(line({ seq: 1, text: 'ببین', files }))).toBe('📎 ببین');
    expect(previewOf(line({ seq: 1, text: 'سلام' }))).toBe('سلام');
  });

  test('a call that nobody answered is missed by one and unanswered to the other', async () => {
    expect(previewOf(call(12))).toBe('تماس صوتی');
    expect(previewOf(call(null))).toBe('تماس بی‌پاسخ');
    expect(previewOf(call(null, true))).toBe('پاسخ داده نشد');
    await setLanguage('en');
    expect(previewOf(call(null))).toBe('Missed call');
  });
});
