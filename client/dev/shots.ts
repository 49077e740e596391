import { SERVER_SHOTS } from './server-shots.ts';
import type { Shot } from './shot.ts';

type ArrivalChats = { chats: { get(): { chat: { kind: string } }[] } };

export const SHOTS: Shot[] = [
  ...SERVER_SHOTS,
  { name: 'sign-in', path: '/', scene: 'signed-out' },
  {
    name: 'register',
    path: '/',
    scene: 'signed-out',
    async prepare(page) {
      await page.locator('.switch button').nth(1).click();
      await page.locator('#displayName').fill('سارا');
      await page.locator('#username').fill('s!');
      await page.locator('form .primary').click();
    },
  },
  { name: 'list', path: '/' },
  {
    name: 'row-menu',
    path: '/',
    prepare: (page) => page.locator('pa-chat-list .chat').nth(1).click({ button: 'right' }),
  },
  {
    name: 'list-groups',
    path: '/',
    prepare: (page) => page.locator('pa-chat-list .filter').nth(3).click(),
  },
  { name: 'empty', path: '/', scene: 'empty' },
  { name: 'loading', path: '/', scene: 'loading' },
  { name: 'offline', path: '/', scene: 'offline' },
  { name: 'polling', path: '/', scene: 'polling' },
  { name: 'outdated', path: '/', scene: 'outdated' },
  {
    name: 'requests',
    path: '/',
    prepare: (page) => page.locator('pa-chat-list .folder').first().click(),
  },
  { name: 'notifications', path: '/settings/notifications' },
  {
    name: 'arrival',
    path: '/c/chat-reza00',
    prepare: (page) =>
      page.evaluate(() => {
        const app = document.querySelector('pa-app');
        const { chats } = (app as unknown as { services: { messenger: ArrivalChats } }).services
          .messenger;
        const row = chats.get().find(({ chat }) => chat.kind === 'group');
        const notice = app?.shadowRoot?.querySelector('pa-arrival');
        (notice as unknown as { show(row: unknown): void } | undefined)?.show(row);
      }),
  },
  { name: 'chat', path: '/c/chat-reza00' },
  { name: 'room', path: '/c/chat-house0' },
  {
    name: 'menu',
    path: '/c/chat-house0',
    prepare: (page) => page.locator('pa-message').nth(9).click({ button: 'right' }),
  },
  {
    name: 'emoji',
    path: '/c/chat-house0',
    async prepare(page) {
      await page.locator('pa-composer .emoji').click();
      await page.locator('pa-emoji-picker input').fill('قلب');
      await page.locator('pa-emoji-picker [role=gridcell]').first().click();
      await page.locator('pa-emoji-picker input').fill('');
    },
  },
  {
    name: 'emoji-tones',
    path: '/c/chat-house0',
    async prepare(page) {
      await page.locator('pa-composer .emoji').click();
      await page.locator('pa-emoji-picker [role=tab]').nth(1).click();
      await page.locator('pa-emoji-picker .tone').click();
      await page.locator('pa-emoji-picker .tones button').nth(4).click();
    },
  },
  {
    name: 'emoji-reaction',
    path: '/c/chat-house0',
    async prepare(page) {
      await page.locator('pa-message').nth(9).click({ button: 'right' });
      await page.locator('pa-message-menu .quick button').last().click();
      await page.locator('pa-emoji-picker input').fill('تشکر');
    },
  },
  {
    name: 'mention',
    path: '/c/chat-house0',
    async prepare(page) {
      await page.locator('pa-composer textarea').click();
      await page.keyboard.type('سلام @');
      await page.locator('pa-composer [role=option]').first().waitFor();
    },
  },
  {
    name: 'format',
    path: '/c/chat-house0',
    async prepare(page) {
      const field = page.locator('pa-composer textarea');
      await field.click();
      await page.keyboard.type('فردا ساعت هشت، دمِ درِ مدرسه باش');
      await field.evaluate((one: HTMLTextAreaElement) => one.setSelectionRange(5, 13));
      await page.locator('pa-format-bar .bar').waitFor();
    },
  },
  {
    name: 'replying',
    path: '/c/chat-house0',
    async prepare(page) {
      await page.locator('pa-message').nth(3).click({ button: 'right' });
      await page.getByRole('menuitem', { name: /^(پاسخ|Reply)$/ }).click();
    },
  },
  {
    name: 'forwarding',
    path: '/c/chat-house0',
    async prepare(page) {
      await page.locator('pa-message').nth(9).click({ button: 'right' });
      await page.getByRole('menuitem', { name: /بازفرستادن|Forward/ }).click();
    },
  },
  {
    name: 'info',
    path: '/c/chat-house0',
    async prepare(page) {
      await page.locator('pa-message').nth(9).click({ button: 'right' });
      await page.getByRole('menuitem', { name: /درباره|Info/ }).click();
    },
  },
  {
    name: 'deleting',
    path: '/c/chat-house0',
    async prepare(page) {
      await page.locator('pa-message').nth(9).click({ button: 'right' });
      await page.getByRole('menuitem', { name: /پاک کردن|Delete/ }).click();
    },
  },
  {
    name: 'selecting',
    path: '/c/chat-house0',
    async prepare(page) {
      await page.locator('pa-message').nth(9).click({ button: 'right' });
      await page.getByRole('menuitem', { name: /برگزیدن|Select/ }).click();
      await page.locator('pa-message').nth(7).click();
    },
  },
  {
    name: 'new-group',
    path: '/new/group',
    prepare: (page) => page.locator('pa-people-picker .row').first().click(),
  },
  { name: 'group', path: '/c/chat-house0/info' },
  {
    name: 'group-end',
    path: '/c/chat-house0/info',
    prepare: (page) => page.locator('pa-group .row.danger').last().scrollIntoViewIfNeeded(),
  },
  { name: 'group-missing', path: '/c/nothing0000/info' },
  {
    name: 'member-menu',
    path: '/c/chat-house0/info',
    prepare: (page) => page.locator('pa-members .icon-button').first().click(),
  },
  {
    name: 'invite-form',
    path: '/c/chat-house0/info',
    prepare: (page) => page.locator('pa-invites .row').first().click(),
  },
  {
    name: 'add-people',
    path: '/c/chat-house0/info',
    prepare: (page) => page.locator('pa-members .row').first().click(),
  },
  { name: 'join', path: '/join/kZ3vTq8mQ1xY7pLw0aBc9d' },
  { name: 'join-dead', path: '/join/gone' },
  { name: 'chat-en', path: '/c/chat-ada000' },
  { name: 'attached', path: '/c/chat-parvin' },
  {
    name: 'sealed',
    path: '/c/chat-parvin',
    prepare: (page) => page.locator('pa-message').first().scrollIntoViewIfNeeded(),
  },
  { name: 'files', path: '/c/chat-sender' },
  {
    name: 'files-top',
    path: '/c/chat-sender',
    prepare: (page) => page.locator('pa-message').nth(1).scrollIntoViewIfNeeded(),
  },
  {
    name: 'files-middle',
    path: '/c/chat-sender',
    prepare: (page) => page.locator('pa-message').nth(6).scrollIntoViewIfNeeded(),
  },
  {
    name: 'viewer',
    path: '/c/chat-sender',
    settleMs: 1500,
    async prepare(page) {
      await page.locator('pa-message').nth(2).scrollIntoViewIfNeeded();
      await page.locator('pa-message').nth(2).locator('pa-picture button').first().click();
      await page.locator('.viewer .pswp__img').first().waitFor();
    },
  },
  {
    name: 'playing',
    path: '/c/chat-sender',
    settleMs: 1500,
    async prepare(page) {
      await page.locator('pa-message').nth(5).locator('pa-sound .round').click();
      await page.locator('pa-chat pa-player-bar .bar').waitFor();
    },
  },
  { name: 'shared', path: '/c/chat-sender/media', settleMs: 1000 },
  {
    name: 'shared-files',
    path: '/c/chat-sender/media',
    prepare: (page) => page.locator('pa-shared-media [role=tab]').nth(2).click(),
  },
  {
    name: 'shared-voice',
    path: '/c/chat-sender/media',
    prepare: (page) => page.locator('pa-shared-media [role=tab]').nth(1).click(),
  },
  {
    name: 'shared-links',
    path: '/c/chat-sender/media',
    prepare: (page) => page.locator('pa-shared-media [role=tab]').nth(3).click(),
  },
  { name: 'new', path: '/new' },
  {
    name: 'search',
    path: '/search',
    prepare: (page) => page.locator('pa-search input').fill('می'),
  },
  { name: 'profile', path: '/u/ada' },
  { name: 'profile-out', path: '/u/reza', scene: 'signed-out' },
  { name: 'profile-missing', path: '/u/nobody' },
  {
    name: 'qr',
    path: '/u/reza',
    prepare: (page) => page.locator('pa-profile .more button').nth(1).click(),
  },
  { name: 'settings', path: '/settings' },
  { name: 'edit-profile', path: '/settings/profile' },
  { name: 'appearance', path: '/settings/appearance' },
  { name: 'storage', path: '/settings/storage' },
  { name: 'privacy', path: '/settings/privacy' },
  { name: 'request', path: '/c/chat-grace0' },
  { name: 'password', path: '/settings/password' },
  { name: 'sessions', path: '/settings/sessions' },
  { name: 'install', path: '/settings/install' },
  { name: 'program', path: '/settings/program' },
  {
    name: 'log-out',
    path: '/settings',
    prepare: (page) => page.locator('pa-settings .row.danger').click(),
  },
  { name: 'lost', path: '/nowhere/at/all' },
];
