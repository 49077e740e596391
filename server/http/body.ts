import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { ApiError } from '../../db/engine/api-error.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { checkSchema } from '../check-schema.ts';

/**
 * Reads the JSON body and checks it; unknown fields are ignored. Handlers read it and not Elysia, whose parser runs
 * before any guard: a stranger would make the server read their body first, and get 400 where the reply is 401.
 */
export async function readBody<T extends TSchema>(request: Request, schema: T): Promise<Static<T>> {
  return checkSchema(schema, (await readJson(request)).sent);
}

/** The query, checked; numbers arrive as text. */
export function readQuery<T extends TSchema>(query: object, schema: T): Static<T> {
  return checkSchema(schema, toTyped(query, schema));
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

/** The object that was sent as JSON, and the length of its text. No body at all is `empty`, where that is allowed. */
export async function readJson(
  request: Request,
  empty?: object,
): Promise<{ sent: object; size: number }> {
  const text = await readText(request);
  if (text === '' && empty) return { sent: empty, size: 0 };
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    // Whatever is no JSON is answered like what is no object.
  }
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    throw new ApiError('invalid', { field: 'body' });
  return { sent, size: text.length };
}

/** The body, counted while it comes: one that names no length is refused when it has grown too long, in our own words. */
export async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  if (isLongerThan(request, most)) throw new ApiError('too_large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > most) break;
      chunks.push(chunk);
    }
  } catch {
    // The client has gone, or Bun has aborted the request (`maxRequestBodySize`): this reply is read by no one.
    throw new ApiError('too_large');
  }
  if (size > most) throw new ApiError('too_large');
  return Buffer.concat(chunks);
}

/** Whether it says itself that its body is longer. */
export const isLongerThan = ({ headers }: Request, most: number): boolean =>
  Number(headers.get('content-length') ?? 0) > most;

/**
 * The body as text. What is no UTF-8 is no JSON either (RFC 8259 §8.1), and never text with other letters in it.
 */
async function readText(request: Request): Promise<string> {
  const bytes = await readBytes(request, LIMITS.bodyBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError('invalid', { field: 'body' });
  }
}
