import { defineBackup, defineRestore, defineVerify } from './backup/define.ts';
import type { Define } from './command.ts';
import { defineImport } from './import/commands.ts';
import { defineInstall, defineUninstall } from './install/commands.ts';
import { defineUpdate, defineVersion } from './update/commands.ts';

/** All commands but `serve` and `status`, in the order of `--help`. */
export const COMMANDS: readonly Define[] = [
  defineBackup,
  defineRestore,
  defineVerify,
  defineImport,
  defineInstall,
  defineUninstall,
  defineUpdate,
  defineVersion,
];
