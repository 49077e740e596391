import './env.ts';
import { runProgram, UsageError } from './cli/program.ts';
import { serve, startSentence } from './cli/serve.ts';
import { status } from './cli/status.ts';
import { languageOf } from './cli/texts.ts';
import { ConfigError } from './config.ts';

/** sysexits-like: 2 for a wrong setting or command line, 1 for a server that cannot start. */
try {
  await runProgram(process.argv.slice(2), languageOf(process.env), { serve, status });
} catch (error) {
  const wrong = error instanceof ConfigError;
  const sentence = wrong ? error.message : startSentence(error);
  if (!(error instanceof UsageError)) {
    process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : error)}\n`);
  }
  process.exitCode = wrong || error instanceof UsageError ? 2 : 1;
}
