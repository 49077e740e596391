import { relative, sep } from 'node:path';
import { type AnyNode, parse } from 'acorn';
import type { BunPlugin } from 'bun';

/** Files of which a function was entered since the last look. The server's are here, a page has its own. */
declare global {
  var entered: Set<string> | undefined;
}

const transpiler = new Bun.Transpiler({
  loader: 'ts',
  tsconfig: JSON.stringify({
    compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false },
  }),
});

/**
 * Writes into each function of the sources that it says, when it is entered, in which file it stands. Constructors that
 * nobody has written and values of modules are no functions.
 */
export function sayEntered(root: string): BunPlugin {
  return {
    name: 'say-entered',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const source = await Bun.file(path).text();
        const name = relative(root, path).split(sep).join('/');
        if (!/^(client|server|db|protocol)\//.test(name)) return { contents: source, loader: 'ts' };
        return { contents: instrument(transpiler.transformSync(source), name), loader: 'js' };
      });
    },
  };
}

function instrument(code: string, name: string): string {
  const say = `globalThis.entered?.add(${JSON.stringify(name)})`;
  const inserts: [at: number, text: string][] = [];
  for (const node of nodesOf(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }))) {
    if (!('body' in node) || !/^(Function|ArrowFunction)/.test(node.type)) continue;
    const { type, start, end } = node.body as AnyNode;
    if (type === 'BlockStatement') inserts.push([start + 1, `${say};`]);
    else inserts.push([start, `(${say},`], [end, ')']);
  }
  // Where two stand at one place, the end of what is inside comes before the end of what is around it.
  let text = code;
  for (const [at, added] of inserts.toSorted(([a], [b]) => b - a))
    text = text.slice(0, at) + added + text.slice(at);
  return text;
}

function* nodesOf(value: unknown): Generator<AnyNode> {
  if (Array.isArray(value)) for (const one of value) yield* nodesOf(one);
  else if (value !== null && typeof value === 'object') {
    if ('type' in value) yield value as AnyNode;
    for (const inner of Object.values(value)) yield* nodesOf(inner);
  }
}
