import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { Glob } from 'bun';
import { type Case, casesOf } from './helpers/data.ts';

/** Cases are lines of data, run by tests in other files: a line that none of them asks for would pass for ever. */
const files = [...new Glob('**/*.test.ts').scanSync(import.meta.dir)];
const sources = await Promise.all(
  files.map((file) => Bun.file(join(import.meta.dir, file)).text()),
);
const listAsked = (call: RegExp): string[] => [
  ...new Set(sources.flatMap((source) => [...source.matchAll(call)].map(([, name = '']) => name))),
];

test('every file of cases is read by a test', () => {
  const there = [...new Glob('*.jsonl').scanSync(join(import.meta.dir, 'persian'))];
  const read = listAsked(/\b(?:casesOf|readCases)<[^()]*?>\(\s*'([\w-]+)'/g);
  expect(there.map((name) => name.replace('.jsonl', '')).sort()).toEqual(read.sort());
});

test('every kind of case on a screen is run by a test, and every kind that is run has a case', async () => {
  const kinds = (await casesOf<Case & { scenario: string }>('screens')).map((one) => one.scenario);
  const run = listAsked(/\bscenario(?:sOf)?\('(\w+)'\)/g);
  expect([...new Set(kinds)].sort()).toEqual(run.sort());
});
