import type { Static, TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { Value } from '@sinclair/typebox/value';
import { LIMITS } from '../../protocol/limits.ts';
import { Refusal } from '../errors.ts';

const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>();

/**
 * The JSON body, checked; unknown fields are ignored. Read by handlers and not by Elysia, whose parser runs before any
 * guard: a stranger would make us read their body first, and be told 400 where the answer is 401.
 */
export async function readBody<T extends TSchema>(request: Request, schema: T): Promise<Static<T>> {
  return checked(await readJson(request), schema);
}

/** The query, checked; numbers arrive as text. */
export function readQuery<T extends TSchema>(query: object, schema: T): Static<T> {
  return checked(Value.Convert(schema, { ...query }), schema);
}

function checked<T extends TSchema>(value: unknown, schema: T): Static<T> {
  let check = compiled.get(schema);
  if (!check) {
    check = TypeCompiler.Compile<TSchema>(schema);
    compiled.set(schema, check);
  }
  if (check.Check(value)) return value as Static<T>;
  throw new Refusal('invalid', { field: fieldOf(check.Errors(value).First()?.path) });
}

/** A JSON Pointer as the field's name: `/cursor/abc/0` → `cursor.abc.0`. */
function fieldOf(pointer = ''): string {
  return pointer.slice(1).replaceAll('/', '.') || 'body';
}

async function readJson(request: Request): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > LIMITS.bodyBytes)
    throw new Refusal('too_large');
  const bytes = await request.arrayBuffer().catch(() => {
    // Bun breaks off a chunked body that grows past `maxRequestBodySize`.
    throw new Refusal('too_large');
  });
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal('invalid', { field: 'body' });
  }
}
