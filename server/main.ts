import './env.ts';
import { CommandError, EXIT } from './cli/command.ts';
import { COMMANDS } from './cli/commands.ts';
import { runProgram } from './cli/program.ts';
import { serve, startSentence } from './cli/serve.ts';
import { status } from './cli/status.ts';
import { languageOf } from './cli/texts.ts';
import { ConfigError } from './config.ts';

// Whoever reads only the first lines (`head`) closes the pipe: that is no fault to show a stack for.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code !== 'EPIPE') process.stderr.write(`Standard output cannot be written (${code}).\n`);
  process.exit(EXIT.failed);
});

try {
  await runProgram(process.argv.slice(2), languageOf(process.env), {
    serve,
    status,
    others: COMMANDS,
  });
} catch (error) {
  const { sentence, code } = ending(error);
  process.stderr.write(`${sentence}\n`);
  process.exitCode = code;
}

function ending(error: unknown): { sentence: string; code: number } {
  if (error instanceof CommandError) return { sentence: error.message, code: error.exitCode };
  if (error instanceof ConfigError) return { sentence: error.message, code: EXIT.usage };
  const stack = error instanceof Error ? error.stack : undefined;
  return { sentence: startSentence(error) ?? stack ?? String(error), code: EXIT.failed };
}
