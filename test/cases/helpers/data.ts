import { join } from 'node:path';

/** One case: why it is right, what goes in, what has to come out. */
export type Case = { why: string; expected: Record<string, unknown> } & Record<string, unknown>;

/** Reads the lines of `test/cases/persian/<name>.jsonl`. */
export async function casesOf<T extends Case>(name: string): Promise<T[]> {
  const text = await Bun.file(join(import.meta.dir, `../persian/${name}.jsonl`)).text();
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]));
}
