import { openApiDocument } from './openapi/document.ts';
import { operations, type Twins } from './openapi/operations.ts';

let document: string | undefined;

/** The text of /openapi.json, made when it is first asked for. */
export function openApi(twins: Twins): string {
  document ??= JSON.stringify(openApiDocument(operations(twins)));
  return document;
}
