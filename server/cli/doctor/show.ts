import { forTerminal } from '../../terminal.ts';
import { print } from '../lib/print.ts';
import type { TerminalLanguage } from '../texts.ts';
import { type Finding, type Level, sentences } from './finding.ts';
import { DOCTOR_TEXTS } from './texts.ts';

const COLOURS: Record<Level, string> = { ok: 'green', warning: 'orange', fault: 'red' };

/** One line each, with the fix below what is not ok; the sum at the end. What a proxy answered may stand in them. */
export function show(
  findings: readonly Finding[],
  { language, json }: { language: TerminalLanguage; json: boolean },
): void {
  const count = (level: Level): number => findings.filter((one) => one.level === level).length;
  const [faults, warnings] = [count('fault'), count('warning')];
  const checks = findings.map(({ id, level, facts }) => {
    const [what, fix] = sentences({ id, level, facts }, language);
    return { id, level, what, fix, facts };
  });
  print(json, { sound: faults === 0, faults, warnings, checks }, () => {
    const texts = DOCTOR_TEXTS[language];
    const { format } = new Intl.NumberFormat(language);
    const lines = checks.flatMap(({ level, what, fix }) => [
      `${painted(texts.levels[level], level)}  ${forTerminal(what)}`,
      ...(fix === '' ? [] : [`         → ${forTerminal(fix)}`]),
    ]);
    const sound = faults + warnings === 0;
    return [...lines, sound ? texts.sound : texts.sum(format(faults), format(warnings))].join('\n');
  });
}

/** On a terminal only. */
function painted(text: string, level: Level): string {
  if (!process.stdout.isTTY || process.env.NO_COLOR) return text;
  return `${Bun.color(COLOURS[level], 'ansi')}${text}\x1b[0m`;
}
