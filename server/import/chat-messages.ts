import { importChats } from './chats.ts';
import type { ImportContext } from './context.ts';
import { importMessages } from './messages.ts';
import { seedKey } from './people.ts';
import { importReceipts } from './receipts.ts';
import { type Count, NOUNS, Report } from './report.ts';
import { scanMessages } from './scan.ts';

/** Kept of a whole run: of which bytes it was, and what a run over the same ones would find. */
type Whole = { digest: string } & Pick<Report, 'counts' | 'oddities'>;

/**
 * Imports what people wrote: nearly everything there is. `digest`: of the legacy database, from before anything was
 * read; when a whole run has imported the very same one, there is nothing to look for.
 */
export async function importChatMessages(context: ImportContext, digest: string): Promise<void> {
  const { target, identity, original, report, tick } = context;
  const key = `${seedKey(identity.source)}.whole`;
  const kept = await target.read(target.settings.get(key));
  const whole = kept === undefined ? undefined : (JSON.parse(kept) as Whole);
  if (whole?.digest === digest) {
    tick(original.count('messages') + original.count('conversations'));
    return report.add(whole);
  }
  const own = { ...context, report: new Report() };
  const scan = await scanMessages(own);
  await importChats(own, scan);
  await importMessages(own, scan);
  await importReceipts(own);
  report.add(own.report);
  const text = JSON.stringify({ digest, ...toLasting(own.report) } satisfies Whole);
  await target.write?.(() => target.settings.set(key, text));
}

/** The same however often it was broken off: nothing of what only the run that brings something says. */
function toLasting({ counts, oddities }: Report): Omit<Whole, 'digest'> {
  const { message_late: _, status_passed: _passed, ...lasting } = oddities;
  const known = NOUNS.map((noun): [string, Count] => {
    const { found, brought, known } = counts[noun];
    return [noun, { found, brought: 0, known: brought + known }];
  });
  return { counts: Object.fromEntries(known) as Report['counts'], oddities: sorted(lasting) };
}

/** In which order they were found may differ between a whole run and one that goes on. */
const sorted = (oddities: Report['oddities']): Report['oddities'] =>
  Object.fromEntries(Object.entries(oddities).toSorted(([a], [b]) => (a < b ? -1 : 1)));
