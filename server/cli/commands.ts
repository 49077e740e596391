import { defineBackup, defineRestore, defineVerify } from './backup/define.ts';
import type { Define } from './command.ts';
import { defineDoctor } from './doctor/define.ts';
import { defineFiles } from './files/commands.ts';
import { defineImport } from './import/commands.ts';
import { defineInstall, defineUninstall } from './install/commands.ts';
import { defineInvite } from './invite/commands.ts';
import { defineJobs } from './jobs/commands.ts';
import { defineMove } from './move/define.ts';
import { definePush } from './push/commands.ts';
import { defineTurn } from './turn/define.ts';
import { defineUpdate, defineVersion } from './update/commands.ts';
import { defineUser } from './user/commands.ts';

/** All commands but `serve` and `status`, in the order of `--help`. */
export const COMMANDS: readonly Define[] = [
  defineDoctor,
  defineUser,
  defineInvite,
  definePush,
  defineJobs,
  defineBackup,
  defineRestore,
  defineVerify,
  defineFiles,
  defineTurn,
  defineImport,
  defineMove,
  defineInstall,
  defineUninstall,
  defineUpdate,
  defineVersion,
];
