import type { Static, TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { ApiError } from '../db/engine/api-error.ts';

/** Compiled at first use: doing it at the start would cost every start some milliseconds that few need. */
const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>();

/** The value, typed, or `invalid` naming the first field that is wrong. Unknown fields are let through and ignored. */
export function checkSchema<T extends TSchema>(schema: T, value: unknown): Static<T> {
  let check = compiled.get(schema);
  if (!check) {
    check = TypeCompiler.Compile<TSchema>(schema);
    compiled.set(schema, check);
  }
  if (check.Check(value)) return value as Static<T>;
  // A JSON Pointer as the field's name: `/cursor/abc/0` → `cursor.abc.0`.
  const pointer = check.Errors(value).First()?.path ?? '';
  throw new ApiError('invalid', { field: pointer.slice(1).replaceAll('/', '.') || 'body' });
}
