import { BOUNDS } from './bounds.ts';
import type { Config } from './config.ts';
import { jsonOf } from './terminal.ts';

/** Facts of an event. Never message text, tokens, passwords or query strings. */
type LogFields = Record<string, unknown>;

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
  const gate = new LineGate(now);
  const lines = LEVELS.map((level, rank) => {
    const line: LogLine = (event, fields = {}) => {
      const omitted = level === 'debug' ? 0 : gate.pass(event);
      if (omitted === undefined) return;
      const facts = omitted > 0 ? { ...fields, omitted } : fields;
      write(`${format(new Date(now()).toISOString(), level, event, plain(facts))}\n`);
    };
    return [level, rank < least ? () => {} : line];
  });
  return Object.fromEntries(lines) as Log;
}

/**
 * Lines of one event: a burst, then one a second. A stranger can cause some of them (a wrong password, a broken
 * request), and would fill the disk with them. Events are fixed phrases, so there are few.
 */
class LineGate {
  private readonly seen = new Map<string, { left: number; at: number; omitted: number }>();

  constructor(private readonly now: () => number) {}

  /** How many lines were left out before this one; undefined: this one is left out too. */
  pass(event: string): number | undefined {
    const { tokens, perMs } = BOUNDS.logLines;
    const at = this.now();
    const state = this.seen.get(event) ?? { left: tokens, at, omitted: 0 };
    this.seen.set(event, state);
    const gained = (Math.max(0, at - state.at) * tokens) / perMs;
    state.left = Math.min(tokens, state.left + gained);
    state.at = at;
    if (state.left < 1) {
      state.omitted++;
      return undefined;
    }
    state.left--;
    const { omitted } = state;
    state.omitted = 0;
    return omitted;
  }
}

function asJson(time: string, level: string, event: string, fields: LogFields): string {
  return jsonOf({ time, level, event, ...fields });
}

function asText(time: string, level: string, event: string, fields: LogFields): string {
  const facts = Object.entries(fields).map(([name, value]) => ` ${name}=${asWord(value)}`);
  return `${time} ${level.toUpperCase().padEnd(5)} ${event}${facts.join('')}`;
}

/** Quoted when it could be taken for two words or break the line: a client must not be able to forge a log line. */
function asWord(value: unknown): string {
  if (value === undefined) return 'undefined';
  return typeof value === 'string' && /^[\w./:@+-]+$/.test(value) ? value : jsonOf(value);
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
