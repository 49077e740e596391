import type { Command } from 'commander';
import type { Define } from '../command.ts';
import { defineControlCommand, toControlFlags, withQr } from '../options.ts';
import { USER_TEXTS } from './texts.ts';

/** `payambar user …`, on a live server or on data at rest. */
export const defineUser: Define = (program, language) => {
  const texts = USER_TEXTS[language];
  const user = program.command('user').description(texts.user);
  const add = (usage: string, what: string): Command =>
    defineControlCommand(user, usage, what, language);
  const does = () => import('./user.ts');
  /** Commander gives an action its arguments, its flags and the command itself. */
  const given = (flags: Record<string, unknown>) => toControlFlags(flags, language);

  add('list', texts.list)
    .option('-s, --search <text>', texts.search)
    .action(async (flags) => (await does()).listUsers(given(flags)));
  withQr(add('create <username>', texts.create), language)
    .option('--name <name>', texts.name)
    .option('--admin', texts.admin)
    .option('--password-file <file>', texts.passwordFile)
    .option('--ask', texts.ask)
    .action(async (username, flags) => (await does()).createUser(username, given(flags)));
  withQr(add('password <username>', texts.password), language)
    .option('--password-file <file>', texts.passwordFile)
    .option('--link', texts.link)
    .action(async (username, flags) => (await does()).password(username, given(flags)));
  add('role <username> <role>', texts.role).action(async (username, role, flags) =>
    (await does()).role(username, role, given(flags)),
  );
  add('disable <username>', texts.disable).action(async (username, flags) =>
    (await does()).updateUser(username, { disabled: true }, given(flags)),
  );
  add('enable <username>', texts.enable).action(async (username, flags) =>
    (await does()).updateUser(username, { disabled: false }, given(flags)),
  );
  add('logout <username>', texts.logout).action(async (username, flags) =>
    (await does()).logout(username, given(flags)),
  );
  add('delete <username>', texts.remove)
    .option('--erase', texts.erase)
    .option('-y, --yes', texts.yes)
    .action(async (username, flags) => (await does()).remove(username, given(flags)));
  withQr(add('setup-link', texts.setupLink), language).action(async (flags) =>
    (await does()).setupLink(given(flags)),
  );
};
