import { Presets, SingleBar } from 'cli-progress';
import type { TerminalLanguage } from '../texts.ts';

/** `tick(n)`: n more of the total are done. */
type ProgressTick = (amount?: number) => void;

/** Where progress is written, and by which clock; tests bring their own. */
export type ProgressScreen = {
  stream: { write(text: string): unknown; isTTY?: boolean };
  now(): number;
};
type Look = { quiet?: boolean; screen?: ProgressScreen };

/** What is done within a second shows nothing at all. */
const DELAY_MS = 1_000;
/** Without a terminal, for a log: a line so often, and not more. */
const LINE_MS = 5_000;

/**
 * Runs `work` and shows how far it is on standard error: a bar on a terminal, plain lines elsewhere, nothing when it is
 * quick or `quiet` (`--json`). `total` counts whatever `tick` counts: rows, files, bytes.
 */
export async function withProgress<T>(
  language: TerminalLanguage,
  label: string,
  total: number,
  work: (tick: ProgressTick) => Promise<T>,
  { quiet = false, screen = { stream: process.stderr, now: () => Date.now() } }: Look = {},
): Promise<T> {
  if (quiet) return work(() => {});
  const show = screen.stream.isTTY ? barOn(language, label) : linesOn(language, label, screen);
  const started = screen.now();
  let done = 0;
  let shown = false;
  const tick: ProgressTick = (amount = 1) => {
    done += amount;
    if (!shown && screen.now() - started < DELAY_MS) return;
    shown = true;
    show.at(Math.min(done, total), total);
  };
  try {
    return await work(tick);
  } finally {
    if (shown) show.end();
  }
}

type Show = { at(done: number, total: number): void; end(): void };

const percentOf = (language: TerminalLanguage, done: number, total: number): string =>
  new Intl.NumberFormat(language, { style: 'percent' }).format(total > 0 ? done / total : 0);

function barOn(language: TerminalLanguage, label: string): Show {
  const format = `${label} {bar} {percent}`;
  const bar = new SingleBar(
    { format, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  let begun = false;
  return {
    at(done, total) {
      const percent = percentOf(language, done, total);
      if (!begun) bar.start(total, done, { percent });
      else bar.update(done, { percent });
      begun = true;
    },
    end: () => bar.stop(),
  };
}

function linesOn(language: TerminalLanguage, label: string, { stream, now }: ProgressScreen): Show {
  let last = Number.NEGATIVE_INFINITY;
  return {
    at(done, total) {
      if (now() - last < LINE_MS) return;
      last = now();
      stream.write(`${label}: ${percentOf(language, done, total)}\n`);
    },
    end: () => {},
  };
}
