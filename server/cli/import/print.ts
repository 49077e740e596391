import type { LegacyPaths } from '../../import/legacy-paths.ts';
import { type Noun, ODDITIES, type Report } from '../../import/report.ts';
import { cell, jsonOf } from '../../terminal.ts';
import type { TerminalLanguage } from '../texts.ts';
import { IMPORT_TEXTS } from './texts.ts';

type Shown = { places: LegacyPaths; report: Report; dryRun: boolean; language: TerminalLanguage };

/** One line; the names of the oddities are those of server/import/report.ts. */
export function asJson({ places, report, dryRun }: Shown): string {
  return `${jsonOf({ dryRun, ...places, ...report.toJSON() })}\n`;
}

export function asText({ places, report, dryRun, language }: Shown): string {
  const texts = IMPORT_TEXTS[language];
  const number = new Intl.NumberFormat(language);
  const lines = [
    `${texts.database}: ${places.database}`,
    `${texts.uploadsAt}: ${places.uploads ?? texts.none}`,
    `${texts.envAt}: ${places.env ?? texts.none}`,
    '',
  ];
  for (const noun of Object.keys(report.counts) as Noun[]) {
    const { found, brought, known } = report.counts[noun];
    if (found === 0) continue;
    const counts = [brought, known, Math.max(0, found - brought - known)].map((n) =>
      number.format(n),
    );
    const say = dryRun ? texts.countsDry : texts.counts;
    lines.push(`${texts.nouns[noun]}: ${say(...(counts as [string, string, string]))}`);
    if (noun === 'messages' && brought > 0) lines.push(`  ${kindsOf(report, language)}`);
  }
  lines.push(
    texts.vapid(report.vapid),
    ...odditiesOf(report, language),
    ...renamedOf(report, language),
  );
  const fresh = Object.values(report.counts).some(({ brought }) => brought > 0);
  lines.push('', dryRun ? texts.dry : fresh ? texts.done : texts.nothing);
  return `${lines.join('\n')}\n`;
}

function kindsOf({ kinds }: Report, language: TerminalLanguage): string {
  const number = new Intl.NumberFormat(language);
  const words = IMPORT_TEXTS[language].kinds;
  return (Object.keys(words) as (keyof typeof words)[])
    .filter((kind) => kinds[kind] > 0)
    .map((kind) => `${words[kind]} ${number.format(kinds[kind])}`)
    .join(' · ');
}

function odditiesOf({ oddities }: Report, language: TerminalLanguage): string[] {
  const texts = IMPORT_TEXTS[language];
  const number = new Intl.NumberFormat(language);
  const lines = ODDITIES.flatMap((kind) => {
    const odd = oddities[kind];
    if (!odd) return [];
    const shown = odd.examples.filter((one) => one !== '').map(printable);
    const example =
      shown.length > 0 ? ` (${texts.example(shown.join(language === 'fa' ? '، ' : ', '))})` : '';
    const count =
      kind.startsWith('vapid') || kind === 'log_absent' ? '–' : number.format(odd.count);
    return [`  ${count} ${texts.oddities[kind]}${example}`];
  });
  return lines.length > 0 ? ['', texts.odd, ...lines] : [];
}

function renamedOf({ renamed }: Report, language: TerminalLanguage): string[] {
  if (renamed.length === 0) return [];
  const lines = renamed.map(({ old, now }) => `  ${printable(old)} → ${now}`);
  return ['', IMPORT_TEXTS[language].renamed, ...lines];
}

/** Names and paths come from strangers: nothing in them may steer the terminal. */
function printable(text: string): string {
  return cell(text);
}
