import { expect, test } from 'bun:test';
import { DOWN } from '../protocol/down.ts';
import { ERRORS } from '../protocol/errors.ts';
import { Request, UP } from '../protocol/up.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../protocol/version.ts';

/** In whichever file and order a request is written down, the wire is the same. */
const sorted = (table: object) =>
  Object.entries(table).sort(([one], [other]) => (one < other ? -1 : 1));
const wire = JSON.stringify({
  UP: sorted(UP),
  DOWN: sorted(DOWN),
  Request,
  ERRORS: sorted(ERRORS),
});
const hash = new Bun.CryptoHasher('sha256').update(wire).digest('hex').slice(0, 16);

test('the wire changes only on purpose: when this fails, raise PROTOCOL_VERSION, add its line of history, keep the floor, and put the new hash here', () => {
  expect({ hash, version: PROTOCOL_VERSION, floor: PROTOCOL_FLOOR }).toEqual({
    hash: 'e2a0de492f3378cb',
    version: 14,
    floor: 6,
  });
});

test('requests are imperative or nouns, events are facts: no type is both', () => {
  const both = Object.keys(UP).filter((type) => type in DOWN && type !== 'typing');
  expect(both).toEqual([]);
});
