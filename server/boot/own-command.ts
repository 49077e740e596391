/** The program itself, to start it once more: one file when it is compiled, else its sources. */
export function ownCommand(): string[] {
  const compiled = import.meta.path.startsWith('/$bunfs/');
  return compiled ? [process.execPath] : [process.execPath, ...process.execArgv, Bun.main];
}
