import type { TerminalLanguage } from '../texts.ts';
import { withProgress } from './progress.ts';

type Options<Phase extends string> = {
  language: TerminalLanguage;
  /** What each phase is called before its bar. */
  labels: Readonly<Record<Phase, string>>;
  quiet: boolean;
  /** What the work ends with when somebody has stopped it. */
  interrupted(): Error;
};
type WatchPhases<Phase> = <T>(
  phase: Phase,
  total: number,
  work: (tick: (amount?: number) => void) => Promise<T>,
) => Promise<T>;

/**
 * Shows how far each phase of a command is. Who stops it (Ctrl-C) ends the work at its next tick, so that it leaves nothing
 * half done.
 */
export function watchPhases<Phase extends string>(options: Options<Phase>): WatchPhases<Phase> {
  const { language, labels, quiet, interrupted } = options;
  let stopped = false;
  const stop = () => {
    stopped = true;
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return (phase, total, work) =>
    withProgress(
      language,
      labels[phase],
      total,
      (tick) =>
        work((amount) => {
          if (stopped) throw interrupted();
          tick(amount);
        }),
      { quiet },
    );
}
