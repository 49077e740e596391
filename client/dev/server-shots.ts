import type { Page } from 'playwright-core';
import { CODE } from './fake-server.ts';
import type { Shot } from './shot.ts';

const dialog = (page: Page) => page.locator('dialog[open]');

async function fillAdmin(page: Page): Promise<void> {
  await page.locator('#displayName').fill('سارا محمدی');
  await page.locator('#username').fill('sara.m');
  await page.locator('#password').fill('گذرواژه‌ی دراز');
  await page.locator('form .primary').click();
}

async function openAccount(page: Page, at: number): Promise<void> {
  await page.locator('pa-accounts .row').nth(at).click();
  await dialog(page).waitFor();
}

/** These shots show how a person gets into a server, and how it is run. */
export const SERVER_SHOTS: Shot[] = [
  {
    name: 'new-server',
    path: '/',
    scene: 'new-server',
    prepare: (page) => page.locator('summary').first().click(),
  },
  {
    name: 'setup',
    path: `/setup#${CODE}`,
    scene: 'new-server',
    prepare: (page) => page.locator('form').waitFor(),
  },
  { name: 'setup-server', path: `/setup#${CODE}`, scene: 'new-server', prepare: fillAdmin },
  {
    name: 'setup-who',
    path: `/setup#${CODE}`,
    scene: 'new-server',
    async prepare(page) {
      await fillAdmin(page);
      await page.locator('.dot.saffron').click();
      await page.locator('form .primary').click();
    },
  },
  {
    name: 'setup-done',
    path: `/setup#${CODE}`,
    scene: 'new-server',
    async prepare(page) {
      await fillAdmin(page);
      await page.locator('.dot.lapis').click();
      await page.locator('form .primary').click();
      await page.locator('form .primary').click();
      await page.locator('pa-qr').waitFor();
    },
  },
  {
    name: 'setup-dead',
    path: `/setup#old${CODE.slice(3)}`,
    scene: 'closed',
    prepare: (page) => page.locator('.dead').waitFor(),
  },
  {
    name: 'setup-missing',
    path: '/setup',
    scene: 'new-server',
    prepare: (page) => page.locator('.dead').waitFor(),
  },
  {
    name: 'invited',
    path: `/i#${CODE}`,
    scene: 'by-invite',
    prepare: (page) => page.locator('#displayName').waitFor(),
  },
  {
    name: 'invite-dead',
    path: `/i#old${CODE.slice(3)}`,
    scene: 'by-invite',
    prepare: (page) => page.locator('[role=alert]').waitFor(),
  },
  { name: 'invite-in', path: `/i#${CODE}`, prepare: (page) => page.locator('.calm').waitFor() },
  { name: 'sign-in-closed', path: '/', scene: 'closed' },
  { name: 'sign-in-disabled', path: '/', scene: 'disabled' },
  {
    name: 'reset',
    path: `/reset#${CODE}`,
    scene: 'by-invite',
    prepare: (page) => page.locator('form').waitFor(),
  },
  {
    name: 'reset-dead',
    path: '/reset',
    scene: 'by-invite',
    prepare: (page) => page.locator('.dead').waitFor(),
  },
  { name: 'server-invites', path: '/settings/invites' },
  { name: 'server-invites-none', path: '/settings/invites', scene: 'empty' },
  {
    name: 'server-invite-form',
    path: '/settings/invites',
    scene: 'admin',
    prepare: (page) => page.locator('pa-server-invites .primary').click(),
  },
  {
    name: 'server-invite-code',
    path: '/settings/invites',
    async prepare(page) {
      await page.locator('pa-server-invites .icon-button').first().click();
      await page.locator('pa-qr').waitFor();
    },
  },
  { name: 'account-data', path: '/settings/account' },
  {
    name: 'account-delete',
    path: '/settings/account',
    async prepare(page) {
      await page.locator('pa-account-data .danger').first().click();
      await page.locator('#current').fill('short');
      await page.locator('pa-account-data form .danger').click();
      await page.locator('.note.wrong').waitFor();
    },
  },
  { name: 'settings-admin', path: '/settings', scene: 'admin' },
  { name: 'admin-refused', path: '/admin' },
  { name: 'admin-overview', path: '/admin', scene: 'admin' },
  { name: 'admin-bare', path: '/admin', scene: 'admin-bare' },
  {
    name: 'admin-overview-end',
    path: '/admin',
    scene: 'admin',
    prepare: (page) => page.locator('pa-overview .facts').last().scrollIntoViewIfNeeded(),
  },
  { name: 'admin-users', path: '/admin/users', scene: 'admin' },
  {
    name: 'admin-user',
    path: '/admin/users',
    scene: 'admin',
    prepare: (page) => openAccount(page, 1),
  },
  {
    name: 'admin-delete',
    path: '/admin/users',
    scene: 'admin',
    async prepare(page) {
      await openAccount(page, 1);
      await page.locator('pa-account-sheet .row').last().click();
    },
  },
  {
    name: 'admin-reset',
    path: '/admin/users',
    scene: 'admin',
    async prepare(page) {
      await openAccount(page, 1);
      await page.locator('pa-account-sheet .row').first().click();
      await page.locator('pa-link-card').waitFor();
    },
  },
  {
    name: 'admin-add',
    path: '/admin/users',
    scene: 'admin',
    prepare: (page) => page.locator('pa-accounts .tools .button').click(),
  },
  { name: 'admin-invites', path: '/admin/invites', scene: 'admin' },
  { name: 'admin-server', path: '/admin/server', scene: 'admin' },
  { name: 'admin-log', path: '/admin/log', scene: 'admin' },
];
