import type { Config } from './config.ts';

/** Facts of an event. Never message text, tokens, passwords or query strings. */
export type LogFields = Record<string, unknown>;

/** One line an event. `event` is a short fixed phrase, so that lines of one kind can be counted. */
export type Log = Record<'debug' | 'info' | 'warn' | 'error', LogLine>;
type LogLine = (event: string, fields?: LogFields) => void;

type Options = Pick<Config, 'logLevel' | 'logFormat'> & {
  now: () => number;
  write: (line: string) => void;
};

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export function createLog({ logLevel, logFormat, now, write }: Options): Log {
  const format = logFormat === 'json' ? asJson : asText;
  const least = logLevel === 'silent' ? LEVELS.length : LEVELS.indexOf(logLevel);
  const lines = LEVELS.map((level, rank) => {
    const line: LogLine = (event, fields = {}) =>
      write(`${format(new Date(now()).toISOString(), level, event, plain(fields))}\n`);
    return [level, rank < least ? () => {} : line];
  });
  return Object.fromEntries(lines) as Log;
}

function asJson(time: string, level: string, event: string, fields: LogFields): string {
  return JSON.stringify({ time, level, event, ...fields });
}

function asText(time: string, level: string, event: string, fields: LogFields): string {
  const facts = Object.entries(fields).map(([name, value]) => ` ${name}=${asWord(value)}`);
  return `${time} ${level.toUpperCase().padEnd(5)} ${event}${facts.join('')}`;
}

/** Quoted when it could be taken for two words or break the line: nobody may forge a log line. */
function asWord(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
  return /^[\w./:@+-]+$/.test(text) || typeof value !== 'string' ? text : JSON.stringify(text);
}

/** Errors become plain objects, which JSON would write as `{}`. */
function plain(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? errorFields(value) : value,
    ]),
  );
}

function errorFields(error: Error): LogFields {
  const code = 'code' in error ? { code: error.code } : {};
  return { name: error.name, message: error.message, ...code, stack: error.stack };
}
