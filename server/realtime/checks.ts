import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { ApiError } from '../../db/engine/api-error.ts';
import { UP, type UpBody, type UpType } from '../../protocol/up.ts';

type Body = (typeof UP)[UpType]['body'];

/** Compiled at first use: 16 schemas at start would cost every start some milliseconds that few need. */
const compiled = new Map<string, TypeCheck<Body>>();

export function isUpType(type: string): type is UpType {
  return Object.hasOwn(UP, type);
}

/** The body, typed, or `invalid` naming the first field that is wrong. Unknown fields are let through and ignored. */
export function checkBody<T extends UpType>(type: T, body: unknown): UpBody<T> {
  let check = compiled.get(type);
  if (check === undefined) {
    check = TypeCompiler.Compile<Body>(UP[type].body);
    compiled.set(type, check);
  }
  if (check.Check(body)) return body as UpBody<T>;
  const path = check.Errors(body).First()?.path ?? '';
  throw new ApiError('invalid', { field: path.slice(1).replaceAll('/', '.') });
}
