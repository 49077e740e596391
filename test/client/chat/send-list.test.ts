import { expect, test } from 'bun:test';
import { SendList } from '../../../client/messages/sending/send-list.ts';
import { shortenName } from '../../../protocol/rules/file-name.ts';

const host = {
  addController() {},
  removeController() {},
  requestUpdate() {},
  updateComplete: Promise.resolve(true),
};

test('a name that hides its ending is shown with it before it is sent, and others as they are', () => {
  const list = new SendList(host);
  const plain = new File(['a'], 'گزارش ۱.txt', { type: 'text/plain' });
  list.add([new File(['MZ'], 'گزارش\u202egpj.exe', { type: 'application/x-msdownload' }), plain]);
  const [turned, same] = list.items.map(({ file }) => file);
  expect([turned?.name, turned?.type, turned?.size]).toEqual([
    'گزارشgpj.exe',
    'application/x-msdownload',
    2,
  ]);
  expect(same).toBe(plain);
  list.clear();
});

test('of a long name the middle is left out, and its ending is shown', () => {
  expect(shortenName(`${'نام '.repeat(60)}پایان.pdf`, 20, '…')).toBe('نام نام نام نام….pdf');
  expect(shortenName('کوتاه.pdf', 20, '…')).toBe('کوتاه.pdf');
});
