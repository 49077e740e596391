import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { bubble } from '../../e2e/helpers/screens.ts';
import { until } from '../../helpers/until.ts';
import { Family } from '../helpers/family.ts';

let family: Family;
let page: Page;
beforeAll(async () => {
  family = await Family.open({ width: 1280, height: 800 });
  page = family.sara.page;
});
afterAll(() => family?.close());

/** Resolves with the newest message as the server has it, once it has this text. */
const readSent = async (text: string) => {
  const newest = async () =>
    (await family.ali.get(`/api/chats/${family.id}/messages?limit=1`)).body.messages.at(-1);
  return await until(newest, (one) => one.text === text);
};
const marksOf = (entities: { type: string; offset: number; length: number; url?: string }[] = []) =>
  entities.map(({ type, offset, length, url }) => [type, offset, length, ...(url ? [url] : [])]);

/** Pastes as if copied in another program. */
async function paste(html: string, plain = ''): Promise<void> {
  await family.enter();
  const field = family.sara.composer;
  await field.fill('');
  await field.evaluate(
    (it, [html, plain]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', html ?? '');
      clipboardData.setData('text/plain', plain ?? '');
      it.focus();
      it.dispatchEvent(
        new ClipboardEvent('paste', {
          clipboardData,
          bubbles: true,
          cancelable: true,
          composed: true,
        }),
      );
    },
    [html, plain],
  );
  await until(async () => (await field.inputValue()) !== '', true);
}
const go = () => page.locator('pa-composer button.send').click();

describe('what is typed', () => {
  test.each([
    ['استhttps://example.com', 'استhttps://example.com', [['link', 3, 19, 'https://example.com']]],
    [
      '👉https://example.com/a\u200f',
      '👉https://example.com/a\u200f',
      [['link', 2, 21, 'https://example.com/a']],
    ],
    [
      'ببین https://example.com/a!؟',
      'ببین https://example.com/a!؟',
      [['link', 5, 21, 'https://example.com/a']],
    ],
    [
      't.me/x و www.example.co.uk',
      't.me/x و www.example.co.uk',
      [
        ['link', 0, 6, 'https://t.me/x'],
        ['link', 9, 17, 'https://www.example.co.uk'],
      ],
    ],
    [
      'http://[2001:db8::1]:8080/',
      'http://[2001:db8::1]:8080/',
      [['link', 0, 26, 'http://[2001:db8::1]:8080/']],
    ],
    [
      '[ویکی](https://en.wikipedia.org/wiki/Foo_(bar))',
      'ویکی',
      [['link', 0, 4, 'https://en.wikipedia.org/wiki/Foo_(bar)']],
    ],
    ['[[۱] منبع](https://example.com/a)', '[۱] منبع', [['link', 0, 8, 'https://example.com/a']]],
    ['>_<', '>_<', []],
    ['>1000 تومان', '>1000 تومان', []],
    ['>>> از این', '>>> از این', []],
    ['> نقل', 'نقل', [['quote', 0, 3]]],
    ['```\n    if x:\n        y\n```', '    if x:\n        y', [['pre', 0, 19]]],
  ] as [string, string, unknown[]][])(
    'is sent as it is meant: %j',
    async (typed, text, entities) => {
      await family.enter();
      await family.write(typed);
      expect(marksOf((await readSent(text)).entities)).toEqual(entities as never);
    },
  );

  test('has no empty line behind a quote or a block of code', async () => {
    await family.enter();
    for (const [typed, text, block] of [
      ['> نقل یک\nپاسخ', 'نقل یک\nپاسخ', 'blockquote'],
      ['```\nکد دو\n```\nپاسخ', 'کد دو\nپاسخ', 'pre'],
    ] as const) {
      await family.write(typed);
      const last = await family.newest(text);
      const gap = await last.locator('.text').evaluate((words, block) => {
        const above = words.querySelector(block)?.getBoundingClientRect();
        const range = document.createRange();
        const texts = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
        for (let one = texts.nextNode(); one; one = texts.nextNode())
          if ((one as Text).data.includes('پاسخ')) range.selectNodeContents(one);
        return range.getBoundingClientRect().top - (above?.bottom ?? 0);
      }, block);
      expect([typed, gap < 16, gap >= -2]).toEqual([typed, true, true]);
    }
  });

  test('of which nothing can be seen is not offered to be sent', async () => {
    await family.enter();
    const button = page.locator('pa-composer button.send');
    for (const text of ['\u200c', '\u3164', '\u2800', ' \u200c\n']) {
      await family.sara.composer.fill(text);
      await until(() => button.isDisabled(), true);
    }
    await family.sara.composer.fill('می‌');
    await until(() => button.isEnabled(), true);
    await family.sara.composer.fill('');
  });

  test.each(['سلام،@ali', '«@ali', '"@ali', '[@ali', '(@ali', 'سلام @ali'])(
    'is completed behind any mark: %s',
    async (typed) => {
      await family.enter();
      await family.sara.composer.fill('');
      await family.sara.composer.pressSequentially(typed);
      await page.locator('pa-mention-list [role=option]', { hasText: 'علی' }).waitFor();
      await page.keyboard.press('Escape');
    },
  );
});

describe('what is pasted', () => {
  test.each([
    [
      '<a href="https://en.wikipedia.org/wiki/Foo_(bar)">ویکی</a>',
      'ویکی',
      [['link', 0, 4, 'https://en.wikipedia.org/wiki/Foo_(bar)']],
    ],
    [
      '<a href="https://example.com/a">نام ] یک</a>',
      'نام ] یک',
      [['link', 0, 8, 'https://example.com/a']],
    ],
    ['<b>ضرب</b> 2**3**4', 'ضرب 2**3**4', [['bold', 0, 3]]],
    [
      '<table><tr><td><b>نام</b></td><td><b>سن</b></td></tr><tr><td>مینا</td><td>۳۴</td></tr></table>',
      'نام | سن\nمینا | ۳۴',
      [
        ['bold', 0, 3],
        ['bold', 6, 2],
      ],
    ],
    [
      '<dl><dt>یک</dt><dd><b>دو</b></dd></dl><hr><details><summary>سه</summary>چهار</details>',
      'یک\nدو\nسه\nچهار',
      [['bold', 3, 2]],
    ],
    ['<ol><li value=5>پنج</li><li>شش</li></ol>', '5. پنج\n6. شش', []],
    ['<b>نام&nbsp;</b>دیگر', 'نام دیگر', [['bold', 0, 3]]],
    ['<pre>    if x:\n        y</pre>', '    if x:\n        y', [['pre', 0, 19]]],
    ['un<i>frigging</i>believable', 'unfriggingbelievable', [['italic', 2, 8]]],
  ] as [string, string, unknown[]][])('is what was copied: %s', async (html, text, entities) => {
    await paste(html);
    await go();
    expect(marksOf((await readSent(text)).entities)).toEqual(entities as never);
  });
});

describe('an edit', () => {
  const edit = async (text: string): Promise<void> => {
    await bubble(family.sara, text).last().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'ویرایش', exact: true }).click();
    await until(async () => (await family.sara.composer.inputValue()) !== '', true);
  };

  test.each([
    ['[راهنما](https://example.ir/راهنما)', 'راهنما', ['https://example.ir/راهنما']],
    ['[example.com](https://www.example.com)', 'example.com', ['https://www.example.com']],
  ])('leaves the links that it does not touch: %s', async (typed, text, urls) => {
    await family.enter();
    await family.write(typed);
    await family.newest(text);
    await edit(text);
    await family.sara.composer.pressSequentially(' تازه');
    await page.keyboard.press('Enter');
    const { entities } = await readSent(`${text} تازه`);
    expect(entities.map(({ url }: { url: string }) => url)).toEqual(urls);
  });

  test('by ↑ is of the newest message that can be edited', async () => {
    await family.enter();
    await family.write('ویرایش‌شدنی');
    await family.newest('ویرایش‌شدنی');
    const { seq } = await readSent('ویرایش‌شدنی');
    await family.her.post(`/api/chats/${family.id}/messages`, {
      ...{
        clientId: Bun.randomUUIDv7(),
        forward: { chatId: family.id, seq, author: true },
        text: '',
      },
    });
    await page.locator('pa-message .forward').last().waitFor();
    await family.sara.composer.focus();
    await page.keyboard.press('ArrowUp');
    await until(() => family.sara.composer.inputValue(), 'ویرایش‌شدنی');
    await page.keyboard.press('Escape');
  });
});

test('keys for formatting go by the letter where it is Latin, else by the place', async () => {
  await family.enter();
  const field = family.sara.composer;
  const press = async (key: string, code: string) => {
    await field.fill('متن');
    await field.evaluate(
      (it: HTMLTextAreaElement, [key = '', code = '']) => {
        it.focus();
        it.setSelectionRange(0, 3);
        it.dispatchEvent(
          new KeyboardEvent('keydown', {
            key,
            code,
            ctrlKey: true,
            bubbles: true,
            cancelable: true,
            composed: true,
          }),
        );
      },
      [key, code],
    );
    return await field.inputValue();
  };
  expect(await press('ذ', 'KeyB')).toBe('**متن**');
  expect(await press('b', 'KeyN')).toBe('**متن**');
  expect(await press('c', 'KeyI')).toBe('متن');
  expect(await press('x', 'KeyB')).toBe('متن');
  await field.fill('');
});

test('a draft that was sent on one device leaves the field of another, and words that are only there stay', async () => {
  await family.enter();
  const other = await family.another();
  await family.sara.composer.fill('پیش‌نویس مشترک');
  await other.locator('pa-chat-list a.chat', { hasText: 'پیش‌نویس مشترک' }).click();
  const there = other.locator('pa-composer textarea');
  await until(() => there.inputValue(), 'پیش‌نویس مشترک');
  await go();
  await readSent('پیش‌نویس مشترک');
  await until(() => there.inputValue(), '');

  await there.fill('تنها اینجا');
  await family.sara.composer.fill('دیگری');
  await go();
  await readSent('دیگری');
  await other.locator('pa-message', { hasText: 'دیگری' }).waitFor();
  expect(await there.inputValue()).toBe('تنها اینجا');
  await other.context().close();
});

test('a clock that is days wrong takes no Edit away and makes links that last', async () => {
  const other = await family.another({}, (context) =>
    context.clock.setFixedTime(Date.now() + 3 * 86_400_000),
  );
  await family.send(family.her, family.id, 'همین حالا');
  await other.goto(`${family.server.url}/c/${family.id}`);
  const now = other.locator('pa-message', { hasText: 'همین حالا' });
  await now.click({ button: 'right' });
  await other.getByRole('menuitem', { name: 'ویرایش', exact: true }).waitFor();
  await other.keyboard.press('Escape');

  await other.clock.setFixedTime(Date.now() - 2 * 86_400_000);
  await other.goto(`${family.server.url}/c/${family.id}/info`);
  await other.getByRole('button', { name: 'پیوند تازه' }).click();
  await other.locator('#expiry').selectOption('hour');
  await other.getByRole('button', { name: 'ساختن پیوند' }).click();
  await other.locator('pa-invites li').first().waitFor();
  const made = (await family.her.get(`/api/chats/${family.id}/invites`)).body.invites[0];
  const left = made.expiresAt - Date.now();
  expect([left > 50 * 60_000, left <= 3_700_000]).toEqual([true, true]);
  await other.context().close();
});
