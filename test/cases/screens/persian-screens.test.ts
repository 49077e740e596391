import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { PASSWORD } from '../../e2e/helpers/entering.ts';
import { bubble, goHome, row } from '../../e2e/helpers/screens.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';
import { Family } from '../helpers/family.ts';
import { scenario, scenariosOf } from '../helpers/scenarios.ts';
import { beginningOf, hangingOver, sightOf } from '../helpers/sight.ts';

/** Tries names, numbers and half-spaces on the screens where they stand. */
let family: Family;
beforeAll(async () => {
  family = await Family.open();
});
afterAll(() => family?.close());

describe('a name or a number on a screen', () => {
  test('unread are counted in Persian digits in the list, in the title and aloud', async () => {
    const { count, expected } = scenario('unreadBadge');
    await goHome(family.sara);
    for (let i = 0; i < count; i++) await family.send(family.ali, family.id, `شمار ${i}`);
    const badge = row(family.sara, 'خانواده').locator('.count');
    await until(async () => (await badge.textContent())?.trim(), expected.badge ?? '');
    expect(await badge.getAttribute('aria-label')).toBe(expected.label ?? '');
    await until(() => family.sara.page.title(), expected.title ?? '');
  });

  test('the field counts what is left, the group its members, a reaction its people', async () => {
    await family.enter();
    const { length, expected: left } = scenario('counter');
    await family.sara.composer.fill('س'.repeat(length));
    const counter = family.sara.page.locator('pa-composer .counter');
    await until(async () => (await counter.textContent())?.trim(), left.text);
    await family.sara.composer.fill('');
    const line = family.sara.page.locator('pa-group-line');
    await until(
      () => line.evaluate((one) => one.shadowRoot?.textContent?.trim()),
      (said) => said?.startsWith(scenario('memberCount').expected.text) === true,
    );
    await family.write('با واکنش');
    await family.newest('با واکنش');
    const at = async () =>
      (await family.ali.get(`/api/chats/${family.id}/messages?limit=1`)).body.messages.at(-1);
    const message = await until(at, (one) => one.text === 'با واکنش');
    // A single person needs no number.
    for (const person of [family.ali, family.bob])
      await person.put(`/api/chats/${family.id}/messages/${message.seq}/reactions`, {
        emojis: ['❤️'],
      });
    const count = bubble(family.sara, 'با واکنش').locator('.reactions button span').last();
    await until(
      async () => (await count.textContent())?.trim(),
      scenario('reactionCount').expected.text,
    );
  });

  test('what people write keeps its digits', async () => {
    const { text } = scenario('userText');
    await family.enter();
    await family.write(text);
    const shown = await family.newest(text);
    expect(await shown.locator('.text').textContent()).toContain(text);
    const stored = async () =>
      (await family.ali.get(`/api/chats/${family.id}/messages?limit=1`)).body.messages.at(-1).text;
    await until(stored, text);
  });

  test('the row of a message with an override keeps its clock and its name', async () => {
    const { text } = scenario('rowAfterOverride');
    await family.enter();
    await family.write(text);
    await family.newest(text);
    await goHome(family.sara);
    const boxes = await row(family.sara, 'خانواده').evaluate((it) => {
      const of = (what: string) => it.querySelector(what)?.getBoundingClientRect().left ?? 0;
      const clock = [...(it.querySelector('time')?.childNodes ?? [])].find(
        (one): one is Text => one instanceof Text && one.data !== '',
      );
      if (!clock) throw new Error('no clock');
      const left = (at: number) => {
        const range = document.createRange();
        range.setStart(clock, at);
        range.setEnd(clock, at + 1);
        return range.getBoundingClientRect().left;
      };
      return { nameRight: of('.name') > of('.when'), clock: left(0) < left(4) ? 'ltr' : 'rtl' };
    });
    expect(boxes).toEqual({ nameRight: true, clock: 'ltr' });
  });

  test('a note, a row and a question keep names of both scripts whole', async () => {
    const note = scenario('noteVisual');
    const noted = await family.group('یادداشت', family.ali, family.her);
    await family.ali.post(`/api/chats/${noted}/members`, { userIds: [family.bob.user.id] });
    await family.sara.page.goto(`${family.sara.link.url}/c/${noted}`);
    const added = family.sara.page.locator('pa-message[system]', { hasText: 'Bidi Bob' }).last();
    await added.waitFor();
    // The order is from the right: Ali, whom he added, and what stands behind them.
    const { order } = await sightOf(added.locator('.bubble'), note.expected.order);
    expect(order).toEqual(note.expected.order);

    const lead = scenario('leadVisual');
    await family.send(family.bob, noted, lead.text);
    await goHome(family.sara);
    await row(family.sara, 'یادداشت').getByText(lead.text).waitFor();
    const lower = row(family.sara, 'یادداشت').locator('.lower');
    expect((await sightOf(lower, lead.expected.order)).order).toEqual(lead.expected.order);
    await family.send(family.ali, noted, 'Hello there!');
    await row(family.sara, 'یادداشت').getByText('Hello there!').waitFor();
    expect((await sightOf(lower, ['Hello', 'there', '!', ':', 'علی'])).order).toEqual([
      ...['Hello', 'there', '!', ':', 'علی'],
    ]);

    const ask = scenario('askVisual');
    const wow = await family.register('wow', ask.member);
    const own = await family.group('پرسش', family.her, wow);
    await family.sara.page.goto(`${family.sara.link.url}/c/${own}/info`);
    const member = family.sara.page.locator('pa-members li', { hasText: ask.member });
    await member.getByRole('button').last().click();
    await family.sara.page.getByRole('menuitem').last().click();
    const heading = family.sara.page.locator('pa-ask pa-dialog').getByRole('heading');
    await heading.waitFor();
    expect((await sightOf(heading, ask.expected.order)).order).toEqual(ask.expected.order);
  });
});

test('the notice of an arrival runs as its words do, and keeps the name apart', async () => {
  const { member, text, expected } = scenario('arrivalVisual');
  const [id, other] = [
    await family.group('خبرها', family.her, family.ali, family.bob),
    await family.group('جای دیگر', family.her, family.ali),
  ];
  await family.enter(other);
  await family.sara.page.locator('pa-group-line').waitFor();
  const said = family.sara.page.locator('pa-arrival [popover]:popover-open .what');
  const arrives = async (from: Caller, words: string, pieces: string[]) => {
    // A message that comes while the page still connects gives no notice.
    const seen = async () => {
      await family.send(from, id, words);
      return await said.filter({ hasText: words }).isVisible();
    };
    await until(seen, true, { everyMs: 500 });
    return (await sightOf(said, pieces)).order;
  };
  expect(family.bob.user.displayName).toBe(member);
  expect(await arrives(family.bob, text, expected.order)).toEqual(expected.order);
  const latin = ['صفری', 'علی', ':', 'Hello', '!'];
  expect(await arrives(family.ali, 'Hello there!', latin)).toEqual(latin);
});

describe('a handle', () => {
  test('has its sign before it in the list of people', async () => {
    const { expected } = scenario('handleVisual');
    await family.sara.page.goto(`${family.sara.link.url}/new`);
    await family.sara.page.locator('pa-new-chat input').fill('bidi');
    const handle = family.sara.page.locator('pa-new-chat').getByText('@bidibob').first();
    await handle.waitFor();
    expect((await sightOf(handle, expected.order)).order).toEqual(expected.order);
  });

  test('has its sign before it where a password is made', async () => {
    const { expected } = scenario('resetVisual');
    const [secret] = /#[\w-]{22,64}/.exec(await family.run('user', 'create', 'resetme')) ?? [];
    const page = await family.sara.context.browser()?.newPage({ locale: 'fa-IR' });
    if (!page) throw new Error('no page');
    await page.goto(`${family.server.url}/reset${secret}`);
    const lead = page.locator('pa-reset .lead');
    await lead.waitFor();
    expect((await sightOf(lead, expected.order)).order).toEqual(expected.order);
    await page.close();
  });
});

describe('on a phone', () => {
  const titles = scenariosOf('headerVisual');
  test.each(titles.map((one) => [one.why, one] as const))('%s', async (_, { title, expected }) => {
    const id = await family.group(title, family.her, family.ali);
    await family.sara.page.goto(`${family.sara.link.url}/c/${id}`);
    const words = family.sara.page.locator('pa-chat-header .words');
    await until(
      () => words.locator('pa-group-line').evaluate((one) => one.shadowRoot?.textContent?.trim()),
      (said) => said?.includes('عضو') === true,
    );
    const seen = await beginningOf(words);
    expect(seen).toMatchObject(expected);
  });

  const pages = scenariosOf('fits');
  test.each(pages.map((one) => [one.why, one] as const))('%s', async (_, one) => {
    const member = await family.register(`long${Bun.randomUUIDv7().slice(-8)}`, one.member);
    const id = await family.group(one.title, family.her, member);
    const path = one.page === 'info' ? `/c/${id}/info` : `/u/${member.user.username}`;
    await family.sara.page.goto(`${family.sara.link.url}${path}`);
    const panel = family.sara.page.locator(
      one.page === 'info' ? 'pa-members li' : 'pa-profile .card',
    );
    await panel.first().waitFor();
    if (one.page === 'profile') await family.sara.page.getByText(one.title).first().waitFor();
    const over = await hangingOver(family.sara.page);
    expect(over).toEqual([]);
  });
});

test('a username that may not be says what may, in Persian', async () => {
  const { typed, expected } = scenario('usernameMessage');
  const page = await family.sara.context.browser()?.newPage({ locale: 'fa-IR' });
  if (!page) throw new Error('no page');
  await page.goto(family.server.url);
  await page.getByRole('button', { name: 'ثبت‌نام', exact: true }).first().click();
  await page.locator('input[name=displayName]').fill('علیرضا');
  await page.locator('input[name=username]').fill(typed);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('pa-sign-in form button.primary').click();
  await page.getByText(String(expected.text)).first().waitFor();
  await page.close();
});

test('the quota of invitations takes the digits of a Persian keyboard', async () => {
  const { typed, expected } = scenario('quotaInput');
  await family.run('user', 'role', 'sara', 'admin');
  await family.sara.page.goto(`${family.sara.link.url}/admin/server`);
  const field = family.sara.page.locator('pa-server #quota');
  await field.fill(typed);
  await family.sara.page.locator('pa-server button.primary').click();
  await until(
    async () => (await family.her.get('/api/admin/server')).body.inviteQuota,
    expected.saved,
  );
});
