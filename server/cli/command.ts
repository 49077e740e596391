import type { Command } from 'commander';
import type { TerminalLanguage } from './texts.ts';

/**
 * Adds one command to the program. What it does is imported when it is called (`await import`), so that `serve` starts
 * without the code of the others.
 */
export type Define = (program: Command, language: TerminalLanguage) => void;

/**
 * How a command ends, for scripts (docs/commands.md): 0 done, 1 could not, 2 wrong command line or setting, 3 no server
 * runs, 4 something is wrong with what was looked at (verify, doctor), 5 refused so that nothing is lost.
 */
export const EXIT = { done: 0, failed: 1, usage: 2, notRunning: 3, wrong: 4, refused: 5 } as const;

/** Ends a command with one sentence on standard error, in the person's language, and its exit code. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: number = EXIT.failed,
  ) {
    super(message);
  }
}
