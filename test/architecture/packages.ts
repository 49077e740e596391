import { importsOf } from './imports.ts';
import type { Tree } from './tree.ts';

/**
 * Only these files may know Elysia, so that its next major version touches these alone. `tokens.ts` uses the two
 * functions of its JWT plugin.
 */
const ELYSIA_FILES =
  /^server\/(.*\/)?(routes|rest|socket|guard|http|assets|openapi|app|main|tokens)[^/]*\.ts$|^server\/http\//;

export function elysiaOutside(tree: Tree): string[] {
  return importsOf(tree)
    .filter(({ to }) => /^(elysia|@elysiajs\/|@elysia\/)/.test(to))
    .filter(({ from }) => !/^(test|bench)\//.test(from) && !ELYSIA_FILES.test(from))
    .map(({ from, to }) => `${from} imports ${to}`);
}

/** These values of the protocol are cheap in a browser; a schema would bring TypeBox along, 11 KB. */
const CHEAP =
  /^protocol\/(limits|errors|version|fold|cut|epoch|find|names|order|visible|digits|numbers|apart|close|rest|rules\/[a-z-]+)\.ts$/;

export function heavyValuesInClient(tree: Tree): string[] {
  return importsOf(tree)
    .filter(({ from, to }) => from.startsWith('client/') && to.startsWith('protocol/'))
    .filter(({ to, typeOnly }) => !typeOnly && !CHEAP.test(to))
    .map(({ from, to }) => `${from} imports a value of ${to}, not of ${CHEAP.source}`);
}

/** The contract stands on TypeBox alone. */
export function foreignInProtocol(tree: Tree): string[] {
  return importsOf(tree)
    .filter(({ from, to }) => from.startsWith('protocol/') && !to.startsWith('protocol/'))
    .filter(({ to }) => to !== '@sinclair/typebox')
    .map(({ from, to }) => `${from} imports ${to}`);
}
