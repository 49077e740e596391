import { defineBackup, defineRestore, defineVerify } from './backup/define.ts';
import type { Define } from './command.ts';
import { defineDoctor } from './doctor/define.ts';
import { defineImport } from './import/commands.ts';
import { defineInstall, defineUninstall } from './install/commands.ts';
import { defineInvite } from './invite/commands.ts';
import { defineUpdate, defineVersion } from './update/commands.ts';
import { defineUser } from './user/commands.ts';

/** All commands but `serve` and `status`, in the order of `--help`. */
export const COMMANDS: readonly Define[] = [
  defineDoctor,
  defineUser,
  defineInvite,
  defineBackup,
  defineRestore,
  defineVerify,
  defineImport,
  defineInstall,
  defineUninstall,
  defineUpdate,
  defineVersion,
];
