/** Opens each menu by touch, on each screen that has one. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { Glob } from 'bun';
import type { Locator, Page } from 'playwright-core';
import { acquaint, group, PHONE, Stage, say } from '../../e2e/helpers/stage.ts';
import { hold, MENU, pull, touch } from '../../e2e/helpers/touch.ts';
import type { Caller } from '../../helpers/caller.ts';
import { until } from '../../helpers/until.ts';

const CLIENT = join(import.meta.dir, '../../../client');
/** Source code that makes a menu, or handles a long press or a pull. */
const OPENS =
  /<pa-(?:[a-z]+-)?menu\b|<pa-emoji-picker\b|new (?:LongPress|TouchHand)\b|aria-haspopup=|@contextmenu=|<details\b/;

let stage: Stage;
let sara: Caller;
let direct: string;
let filed: string;
let room: string;
/** A request that Sara has not answered. */
let asked: string;
beforeAll(async () => {
  stage = await Stage.open();
  sara = await stage.person('sara', 'سارا');
  const [bob, ali, eve] = [
    await stage.person('bob', 'بابک'),
    await stage.person('ali', 'علی'),
    await stage.person('eve', 'ناشناس'),
  ];
  direct = await acquaint(sara, bob);
  filed = await acquaint(sara, ali);
  room = await group(sara, 'خانواده', [bob]);
  await say(bob, room, 'سلام به همه');
  expect((await sara.patch(`/api/chats/${filed}/settings`, { archived: true })).status).toBe(200);
  const made = await eve.post('/api/chats', { kind: 'direct', userId: sara.user.id });
  asked = made.body.chat.id;
  await say(eve, asked, 'شما؟');
});
afterAll(() => stage.close());

const openPage = (path: string): Promise<Page> => stage.page(sara, path, PHONE);
const chatRow = (page: Page, id: string): Locator => page.locator(`a.chat[data-chat="${id}"]`);
const message = (page: Page): Locator =>
  page.locator('pa-message', { hasText: 'سلام به همه' }).locator('.bubble');

/** Expects the menu to be open with the finger lifted, and wholly on the screen; its first item is pressed. */
async function pressFirst(page: Page): Promise<void> {
  const menu = page.locator(MENU);
  // The code of a menu that a tap opens is loaded with it; one that a lifted finger has closed does not come again.
  await menu.waitFor();
  expect(await menu.count()).toBe(1);
  await onScreen(menu);
  // The slotted row of reactions is not the first item.
  await touch(page, menu.locator(':scope > button[role=menuitem]').first());
}

async function onScreen(what: Locator): Promise<void> {
  await what.waitFor();
  const box = await what.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(PHONE.viewport.width);
  expect(box.y + box.height).toBeLessThanOrEqual(PHONE.viewport.height);
}

const at = (page: Page, path: string): Promise<unknown> =>
  until(() => new URL(page.url()).pathname, path);

const has = (of: Locator, name: string): Promise<unknown> =>
  until(async () => (await of.getAttribute('class'))?.split(' ').includes(name), true);

async function folderRow(page: Page, folder: RegExp, id: string): Promise<void> {
  await touch(page, page.locator('pa-chat-list .folder', { hasText: folder }));
  await chatRow(page, id).waitFor();
  await hold(page, chatRow(page, id));
  await pressFirst(page);
}

/** The walks are keyed by the file that opens the menu: all that touch can open there. */
const WALKS: Record<string, Record<string, () => Promise<Page>>> = {
  'chats/pa-chat-list.ts': {
    'a chat of the list': async () => {
      const page = await openPage('/');
      await chatRow(page, direct).waitFor();
      await hold(page, chatRow(page, direct));
      await pressFirst(page);
      await has(chatRow(page, direct), 'pinned');
      return page;
    },
    'a chat of the archive': async () => {
      const page = await openPage('/');
      await folderRow(page, /بایگانی/, filed);
      await has(chatRow(page, filed), 'pinned');
      return page;
    },
    'a request': async () => {
      const page = await openPage('/');
      await folderRow(page, /درخواست/, asked);
      const ask = page.locator('pa-ask dialog[open]');
      await ask.waitFor();
      await onScreen(ask);
      return page;
    },
  },
  'chats/pa-main-menu.ts': {
    'the main menu': async () => {
      const page = await openPage('/');
      await touch(page, page.locator('pa-main-menu button.icon-button'));
      await pressFirst(page);
      await page.locator('pa-chat-header h2', { hasText: 'پیام‌های ذخیره' }).waitFor();
      return page;
    },
  },
  'messages/header/pa-chat-header.ts': {
    'the menu of a chat of two': async () => {
      const page = await openPage(`/c/${direct}`);
      await touch(page, page.locator('pa-chat-header button.icon-button').last());
      await pressFirst(page);
      await at(page, '/u/bob');
      return page;
    },
    'the menu of a group': async () => {
      const page = await openPage(`/c/${room}`);
      await touch(page, page.locator('pa-chat-header button.icon-button').last());
      await pressFirst(page);
      await at(page, `/c/${room}/info`);
      return page;
    },
  },
  'messages/timeline/pa-timeline.ts': {
    'a message under a long press': async () => {
      const page = await openPage(`/c/${room}`);
      await message(page).waitFor();
      await hold(page, message(page));
      await pressFirst(page);
      await page.locator('pa-composer .task').waitFor();
      return page;
    },
    'a message under a pull': async () => {
      const page = await openPage(`/c/${room}`);
      await message(page).waitFor();
      await pull(page, message(page), -88);
      await page.locator('pa-composer .task').waitFor();
      return page;
    },
  },
  'messages/menu/pa-message-menu.ts': {
    'the reactions of a message': async () => {
      const page = await openPage(`/c/${room}`);
      await message(page).waitFor();
      await hold(page, message(page));
      await touch(page, page.locator('pa-message-menu .quick button').first());
      await page.locator('pa-message .reactions button').waitFor();
      return page;
    },
  },
  'messages/menu/pa-message-tools.ts': {
    'all emoji for a reaction': async () => {
      const page = await openPage(`/c/${room}`);
      await message(page).waitFor();
      await hold(page, message(page));
      await touch(page, page.locator('pa-message-menu .quick button').last());
      await pickEmoji(page);
      await until(() => page.locator('pa-message .reactions button').count(), 2);
      return page;
    },
  },
  'messages/composer/pa-attach.ts': {
    'the menu of files': async () => {
      const page = await openPage(`/c/${direct}`);
      const chooser = page.waitForEvent('filechooser');
      await touch(page, page.locator('pa-composer .attach'));
      const item = page.getByRole('menuitem', { name: 'عکس یا ویدیو', exact: true });
      await item.waitFor();
      await touch(page, item);
      await chooser;
      return page;
    },
  },
  'messages/composer/composer-emoji.ts': {
    'the emoji of the field': async () => {
      const page = await openPage(`/c/${direct}`);
      await touch(page, page.locator('pa-composer button[aria-haspopup=dialog]'));
      await pickEmoji(page);
      const field = page.locator('pa-composer textarea');
      await until(async () => (await field.inputValue()).length > 0, true);
      return page;
    },
  },
  'groups/member-row.ts': {
    'a member': async () => {
      const page = await openPage(`/c/${room}/info`);
      await touch(page, page.locator('pa-members li', { hasText: 'بابک' }).getByRole('button'));
      await pressFirst(page);
      await page.locator('pa-members .role', { hasText: 'مدیر' }).waitFor();
      return page;
    },
  },
  'auth/notices.ts': {
    'what helps whoever has forgotten the password': async () => {
      const context = await stage.browser.newContext({ locale: 'fa-IR', ...PHONE });
      const page = await context.newPage();
      await page.goto(stage.server.url);
      const help = page.locator('details.help');
      await touch(page, help.locator('summary'));
      await until(() => help.getAttribute('open'), '');
      await onScreen(help);
      return page;
    },
  },
};

/** These files draw what the files above open. */
const DRAWN = [
  ...['app/pa-app.ts', 'chats/pa-row-menu.ts', 'groups/pa-members.ts', 'ui/pa-menu.ts'],
  // The button of `pa-attach.ts`, and the microphone, which wants a browser with one: e2e/voice-sent.test.ts.
  ...['messages/composer/composer-files.ts', 'messages/composer/composer-voice.ts'],
];

async function pickEmoji(page: Page): Promise<void> {
  const panel = page.locator('pa-emoji-picker [popover]:popover-open');
  const cell = panel.locator('[role="gridcell"]:visible').nth(2);
  await cell.waitFor();
  await until(async () => (await panel.evaluate((one) => one.getAnimations().length)) === 0, true);
  await onScreen(panel);
  await touch(page, cell);
}

test('each file that makes a menu, or takes a finger that rests or pulls, is walked below', async () => {
  const found: string[] = [];
  for await (const path of new Glob('**/*.ts').scan(CLIENT)) {
    if (path.startsWith('dev/')) continue;
    if (OPENS.test(await Bun.file(join(CLIENT, path)).text())) found.push(path);
  }
  expect(found.sort()).toEqual([...Object.keys(WALKS), ...DRAWN].sort());
});

const all = Object.values(WALKS).flatMap((walks) => Object.entries(walks));
test.each(all)('a finger opens it and it works: %s', async (_, walk) => {
  const page = await walk();
  await page.context().close();
});
