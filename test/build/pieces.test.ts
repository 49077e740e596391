import { describe, expect, test } from 'bun:test';
import { staticGraph } from '../../build/chunks.ts';
import { slim } from '../../build/icons.ts';
import { parseOptions } from '../../build/options.ts';
import { failuresOf } from '../../scripts/failures.ts';
import { countOf } from '../../scripts/suite.ts';

describe('the options of the build', () => {
  test('an unknown target is refused with the ones that there are', () => {
    expect(parseOptions(['--target', 'bun-linux-arm64']).target).toBe('bun-linux-arm64');
    expect(() => parseOptions(['--target', 'linux'])).toThrow(/unknown; one of bun-linux-x64/);
  });
});

describe('what a script loads', () => {
  const chunks = {
    main: { bytes: 1, static: ['a'], lazy: ['c'] },
    a: { bytes: 1, static: ['b', 'main'], lazy: [] },
    b: { bytes: 1, static: [], lazy: [] },
    c: { bytes: 1, static: ['b'], lazy: [] },
  };

  test('is everything it imports at once, however deep, and nothing that comes later', () => {
    expect([...staticGraph(chunks, 'main')].sort()).toEqual(['a', 'b', 'main']);
  });
});

test('an icon keeps what draws it, and nothing else', () => {
  const svg =
    '<!-- @license x -->\n<svg\n  class="lucide"\n  xmlns="http://x"\n  width="24"\n  height="24"\n  viewBox="0 0 24 24"\n>\n  <rect width="20" height="5" />\n</svg>\n';
  expect(slim(svg)).toBe('<svg viewBox="0 0 24 24"><rect width="20" height="5"/></svg>');
});

describe('the count of the tests', () => {
  const report = (attributes: string) =>
    `<?xml version="1.0"?>\n<testsuites name="bun test" ${attributes} time="1">\n<testsuite tests="99" failures="98">`;

  test('is the sum of the whole run, not of its first file', () => {
    expect(countOf(report('tests="12" assertions="30" failures="2" skipped="0"'))).toEqual({
      passed: 10,
      failed: 2,
    });
  });

  test('has skipped tests among the failed ones', () => {
    expect(countOf(report('tests="5" assertions="9" failures="0" skipped="2"'))).toEqual({
      passed: 3,
      failed: 2,
    });
  });

  test('of a run that left no report is nothing', () => {
    expect(countOf('')).toEqual({ passed: 0, failed: 0 });
  });
});

test('what failed is told with its file and its error, and what passed is not', () => {
  const output =
    '\na.test.ts:\n(pass) good [1ms]\n\u001b[31merror: no\u001b[0m\n\n      at a.test.ts:3\n(fail) bad [1ms]\n(pass) fine [1ms]\n\nb.test.ts:\n(pass) well [1ms]\n(fail) late [9ms]\n  ^ this test timed out after 9ms.\n\n2 tests failed:\n(fail) bad [1ms]\n(fail) late [9ms]\n';
  expect(failuresOf(output)).toEqual([
    'a.test.ts:\nerror: no\n\n      at a.test.ts:3\n(fail) bad [1ms]',
    'b.test.ts:\n(fail) late [9ms]\n  ^ this test timed out after 9ms.',
  ]);
});
