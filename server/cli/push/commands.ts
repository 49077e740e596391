import type { Command } from 'commander';
import type { Define } from '../command.ts';
import { defineControlCommand, toControlFlags } from '../options.ts';
import { PUSH_COMMAND_TEXTS } from './texts.ts';

/** `payambar push …`, on a live server or on data at rest. */
export const definePush: Define = (program, language) => {
  const texts = PUSH_COMMAND_TEXTS[language];
  const push = program.command('push').description(texts.push);
  const add = (usage: string, what: string): Command =>
    defineControlCommand(push, usage, what, language);
  const does = () => import('./push.ts');
  const given = (flags: Record<string, unknown>) => toControlFlags(flags, language);

  add('keys', texts.keys).action(async (flags) => (await does()).showKeys(given(flags)));
  add('list', texts.list).action(async (flags) => (await does()).listDevices(given(flags)));
  add('test <username>', texts.test).action(async (username, flags) =>
    (await does()).testDevices(username, given(flags)),
  );
  add('prune', texts.prune).action(async (flags) => (await does()).prune(given(flags)));
};
