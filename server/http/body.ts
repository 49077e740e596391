import type { Static, TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { Value } from '@sinclair/typebox/value';
import { ApiError } from '../../db/engine/api-error.ts';
import { LIMITS } from '../../protocol/limits.ts';

const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>();

/**
 * Reads the JSON body and checks it; unknown fields are ignored. Handlers read it and not Elysia, whose parser runs
 * before any guard: a stranger would make the server read their body first, and get 400 where the reply is 401.
 */
export async function readBody<T extends TSchema>(request: Request, schema: T): Promise<Static<T>> {
  return checked(await readJson(request), schema);
}

/** The query, checked; numbers arrive as text. */
export function readQuery<T extends TSchema>(query: object, schema: T): Static<T> {
  return checked(toTyped(query, schema), schema);
}

/**
 * Texts of a path or query as the schema's types. Convert alone makes 1 of `1e300` and of `1.9`: what is no whole number
 * as people write it stays a text, and is refused.
 */
export function toTyped(given: object, schema: TSchema): unknown {
  const kept: Record<string, unknown> = {};
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries({ ...given })) {
    const whole = schema.properties?.[name]?.type !== 'integer' || isWhole(value);
    (whole ? rest : kept)[name] = value;
  }
  return { ...(Value.Convert(schema, rest) as object), ...kept };
}

const isWhole = (value: unknown): boolean =>
  typeof value === 'string' && /^-?\d{1,16}$/.test(value);

function checked<T extends TSchema>(value: unknown, schema: T): Static<T> {
  let check = compiled.get(schema);
  if (!check) {
    check = TypeCompiler.Compile<TSchema>(schema);
    compiled.set(schema, check);
  }
  if (check.Check(value)) return value as Static<T>;
  throw new ApiError('invalid', { field: fieldOf(check.Errors(value).First()?.path) });
}

/** A JSON Pointer as the field's name: `/cursor/abc/0` → `cursor.abc.0`. */
function fieldOf(pointer = ''): string {
  return pointer.slice(1).replaceAll('/', '.') || 'body';
}

async function readJson(request: Request): Promise<unknown> {
  return parseJson(await readText(request));
}

/** What was sent, as JSON; whatever is none is `invalid`. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError('invalid', { field: 'body' });
  }
}

/**
 * The body as text, counted while it comes: one that names no length is refused when it has grown too long, in our own
 * words. What is no UTF-8 is no JSON either (RFC 8259 §8.1), and never text with other letters in it.
 */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > LIMITS.bodyBytes)
    throw new ApiError('too_large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > LIMITS.bodyBytes) break;
      chunks.push(chunk);
    }
  } catch {
    // The client has gone, or Bun has aborted the request (`maxRequestBodySize`): this reply is read by no one.
    throw new ApiError('too_large');
  }
  if (size > LIMITS.bodyBytes) throw new ApiError('too_large');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new ApiError('invalid', { field: 'body' });
  }
}
