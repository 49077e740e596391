import { expect, test } from 'bun:test';
import type { TSchema } from '@sinclair/typebox';
import * as accounts from '../protocol/accounts.ts';
import * as audit from '../protocol/audit.ts';
import * as auth from '../protocol/auth.ts';
import * as invites from '../protocol/server-invites.ts';
import * as settings from '../protocol/server-settings.ts';
import { UP } from '../protocol/up.ts';
import { CONTROL_COMMANDS } from '../server/control/schema.ts';

/** Everything that a caller from outside may send, by name. */
const bodies: [string, TSchema][] = [
  ...Object.entries(UP).map(([type, { body }]) => [type, body] as [string, TSchema]),
  ...Object.entries({ ...accounts, ...audit, ...auth, ...invites, ...settings })
    .filter(([name]) => name.endsWith('Body'))
    .map(([name, schema]) => [name, schema as TSchema] as [string, TSchema]),
  ...Object.entries(CONTROL_COMMANDS),
];

/** Lists the parts of a schema that a sender could make as large as they like. */
function listUnbounded(schema: TSchema, path: string): string[] {
  const { type, properties, items, anyOf, patternProperties } = schema;
  const found: string[] = [];
  if (type === 'integer' || type === 'number') {
    const { minimum, maximum } = schema;
    if (!(minimum >= Number.MIN_SAFE_INTEGER && maximum <= Number.MAX_SAFE_INTEGER))
      found.push(path);
  }
  if (type === 'string' && schema.maxLength === undefined && schema.pattern === undefined)
    if (schema.const === undefined) found.push(path);
  if (type === 'array' && schema.maxItems === undefined && !Array.isArray(items)) found.push(path);
  if (patternProperties && schema.maxProperties === undefined) found.push(path);
  const parts: [string, TSchema][] = [
    ...Object.entries((properties ?? {}) as Record<string, TSchema>),
    ...Object.entries((patternProperties ?? {}) as Record<string, TSchema>),
    ...((Array.isArray(items) ? items : items ? [items] : []) as TSchema[]).map(
      (one) => ['[]', one] as [string, TSchema],
    ),
    ...((anyOf ?? []) as TSchema[]).map((one) => ['', one] as [string, TSchema]),
  ];
  return [...found, ...parts.flatMap(([name, one]) => listUnbounded(one, `${path}.${name}`))];
}

test('every number, text and list that can be sent has an end: no 1e300 reaches the database', () => {
  expect(bodies.length).toBeGreaterThan(50);
  expect(bodies.flatMap(([name, schema]) => listUnbounded(schema, name))).toEqual([]);
});
