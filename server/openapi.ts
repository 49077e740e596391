import { openApiDocument } from './openapi/document.ts';
import { operations, type RestRoutes } from './openapi/operations.ts';

let document: string | undefined;

/** The text of /openapi.json, made when it is first asked for. */
export function openApi(twins: RestRoutes): string {
  document ??= JSON.stringify(openApiDocument(operations(twins)));
  return document;
}
