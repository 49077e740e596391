import type { TObject, TSchema } from '@sinclair/typebox';
import { ERRORS } from '../../protocol/errors.ts';
import { VERSION } from '../version.ts';
import type { Operation } from './operation.ts';

type Json = Record<string, unknown>;

/** OpenAPI 3.1, whose schemas are JSON Schema 2020-12; TypeBox writes draft 7, which differs for tuples. */
export function openApiDocument(operations: Operation[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Payambar', version: VERSION, license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-payambar' },
      },
      schemas: { Error: ERROR },
      responses: { Error: { description: 'A refusal', content: json({ $ref: ERROR_REF }) } },
    },
  };
}

const ERROR_REF = '#/components/schemas/Error';
const ERROR = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code'],
      properties: {
        code: { enum: Object.keys(ERRORS) },
        retryAfterMs: { type: 'integer' },
        field: { type: 'string' },
        ref: { type: 'string' },
      },
    },
  },
};

function describe(operation: Operation): Json {
  const { id, signedIn, params, query, headers, body, reply, statuses, media, sends } = operation;
  const content = media ? { [media]: {} } : json(modern(reply));
  const success = { description: 'Success', content };
  const described: Json = {
    operationId: id,
    tags: [id.split('.')[0]],
    security: signedIn ? [{ bearer: [] }, { cookie: [] }] : [],
    parameters: [
      ...parameters(params, 'path'),
      ...parameters(query, 'query'),
      ...parameters(headers, 'header'),
    ],
    responses: {
      ...Object.fromEntries(statuses.map((status) => [status, success])),
      default: { $ref: '#/components/responses/Error' },
    },
  };
  if (body) described.requestBody = { required: true, content: json(modern(body)) };
  if (sends) described.requestBody = { required: false, content: { [sends]: {} } };
  return described;
}

const json = (schema: unknown): Json => ({ 'application/json': { schema } });

function parameters(object: TObject | undefined, place: 'path' | 'query' | 'header'): Json[] {
  return Object.entries(object?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: place,
    required: object?.required?.includes(name) ?? false,
    schema: modern(schema),
  }));
}

/** Draft 7 → 2020-12: `items: [a, b]` is `prefixItems` there. Symbols of TypeBox are lost on the way, as they should. */
function modern(schema: TSchema): unknown {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('items' in value)) return value;
    if (!Array.isArray(value.items)) return value;
    const { items, additionalItems: _, ...rest } = value as Json;
    return { ...rest, prefixItems: items, items: false };
  });
}
