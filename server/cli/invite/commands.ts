import type { Command } from 'commander';
import type { Define } from '../command.ts';
import { defineControlCommand, toControlFlags, withQr } from '../options.ts';
import { INVITE_TEXTS } from './texts.ts';

/** `payambar invite …`, on a live server or on data at rest. */
export const defineInvite: Define = (program, language) => {
  const texts = INVITE_TEXTS[language];
  const invite = program.command('invite').description(texts.invite);
  const add = (usage: string, what: string): Command =>
    defineControlCommand(invite, usage, what, language);
  const does = () => import('./invite.ts');
  const given = (flags: Record<string, unknown>) => toControlFlags(flags, language);

  withQr(add('create', texts.create), language)
    .option('--uses <number>', texts.uses)
    .option('--expires <time>', texts.expires)
    .option('--label <text>', texts.label)
    .action(async (flags) => (await does()).createInvite(given(flags)));
  add('list', texts.list)
    .option('-a, --all', texts.all)
    .action(async (flags) => (await does()).listInvites(given(flags)));
  add('revoke <code>', texts.revoke).action(async (code, flags) =>
    (await does()).revoke(code, given(flags)),
  );
};
