import { persianDigits } from '../../../db/engine/user-error.ts';
import { serviceWords } from '../lib/service-words.ts';
import { systemWords } from '../lib/system-words.ts';
import type { TerminalLanguage } from '../texts.ts';
import { BUCKET } from './texts/bucket.ts';
import { FRONT } from './texts/front.ts';
import { MACHINE } from './texts/machine.ts';
import { NODES } from './texts/nodes.ts';
import { DATABASE_SERVER } from './texts/postgres.ts';
import { PROXY } from './texts/proxy.ts';
import { SERVER } from './texts/server.ts';
import { TURN } from './texts/turn.ts';

export const FINDING_TEXTS = {
  ...{ ...MACHINE, ...SERVER, ...NODES, ...BUCKET },
  ...{ ...FRONT, ...PROXY, ...DATABASE_SERVER, ...TURN },
};

export type FindingId = keyof typeof FINDING_TEXTS;
export type Level = 'ok' | 'warning' | 'fault';
/** What a sentence's `{…}` stand for. Numbers are written in the language's digits. */
export type Facts = Record<string, string | number>;
export type Finding = { id: FindingId; level: Level; facts: Facts };

export const toFinding = (id: FindingId, facts: Facts = {}): Finding => ({
  id,
  level: FINDING_TEXTS[id].level,
  facts,
});

/** What was found, and what to do about it ('' where nothing is to be done). */
export function sentences(
  { id, facts }: Finding,
  language: TerminalLanguage,
  words: Facts = serviceWords(language),
): [what: string, fix: string] {
  const { format } = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const filled = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const fact = facts[name] ?? words[name] ?? '';
      if (typeof fact === 'number') return format(fact);
      if (name === 'reason' || name === 'code') return systemWords(fact, language);
      return language === 'fa' && name === 'port' ? persianDigits(fact) : fact;
    });
  const [what, fix = ''] = FINDING_TEXTS[id][language];
  return [filled(what), filled(fix)];
}
