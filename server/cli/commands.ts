import type { Define } from './command.ts';

/** All commands but `serve` and `status`, in the order of `--help`. */
export const COMMANDS: readonly Define[] = [];
