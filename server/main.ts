import './env.ts';
import { DATABASE } from '../db/engine/file-name.ts';
import { UserFacingError } from '../db/engine/user-error.ts';
import { CommandError, EXIT } from './cli/command.ts';
import { COMMANDS } from './cli/commands.ts';
import { toUserFacing } from './cli/failure.ts';
import { runProgram } from './cli/program.ts';
import { terminalLanguage } from './cli/texts.ts';
import { ConfigError } from './config.ts';
import { forTerminal } from './terminal.ts';

process.stderr.on('error', () => {});
// A reader of only the first lines (`head`) closes the pipe: that is no fault to show a stack for.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code !== 'EPIPE') process.stderr.write(`Standard output cannot be written (${code}).\n`);
  process.exit(EXIT.failed);
});

const language = terminalLanguage(process.env);

try {
  await runProgram(process.argv.slice(2), language, {
    // Loaded when they are called: the relay, a process of its own, needs nothing of them.
    serve: async (options) => (await import('./boot/serve.ts')).serve(options),
    status: async (options) => (await import('./cli/status.ts')).status(options),
    others: COMMANDS,
  });
} catch (error) {
  const { sentence, code } = ending(error);
  // What was begun may keep the process alive: a server that could not start would go on listening.
  process.stderr.write(`${forTerminal(sentence)}\n`, () => process.exit(code));
}

function ending(thrown: unknown): { sentence: string; code: number } {
  const error = toUserFacing(thrown, DATABASE);
  if (error instanceof CommandError) return { sentence: error.message, code: error.exitCode };
  if (error instanceof UserFacingError) {
    const code = error instanceof ConfigError ? EXIT.usage : EXIT.failed;
    return { sentence: error.said[language], code };
  }
  // Our own mistake: it deserves a stack.
  const stack = error instanceof Error ? error.stack : undefined;
  return { sentence: stack ?? String(error), code: EXIT.failed };
}
