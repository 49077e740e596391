import { Kind, type TSchema } from '@sinclair/typebox';

export type Random = () => number;

/** mulberry32 gives the same numbers for the same seed, on every machine. */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const TEXTS = [
  '',
  ' ',
  'a',
  'سلام',
  'می\u200cرود',
  '\u202e',
  '\0',
  '🎂'.repeat(9),
  'x'.repeat(300),
  '%',
  '../..',
  '\ud800',
];
const WRONG = [null, true, -1, 1e300, 0.5, 9e15, 'x', [], {}, [[]], { a: { b: [1] } }];

/** Makes a value that a schema may hold, or, now and then, one that it may not; `known`: ids and names that exist. */
export function madeUp(schema: TSchema, random: Random, known: readonly string[]): unknown {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const again = (part: TSchema) => madeUp(part, random, known);
  if (random() < 0.08) return pick(WRONG);
  if (schema.const !== undefined) return schema.const;
  if (schema.anyOf) return again(pick(schema.anyOf as TSchema[]));
  if (schema.type === 'object' && schema.properties) {
    const required: string[] = schema.required ?? [];
    const fields = Object.entries(schema.properties as Record<string, TSchema>).filter(
      ([name]) => random() < (required.includes(name) ? 0.97 : 0.5),
    );
    return Object.fromEntries(fields.map(([name, part]) => [name, again(part)]));
  }
  if (schema.type === 'object') return { [pick(known)]: [1, 1, 1, 1], x: pick(WRONG) };
  if (schema.type === 'array') {
    const items = Array.isArray(schema.items) ? schema.items : undefined;
    if (items) return items.map(again);
    return Array.from({ length: Math.floor(random() * 4) }, () => again(schema.items as TSchema));
  }
  if (schema.type === 'integer' || schema.type === 'number')
    return pick([0, 1, 2, 30, -1, schema.minimum ?? 0, schema.maximum ?? 2 ** 53, 2 ** 53 + 2]);
  if (schema.type === 'boolean') return random() < 0.5;
  if (schema.type === 'string') return random() < 0.6 ? pick(known) : pick(TEXTS);
  return schema[Kind] === 'Null' ? null : pick(WRONG);
}
