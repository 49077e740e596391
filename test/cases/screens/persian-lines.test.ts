import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Page } from 'playwright-core';
import { bubble, goHome, row } from '../../e2e/helpers/screens.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';
import { type Case, casesOf } from '../helpers/data.ts';
import { Family } from '../helpers/family.ts';
import { scenario } from '../helpers/scenarios.ts';
import { sightOf, timeOf } from '../helpers/sight.ts';

/**
 * Tries how Persian and mixed lines look, what the keys of a Persian writer type, and what the search finds of it.
 */
let family: Family;
let english: Page;

beforeAll(async () => {
  family = await Family.open({ width: 1280, height: 800 });
  english = await family.sara.context.newPage();
  await english.goto(`${family.sara.link.url}/c/${family.id}`);
  await english.evaluate(() => localStorage.setItem('payambar:language', 'en'));
  await english.reload();
  await english.locator('pa-composer textarea').waitFor();
  // The choice is one of the whole device: later pages must open in Persian.
  await english.evaluate(() => localStorage.setItem('payambar:language', 'fa'));
  await family.sara.page.bringToFront();
});
afterAll(() => family?.close());

describe('a bubble', async () => {
  type Bubble = Case & { text: string; probe?: [string, string] };
  test.each((await casesOf<Bubble>('bubbles')).map((one) => [one.why, one] as const))(
    'looks as it is read: %s',
    async (_, { text, probe, expected }) => {
      await family.enter();
      await family.write(text);
      const last = await family.newest(text.replaceAll('`', ''));
      const words = last.locator('.text');
      const { order, lines } = await sightOf(words, (expected.order ?? probe ?? []) as string[]);
      const time = await timeOf(last);
      const seen: Record<string, unknown> = { order, lines, ...time };
      if (probe) {
        seen.rtl = order[1] === probe[0];
        seen.consistent = seen.rtl === (time.time === 'left');
      }
      if ('previewRtl' in expected && probe) {
        await goHome(family.sara);
        const line = row(family.sara, 'خانواده').locator('.lower .one-line').last();
        seen.previewRtl = (await sightOf(line, probe)).order[1] === probe[0];
      }
      expect(seen).toMatchObject(expected);
    },
  );
});

describe('the foot of a bubble', () => {
  /** Returns what stands at its foot, from left to right. */
  const footOf = (page: Page, text: string) =>
    page
      .locator('pa-message:not([system])', { hasText: text })
      .last()
      .locator('.stamp')
      .evaluate((foot: Element) => {
        const placed = [...foot.childNodes].flatMap((node) => {
          const range = document.createRange();
          range.selectNode(node);
          const tick = node instanceof Element && node.matches('.tick');
          const name = node instanceof Text ? 'time' : tick ? 'tick' : 'edited';
          const { left, width } = range.getBoundingClientRect();
          return width > 0 ? [{ left, name }] : [];
        });
        return placed.sort((a, b) => a.left - b.left).map(({ name }) => name);
      });

  test.each(['نیم ساعت دیگر می‌رسم', 'I am late, sorry'])(
    'reads as the page does, whatever the words: %s',
    async (text) => {
      await family.enter();
      const { seq } = await family.send(family.her, family.id, `${text} —`);
      await family.her.patch(`/api/chats/${family.id}/messages/${seq}`, { text });
      const read = [
        [family.sara.page, ['tick', 'time', 'edited']],
        [english, ['edited', 'time', 'tick']],
      ] as const;
      for (const [page, order] of read) await until(() => footOf(page, text), [...order]);
      // With a reaction the time stands in the row of reactions, and reads as before.
      const reactions = `/api/chats/${family.id}/messages/${seq}/reactions`;
      await family.ali.put(reactions, { emojis: ['👍'] });
      for (const [page, order] of read) {
        await page.locator('pa-message', { hasText: text }).last().locator('.reactions').waitFor();
        await until(() => footOf(page, text), [...order]);
      }
    },
  );
});

describe('what is typed', async () => {
  type Link = Case & { typed: string };
  test.each((await casesOf<Link>('links')).map((one) => [one.why, one] as const))(
    'has the links that it should: %s',
    async (_, { typed, expected }) => {
      await family.enter();
      await family.write(typed);
      const words = (await family.newest(typed)).locator('.text');
      const seen = {
        links: await words.locator('a').allTextContents(),
        mentions: await words.locator('.mention').allTextContents(),
      };
      expect(seen).toMatchObject(expected);
    },
  );

  type Keys = Case & { keys: string[]; lang: 'fa' | 'en'; expected: { text: string } };
  test.each((await casesOf<Keys>('half-space')).map((one) => [one.why, one] as const))(
    'is what the keys say: %s',
    async (_, { keys, lang, expected }) => {
      const page = lang === 'fa' ? family.sara.page : english;
      if (lang === 'fa') await family.enter();
      await page.bringToFront();
      const field = page.locator('pa-composer textarea');
      await field.fill('');
      await field.focus();
      for (const key of keys) {
        if (key === '[button]') await page.locator('pa-composer .half-space').click();
        else if (key === 'Shift+Space') await page.keyboard.press('Shift+Space');
        else if (key === 'Enter-shift') await page.keyboard.press('Shift+Enter');
        else await page.keyboard.insertText(key);
      }
      await page.locator('pa-composer button.send').click();
      await family.sara.page.bringToFront();
      await family.newest(expected.text);
    },
  );
});

describe('the search', () => {
  test('finds in all chats the newest first, in one alone, and nothing of others', async () => {
    const { expected } = scenario('globalSearch');
    const [one, two] = [
      await family.group('الف', family.her, family.ali),
      await family.group('ب', family.her, family.bob),
    ];
    await family.send(family.her, one, 'زعفران a');
    await family.send(family.her, two, 'زعفران b');
    const hits = async (who: Caller, more = '') => {
      const { body } = await who.get(`/api/search?q=${encodeURIComponent('زعفران')}${more}`);
      return body.hits.map(({ message }: { message: { text: string } }) => message.text.at(-1));
    };
    const stranger = await family.register('stranger', 'غریبه');
    await until(() => hits(family.her), expected.global);
    expect(await hits(family.her, `&chatId=${one}`)).toEqual(expected.inA);
    expect(await hits(stranger)).toEqual([]);
  });

  test('finds an edited message by what it says now, and a deleted one not at all', async () => {
    const { expected } = scenario('searchAfterEdit');
    const chat = await family.group('پ', family.her, family.ali);
    const count = async (q: string) =>
      (await family.her.get(`/api/search?q=${encodeURIComponent(q)}`)).body.hits.length;
    const { seq } = await family.send(family.her, chat, 'کهنه‌واژ');
    await until(() => count('کهنه‌واژ'), 1);
    await family.her.patch(`/api/chats/${chat}/messages/${seq}`, { text: 'نوواژ' });
    await until(
      async () => [await count('کهنه‌واژ'), await count('نوواژ')],
      [...[expected.old, expected.new]],
    );
    await family.her.post(`/api/chats/${chat}/messages/delete`, { seqs: [seq], everyone: true });
    await until(() => count('نوواژ'), expected.deleted);
  });

  test('marks what it found, unbroken', async () => {
    const { text, q, expected } = scenario('uiMark');
    await family.send(family.ali, family.id, text);
    await family.sara.page.goto(`${family.sara.link.url}/search`);
    await family.sara.page.locator('pa-search input').fill(q);
    const marks = family.sara.page.locator('pa-search mark');
    await until(() => marks.allTextContents(), expected.marked);
  });

  test('finds without the server what it finds with it, where the device holds it', async () => {
    const { text, q } = scenario('offlineSearch');
    await family.enter();
    await family.send(family.ali, family.id, text);
    await family.newest(text);
    await family.sara.page.goto(`${family.sara.link.url}/search`);
    const hits = family.sara.page.locator('pa-search mark').first();
    await family.sara.page.locator('pa-search input').fill(q);
    await hits.waitFor();
    family.sara.link.cut();
    await family.sara.page.locator('pa-search input').fill('');
    await until(() => hits.count(), 0);
    await family.sara.page.locator('pa-search input').fill(q);
    await hits.waitFor();
    family.sara.link.restore();
  });
});

describe('a half-space', () => {
  const choose = async (text: string, item: string): Promise<void> => {
    await bubble(family.sara, text).last().click({ button: 'right' });
    await family.sara.page.getByRole('menuitem', { name: item, exact: true }).click();
  };

  test('is copied, edited and pasted as it was written', async () => {
    const { text: written, expected } = scenario('copyMessage');
    await family.sara.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await family.enter();
    await family.write(written);
    await family.newest(written);
    await choose(written, 'کپی');
    await until(
      () => family.sara.page.evaluate(() => navigator.clipboard.readText()),
      expected.copied,
    );

    const edit = scenario('editKeeps');
    await family.write(edit.text);
    await family.newest(edit.text);
    await choose(edit.text, 'ویرایش');
    await until(() => family.sara.composer.inputValue(), edit.text);
    await family.sara.composer.pressSequentially(' خیلی');
    await family.sara.page.keyboard.press('Enter');
    await family.newest(edit.expected.text);

    const paste = scenario('pasteKeeps');
    await family.sara.page.evaluate((text) => navigator.clipboard.writeText(text), paste.text);
    await family.sara.composer.focus();
    await family.sara.page.keyboard.press('Control+V');
    await until(() => family.sara.composer.inputValue(), paste.expected.text);
    await family.sara.page.keyboard.press('Enter');
    await family.newest(paste.expected.text);
  });

  test('is forwarded as it was written, with the formatting and the links around it', async () => {
    const { text, expected } = scenario('forwardKeeps');
    const marks = [
      { type: 'bold', offset: 0, length: 7 },
      { type: 'link', offset: 8, length: 9, url: 'https://example.ir/نیم‌فاصله' },
    ];
    const target = await family.group('گیرنده‌ی هدایت', family.her, family.ali);
    for (const [written, entities, kept] of [
      [text, undefined, expected.text],
      ['می‌روند به خانه‌ها', marks, 'می‌روند به خانه‌ها'],
    ] as const) {
      const { entities: before } = await family.send(family.her, family.id, written, entities);
      expect(before ?? []).toEqual(entities ?? []);
      await family.enter();
      await family.newest(written);
      await choose(written, 'هدایت');
      const dialog = family.sara.page.locator('pa-forward');
      await dialog.locator('[role=option]', { hasText: 'گیرنده‌ی هدایت' }).click();
      await dialog.locator('button.primary').click();
      const arrived = async () =>
        (await family.ali.get(`/api/chats/${target}/messages?limit=1`)).body.messages.at(-1);
      const { entities: after } = await until(
        arrived,
        (one) => one.forward !== undefined && one.text === kept,
      );
      expect(after).toEqual(before);
    }
  });
});
