import { expect, test } from 'bun:test';
import { createLog } from '../../server/log.ts';

function logged(
  logFormat: 'json' | 'readable',
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'debug',
) {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  return { log: createLog({ logFormat, logLevel, now: () => 0, write }), lines };
}

test('an event is one line, in JSON or readable', () => {
  const json = logged('json');
  json.log.info('listening', { port: 1 });
  expect(json.lines).toEqual([
    '{"time":"1970-01-01T00:00:00.000Z","level":"info","event":"listening","port":1}\n',
  ]);
  const readable = logged('readable');
  readable.log.warn('odd', { url: 'http://localhost:1', said: 'two words' });
  expect(readable.lines).toEqual([
    '1970-01-01T00:00:00.000Z WARN  odd url=http://localhost:1 said="two words"\n',
  ]);
});

test('less serious events than the level are left out, and silent leaves out all', () => {
  const { log, lines } = logged('json', 'warn');
  for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level]('x');
  expect(lines).toHaveLength(2);
  const silent = logged('json', 'silent');
  silent.log.error('x');
  expect(silent.lines).toEqual([]);
});

test('nobody forges a line by what they send', () => {
  for (const format of ['json', 'readable'] as const) {
    const { log, lines } = logged(format);
    log.info('request', { path: '/x\n1970-01-01T00:00:00.000Z INFO  forged', ansi: '\u001b[31m' });
    expect(lines.join('').trimEnd().split('\n')).toHaveLength(1);
    expect(lines.join('')).not.toContain('\u001b');
  }
});

test('an error is written with its message and stack', () => {
  const { log, lines } = logged('json');
  log.error('failed', { error: Object.assign(new Error('disk'), { code: 'SQLITE_FULL' }) });
  expect(JSON.parse(lines[0] ?? '').error).toMatchObject({
    name: 'Error',
    message: 'disk',
    code: 'SQLITE_FULL',
    stack: expect.stringContaining('log.test.ts'),
  });
});
